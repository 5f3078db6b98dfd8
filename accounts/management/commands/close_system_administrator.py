"""Lets a system administrator out."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.commands import close_system_administrator
from jtai.errors import Invalid


class Command(BaseCommand):
    """`manage.py close_system_administrator EMAIL`."""

    help = "Closes the account of a system administrator: sessions, tokens and second factors end at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """E-mail address."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """What they did stays in the trail under their name."""
        del args
        try:
            person = close_system_administrator(options["email"])
        except Invalid as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The account of {person.name} is closed.")
