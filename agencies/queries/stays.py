"""From which moment to which somebody belonged to an inspectorate, now or formerly."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby, pairwise

from django.db.models import DateField, IntegerField, Q, Value
from django.utils import timezone

from accounts.models import User
from accounts.streams import PERSON
from agencies.models import Inspectorate, Membership, PastMembership
from audit.models import Event

WHO = ("user", "user__email", "inspectorate", "since")


@dataclass(frozen=True)
class Stay:
    """Somebody's time at an inspectorate: from `first` to before `last`; None: they are there now. person: a key."""

    person: int
    email: str
    first: datetime
    last: datetime | None


@dataclass(frozen=True)
class _Row:
    person: int
    email: str
    inspectorate: int | None
    since: date
    until: date | None
    number: int | None  # of a past one: in the order in which they ended


def stays_at(inspectorate: Inspectorate, person: User | None = None) -> list[Stay]:
    """All stays there, a person's in their order; of one person alone where one is given.

    Days are kept, not hours. Only on the day of a move the event of leaving decides: what came before it is the one
    organisation's, what came after it the other's. One query, and one more when somebody moved within a day.
    """
    found: list[Stay] = []
    of_each = [list(rows) for _key, rows in groupby(_rows(inspectorate, person), key=lambda row: row.person)]
    left = _leavings([rows[0].person for rows in of_each if _moved_within_a_day(rows)])
    for rows in of_each:
        end: datetime | None = None
        for place, row in enumerate(rows):
            on_that_day = place > 0 and rows[place - 1].until == row.since
            first = end if end is not None and on_that_day else _midnight(row.since)
            end = None if row.until is None else _ended(rows, place, left[row.person, row.until])
            if row.inspectorate == inspectorate.pk:
                found.append(Stay(row.person, row.email, first, end))
    return found


def _rows(inspectorate: Inspectorate, person: User | None) -> list[_Row]:
    """Every organisation of whoever was ever there, a person's in order, the present one last."""
    ever = User.objects.filter(Q(membership__inspectorate=inspectorate) | Q(past_memberships__inspectorate=inspectorate))
    people = ever if person is None else ever.filter(pk=person.pk)
    now = Membership.objects.annotate(ended=Value(None, DateField()), number=Value(None, IntegerField()))
    here = now.filter(user__in=people.values("pk")).values_list(*WHO, "ended", "number").order_by()
    gone = PastMembership.objects.filter(user__in=people.values("pk")).values_list(*WHO, "until", "pk").order_by()
    rows = [_Row(*row) for row in here.union(gone, all=True)]
    return sorted(rows, key=lambda row: (row.person, row.number is None, row.number or 0))


def _moved_within_a_day(rows: list[_Row]) -> bool:
    return any(before.until == row.since for before, row in pairwise(rows))


def _leavings(people: list[int]) -> dict[tuple[int, date], list[datetime]]:
    """When these people left something, by person and day."""
    left: dict[tuple[int, date], list[datetime]] = defaultdict(list)
    if people:
        events = Event.objects.filter(stream__in=[f"{PERSON}{key}" for key in people], verb="person.leave")
        for stream, at in events.order_by("stream", "sequence").values_list("stream", "at"):
            left[int(stream.removeprefix(PERSON)), timezone.localdate(at)].append(at)
    return left


def _ended(rows: list[_Row], place: int, left: list[datetime]) -> datetime:
    """The end of the day, unless they began elsewhere on it: then right after the event, or its beginning if there is none."""
    until = rows[place].until or date.max
    if place + 1 == len(rows) or rows[place + 1].since != until:
        return _midnight(until + timedelta(days=1))
    # Stays and the events that end them have the same order, also within a day.
    before = sum(row.until == until for row in rows[:place])
    return left[before] + timedelta(microseconds=1) if before < len(left) else _midnight(until)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
