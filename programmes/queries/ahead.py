"""What the rules ask of one area or agency in the time ahead."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from jtai.programmeyears import year_of
from programmes import rules
from programmes.models import Activity, Breach, Programme, Recommendation
from programmes.queries.due import Among, Whole, credits_of, key_of, lines_of, opened_of
from programmes.queries.following import BREACH, RECOMMENDATION
from programmes.rules import Done, Duty, Facts, Judged, Open, State
from programmes.rules import Subject as Body


@dataclass(frozen=True)
class Ahead:
    """A duty that is not done, with its programme, what it is called and whose it is. about: what is breached or recommended."""

    programme: Programme
    duty: Duty
    kind: str
    subject: str
    about: str = ""


def ahead(
    known: Sequence[Whole],
    among: Among,
    activities: Iterable[Activity],
    opened: Iterable[Breach | Recommendation],
    *,
    today: date,
    until: date,
) -> list[Ahead]:
    """What these programmes ask of these subjects and is overdue, or is due or planned until that day; the earliest first.

    activities: those of the subjects with their judgements, all of each of these programmes. opened: what is open of them. A
    share of all asks nobody in particular, so such a rule says nothing here. One query at most.
    """
    done: dict[int, list[Done]] = defaultdict(list)
    for activity in activities:
        done[activity.programme_id].append(_done_of(activity))
    followed: dict[int, list[tuple[Open, Body]]] = defaultdict(list)
    for row in _of(opened, among):
        followed[row.activity.programme_id].append(_open_of(row))
    credited = credits_of(known, among)
    found = [
        row
        for one in known
        for row in _ahead(one, one.facts(among, done[one.programme.pk], credited, followed[one.programme.pk]), today, until)
    ]
    return sorted(found, key=lambda row: (row.duty.by or date.max, row.programme.position, row.subject))


def _open_of(row: Breach | Recommendation) -> tuple[Open, Body]:
    whose = (row.pk, row.agency_id, row.agency.name, row.agency.code)
    if isinstance(row, Breach):
        return opened_of(BREACH, (*whose, row.address_by, None, row.standard, row.enforcement_on))
    return opened_of(RECOMMENDATION, (*whose, row.due_on, None, row.text.body, None))


def _of(opened: Iterable[Breach | Recommendation], among: Among) -> Iterator[Breach | Recommendation]:
    """What was found in an activity of one of these, and what one of them is to do, whosever activity it was found in."""
    agencies, areas = ({row.pk for row in rows} for rows in (among.agencies, among.areas))
    for row in opened:
        if row.agency_id in agencies or row.activity.agency_id in agencies or row.activity.local_area_id in areas:
            yield row


def _ahead(known: Whole, facts: Facts, today: date, until: date) -> list[Ahead]:
    line = lines_of(facts)
    found: dict[tuple[object, ...], Ahead] = {}
    years = range(year_of(today), year_of(until) + 1)
    for evaluation in rules.evaluate_years(known.rules, facts, years, today).values():
        for duty in evaluation.duties:
            if duty.state != State.DONE and (duty.by is None or duty.by <= until):
                key = (duty.rule, duty.subject, duty.kind, duty.by, duty.activity)
                row = line(duty)
                found.setdefault(key, Ahead(known.programme, duty, row.kind, row.name, row.about))
    return list(found.values())


def _done_of(row: Activity) -> Done:
    judged = tuple(
        Judged(one.area.code, one.value.code, one.value.failing, one.area.decides, one.value.position)
        for one in row.judgements.all()
    )
    subject = key_of(row.agency_id, row.local_area_id)
    return Done(row.pk, subject, row.kind.code, row.starts_on, row.ends_on, row.standing, judged, row.published_on)
