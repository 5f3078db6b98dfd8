"""Loads the demonstration world once."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from reports.demonstration.loading import load


class Command(BaseCommand):
    """`manage.py load_demonstration`."""

    help = "Loads 24 fictional local areas with inspections at every stage. Does nothing when they are there."

    def handle(self, *args: Any, **options: Any) -> None:
        """Reference data of the fictional areas first, then people and inspections; one transaction."""
        del args, options
        call_command("load_reference", demonstration=True, verbosity=0)
        for line in load():
            self.stdout.write(line)
