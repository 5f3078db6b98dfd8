"""The audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Names the app."""

    name = "audit"
