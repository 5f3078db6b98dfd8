"""The audit app."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def restrict(using: str, **_more: Any) -> None:
    """After each migration: whoever was given rights on the trail's tables since keeps only those to read and to add."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regprocedure('audit_restrict()') IS NOT NULL")
        if cursor.fetchone() == (True,):
            cursor.execute("SELECT audit_restrict()")


class AuditConfig(AppConfig):
    """Names the app and keeps the rights on its tables narrow."""

    name = "audit"

    def ready(self) -> None:
        """The owner of the tables migrates, and nobody else can do this."""
        post_migrate.connect(restrict, sender=self)
