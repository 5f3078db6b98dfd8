"""The intelligence app."""

from django.apps import AppConfig


class IntelligenceConfig(AppConfig):
    """Names the app."""

    name = "intelligence"
