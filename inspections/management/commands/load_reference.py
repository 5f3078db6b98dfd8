"""manage.py load_reference: the facts that every inspection stands on, from the files of this project into rows."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from agencies.loading import Outcome
from agencies.queries import forget_holidays
from inspections import loading


class Command(BaseCommand):
    """Loads what is new or changed; a second run changes nothing."""

    help = "Load reference data. Safe to run again. A file with a mistake is named by line and column and not loaded."

    def add_arguments(self, parser: CommandParser) -> None:
        """What can be said on the command line."""
        parser.add_argument("--demonstration", action="store_true", help="the invented local areas and providers too")
        parser.add_argument("--providers", type=Path, help="a file of real health providers and sexual assault services")
        parser.add_argument("--check", action="store_true", help="say what would change, and change nothing")
        parser.add_argument("--agencies", type=Path, default=loading.AGENCIES, help="folder of places and agencies")
        parser.add_argument("--inspections", type=Path, default=loading.INSPECTIONS, help="folder of frameworks and history")

    def handle(self, **options: object) -> None:
        """Exit 1, naming every fault, when a file could not be loaded."""
        providers = options["providers"]
        chosen = loading.sources(
            Path(str(options["agencies"])),
            Path(str(options["inspections"])),
            demonstration=bool(options["demonstration"]),
            providers=Path(str(providers)) if providers else None,
        )
        # Checking is loading, taken back: what it says is what loading would do.
        with transaction.atomic():
            results = list(loading.run(chosen))
            if options["check"]:
                transaction.set_rollback(True)
        forget_holidays()
        self._tell(results, checked=bool(options["check"]))

    def _tell(self, results: list[loading.Result], *, checked: bool) -> None:
        total, bad = Outcome(), 0
        for result in results:
            if result.outcome is not None:
                total += result.outcome
                self.stdout.write(f"{result.name}: {result.outcome}")
                continue
            bad += 1
            self.stderr.write(f"{result.name}: not loaded" + (f", because of {result.waits_for}" if result.waits_for else ""))
            for fault in result.faults:
                self.stderr.write(f"  {fault}")
        if bad:
            raise CommandError(f"{bad} of {len(results)} files could not be loaded. Correct them and run this again.")
        if total.nothing:
            self.stdout.write("Everything is loaded already. Nothing changed.")
        else:
            self.stdout.write(f"Only checked, nothing written. It would be: {total}." if checked else f"Loaded: {total}.")
