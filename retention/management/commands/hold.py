"""Puts something on hold, or releases it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from agencies.queries import membership_of
from jtai.errors import DomainError
from retention.commands import put_on_hold, release
from retention.models import Hold
from retention.queries import HELD


class Command(BaseCommand):
    """`manage.py hold inspections.inspection:7 --by x@y --reason "…"`, and `--release`."""

    help = (
        "Puts an inspection, something shared, a letter, an activity, a table sent in, a person or an e-mail on hold, so that retention "
        "does not touch it; or releases it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """What, who, why."""
        parser.add_argument("key", help=", ".join(f"{kind}:7" for kind in HELD))
        parser.add_argument("--by", required=True, help="the e-mail address of who decided it")
        parser.add_argument("--reason", default="")
        parser.add_argument("--release", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """The refusal's sentence is the error."""
        del args
        try:
            by = User.objects.get_by_natural_key(options["by"])
            if options["release"]:
                membership = membership_of(by)
                inspectorate = None if membership is None else membership.inspectorate
                release(Hold.objects.get(key=options["key"], inspectorate=inspectorate, released_at=None), by=by)
            else:
                put_on_hold(options["key"], reason=options["reason"], by=by)
        except (DomainError, User.DoesNotExist, Hold.DoesNotExist) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{options['key']} is {'released' if options['release'] else 'on hold'}.")
