"""The scheduling app."""

from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    """Names the app."""

    name = "scheduling"
