"""The agencies app."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Names the app."""

    name = "agencies"
