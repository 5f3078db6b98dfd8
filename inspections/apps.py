"""The inspections app."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """Names the app."""

    name = "inspections"
