"""From which moment to which somebody belonged to an inspectorate, now or formerly."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.models import User
from accounts.streams import stream_of
from agencies.models import Inspectorate, Membership, PastMembership
from audit.models import Event


@dataclass(frozen=True)
class Stay:
    """Somebody's time at an inspectorate: from `first` to before `last`; None: they are there now."""

    user: User
    first: datetime
    last: datetime | None


def stays_at(inspectorate: Inspectorate, person: User | None = None) -> list[Stay]:
    """All stays there, a person's in their order; of one person alone where one is given. A fixed number of queries.

    Days are kept, not hours. Only on the day of a move the event of leaving decides: what came before it is the one
    organisation's, what came after it the other's.
    """
    here = Membership.objects.filter(inspectorate=inspectorate).select_related("user")
    gone = PastMembership.objects.filter(inspectorate=inspectorate).select_related("user")
    if person is not None:
        here, gone = here.filter(user=person), gone.filter(user=person)
    rows: list[Membership | PastMembership] = [*here, *gone]
    people = {row.user_id: row.user for row in rows}
    present = {row.user_id for row in here}
    pasts: dict[int, list[PastMembership]] = defaultdict(list)
    for row in PastMembership.objects.filter(user__in=people).order_by("pk"):
        pasts[row.user_id].append(row)
    begun = dict(Membership.objects.filter(user__in=people).values_list("user", "since"))
    chains = {stream_of(user): key for key, user in people.items()}
    left: dict[tuple[int, date], list[datetime]] = defaultdict(list)
    moved = Event.objects.filter(stream__in=chains, verb="person.leave").order_by("stream", "sequence")
    for stream, at in moved.values_list("stream", "at"):
        left[chains[stream], timezone.localdate(at)].append(at)
    found = []
    for key, user in people.items():
        end, before = None, None
        for place, row in enumerate(pasts[key]):
            first = _began(row.since, before, end)
            after = pasts[key][place + 1].since if place + 1 < len(pasts[key]) else begun.get(key)
            end = _ended(row.until, after, left[key, row.until], _place_in_day(pasts[key], place))
            before = row.until
            if row.inspectorate_id == inspectorate.pk:
                found.append(Stay(user, first, end))
        if key in present:
            found.append(Stay(user, _began(begun[key], before, end), None))
    return found


def _place_in_day(rows: list[PastMembership], place: int) -> int:
    """How many of the stays before this one ended on the same day: events of leaving have the same order."""
    return sum(row.until == rows[place].until for row in rows[:place])


def _began(since: date, before: date | None, end: datetime | None) -> datetime:
    return end if end is not None and before == since else _midnight(since)


def _ended(until: date, after: date | None, left: list[datetime], place: int) -> datetime:
    """The end of the day, unless they began elsewhere on it: then right after the event, or its beginning if there is none."""
    if after != until:
        return _midnight(until + timedelta(days=1))
    return left[place] + timedelta(microseconds=1) if place < len(left) else _midnight(until)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
