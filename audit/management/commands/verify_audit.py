"""Proves that the trail is whole."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import ngettext

from audit.models import Seal
from audit.sealing import keys
from audit.verifying import Seen, verify_all


def _counted(seen: Seen) -> list[str]:
    """What was looked at, in words."""
    return [
        ngettext("%(count)d stream", "%(count)d streams", seen.streams) % {"count": seen.streams},
        ngettext("%(count)d event", "%(count)d events", seen.events) % {"count": seen.events},
        ngettext("%(count)d seal", "%(count)d seals", seen.seals) % {"count": seen.seals},
        ngettext("%(count)d hour of reads", "%(count)d hours of reads", seen.hours) % {"count": seen.hours},
    ]


class Command(BaseCommand):
    """`manage.py verify_audit`: says each fault and fails on any; changes nothing."""

    help = (
        "Verifies all chains of events, their words, the seals and the hours of reads. Names stream, sequence and what is"
        " wrong. Exit code 1 when anything is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Anchors that were written down outside the database."""
        parser.add_argument(
            "--expect",
            action="append",
            default=[],
            metavar="NUMBER:MAC",
            help="a seal as an earlier run or the worker's log named it; may be given again",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Every fault on a line of its own, then what was looked at."""
        del args
        begun, seen, faults = time.monotonic(), Seen(), 0
        keys()  # without the key nothing is said at all
        for fault in verify_all(seen):
            faults += 1
            self.stderr.write(str(fault))
        for anchor in options["expect"]:
            number, _colon, mac = str(anchor).partition(":")
            if not number.isdigit() or not Seal.objects.filter(number=number, mac=mac).exists():
                faults += 1
                self.stderr.write(f"seals #{number}: seal missing: {anchor} was seen before")
        looked = ", ".join(_counted(seen))
        if faults:
            places = ngettext("%(count)d place", "%(count)d places", faults) % {"count": faults}
            raise CommandError(f"The trail does not hold in {places}. Looked at {looked}.")
        self.stdout.write(f"The trail holds: {looked}, in {time.monotonic() - begun:.1f} s.")
        if seen.newest is not None:
            self.stdout.write(f"Newest seal: {seen.newest.number}:{seen.newest.mac} of {seen.newest.at:%Y-%m-%d %H:%M:%S} UTC")
