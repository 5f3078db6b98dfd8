"""Removes what is due, or says what would be."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from retention.commands import rehearse, retain


class Command(BaseCommand):
    """`manage.py retain [--dry-run]`: the daily job by hand."""

    help = "Deletes or anonymises what is due under the retention policies and says how much. Nothing on hold is touched."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether it counts."""
        parser.add_argument("--dry-run", action="store_true", help="say what would be done and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a policy."""
        del args
        done = rehearse() if options["dry_run"] else retain()
        word = "would be removed" if options["dry_run"] else "removed"
        for code in sorted({*done.removed, *done.held}):
            self.stdout.write(f"{code}: {done.removed.get(code, 0)} {word}, {done.held.get(code, 0)} on hold")
        if not any(done.removed.values()):
            self.stdout.write("Nothing is due.")
