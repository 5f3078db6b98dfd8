"""Makes the account of a system administrator, the first above all."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from accounts.commands import create_system_administrator
from jtai.errors import Invalid


class Command(BaseCommand):
    """`manage.py create_system_administrator EMAIL NAME`."""

    help = "Makes a system administrator (people and reference data, no casework) and prints a link to choose a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """E-mail address and name."""
        parser.add_argument("email")
        parser.add_argument("name")

    def handle(self, *args: Any, **options: Any) -> None:
        """The link works once, within an hour; the second factor is set up at the first sign-in."""
        del args
        try:
            validate_email(options["email"])
            person, link = create_system_administrator(options["email"], options["name"])
        except (Invalid, ValidationError) as error:
            raise CommandError(" ".join(error.messages) if isinstance(error, ValidationError) else str(error)) from error
        self.stdout.write(f"{person.name} is a system administrator. They choose their password within an hour at\n{link}")
