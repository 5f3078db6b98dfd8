"""Loads the demonstration world once."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from reports.demonstration.loading import is_loaded, load
from scheduling.demonstration import invent_school_holidays, open_years, plan_year
from scheduling.demonstration_people import furnish_people
from scheduling.queries import years


class Command(BaseCommand):
    """`manage.py load_demonstration`: 24 fictional local areas with inspections at every stage."""

    help = "Loads the fictional local areas, people and inspections. Does nothing when they are there."

    def handle(self, *args: Any, **options: Any) -> None:
        """Reference data of the fictional areas first, then people and inspections in one transaction."""
        del args, options
        call_command("load_reference", demonstration=True, verbosity=0, stdout=self.stdout)
        if is_loaded():
            self.stdout.write("The demonstration is loaded already. Nothing changed.")
            return
        with transaction.atomic():
            loaded = load()
            open_years(loaded.years, by=loaded.office)
            furnish_people(years()[0])
            invent_school_holidays(loaded.years)
            plan_year(max(loaded.years) + 1, by=loaded.office)
        self.stdout.write(
            f"Demonstration loaded: {loaded.inspections} inspections, {loaded.notes} notes, {loaded.findings} findings."
        )
