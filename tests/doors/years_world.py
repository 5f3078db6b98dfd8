"""What the doors to the people of a year need: leave of two people."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from scheduling.commands import record_absence
from scheduling.models import Absence
from tests.walk import Cast


@dataclass(frozen=True)
class Away:
    """Leave that is to come."""

    stranger: Absence  # of Ofsted's inspector who is on no team
    cqc: Absence  # of CQC's inspector


def leave_of(person: User, number: int) -> Absence:
    """A day of leave in some weeks. number: one more week later."""
    day = timezone.localdate() + timedelta(weeks=4 + number)
    return record_absence(person=person, kind="leave", first_day=day, last_day=day, by=person)


def build_away(people: Cast) -> Away:
    """Through the real commands."""
    return Away(stranger=leave_of(people.stranger, 0), cqc=leave_of(people.cqc, 0))
