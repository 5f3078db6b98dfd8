"""Binds an OpenID provider to an inspectorate."""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from accounts.commands import bind_single_sign_on
from agencies.models import Inspectorate

SECRET = "SIGN_ON_SECRET"  # noqa: S105 -- the name of a variable


class Command(BaseCommand):
    """`SIGN_ON_SECRET=… manage.py bind_single_sign_on CODE --inspectorate cqc --name … --server … --client … --domain …`."""

    help = f"Lets people of an inspectorate sign in with their own OpenID provider. Its client secret is read from ${SECRET}."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What the provider's administrator has told, and what we hold of it."""
        parser.add_argument("code", help="names it in its address: letters, digits, hyphens")
        parser.add_argument("--inspectorate", required=True, help="its code, for example cqc")
        parser.add_argument("--name", required=True, help="as the sign-in page says it")
        parser.add_argument("--server", required=True, help="address of the provider (its issuer)")
        parser.add_argument("--client", required=True, help="the client id that it gave us")
        parser.add_argument("--domain", action="append", required=True, help="of e-mail addresses; may be given several times")
        parser.add_argument("--second-factor", action="store_true", help="it asks for a second factor itself")

    def handle(self, *args: Any, **options: Any) -> None:
        """Again with the same code: changed."""
        del args
        if not Inspectorate.objects.filter(code=options["inspectorate"]).exists():
            raise CommandError(f"There is no inspectorate with the code {options['inspectorate']}.")
        if not os.environ.get(SECRET):
            raise CommandError(f"Put the client secret into the environment as {SECRET}.")
        bound = bind_single_sign_on(
            options["code"],
            name=options["name"],
            server=options["server"],
            client=options["client"],
            secret=os.environ[SECRET],
            inspectorate=options["inspectorate"],
            domains=options["domain"],
            second_factor=options["second_factor"],
        )
        back = settings.PUBLIC_ADDRESS + reverse("openid_connect_callback", args=[options["code"]])
        self.stdout.write(f"{bound}. Tell the provider to lead back to {back}")
