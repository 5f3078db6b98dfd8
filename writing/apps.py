"""The writing app."""

from django.apps import AppConfig


class WritingConfig(AppConfig):
    """Names the app."""

    name = "writing"
