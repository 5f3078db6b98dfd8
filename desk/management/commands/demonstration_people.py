"""Prints the demonstration sign-ins, one per part."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.demonstration import PASSWORD
from reports.demonstration.people import sign_ins


class Command(BaseCommand):
    """`manage.py demonstration_people`."""

    help = "Prints the demonstration sign-ins, one per part."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a part, and the password once."""
        del args, options
        rows = sign_ins()
        if not rows:
            self.stdout.write("No demonstration is loaded.")
            return
        width = max(len(row.part) for row in rows)
        self.stdout.write(f"Demonstration sign-ins (invented people; the password of each is {PASSWORD}):")
        for row in rows:
            self.stdout.write(f"  {row.part:<{width}}  {row.email}")
