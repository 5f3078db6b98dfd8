"""The app's label."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """Subject access and freedom of information."""

    name = "disclosure"
    default_auto_field = "django.db.models.BigAutoField"
