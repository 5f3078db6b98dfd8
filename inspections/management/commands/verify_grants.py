"""Proves that memberships, roles, teams and grants agree."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from inspections.drift import drift


class Command(BaseCommand):
    """`manage.py verify_grants`: says each difference and fails on any; changes nothing."""

    help = "Compares the grants and groups with teams, roles and memberships. Exit code 1 when they differ."

    def handle(self, *args: Any, **options: Any) -> None:
        """One look at one moment: a team that changes meanwhile is not half old and half new."""
        del args, options
        with transaction.atomic():
            differences = list(drift())
        for difference in differences:
            self.stderr.write(difference)
        if differences:
            raise CommandError(f"Teams and grants differ in {len(differences)} place(s).")
        self.stdout.write("Memberships, roles, teams and grants agree.")
