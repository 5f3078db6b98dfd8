"""Proves that memberships, roles, teams and grants agree."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from inspections.drift import drift


class Command(BaseCommand):
    """`manage.py verify_grants`: says each difference and fails on any; changes nothing."""

    help = "Compares the grants and groups with teams, roles and memberships. Exit code 1 when they differ."

    def handle(self, *args: Any, **options: Any) -> None:
        """What two looks in a row both find: a team that changes during one of them is no drift."""
        del args, options
        before = set(drift())
        differences = [difference for difference in drift() if difference in before]
        for difference in differences:
            self.stderr.write(difference)
        if differences:
            raise CommandError(f"Teams and grants differ in {len(differences)} place(s).")
        self.stdout.write("Memberships, roles, teams and grants agree.")
