"""The retention app."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """Names the app."""

    name = "retention"
