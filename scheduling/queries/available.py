"""Who can have a place on a team in a year, and the days on which they cannot: for people's pages and for the proposer."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import FilteredRelation, Q, QuerySet, Value
from django.utils import timezone

from accounts.models import User
from agencies.policies import OFFICE_OF_THE_YEAR, WITHOUT_PLACE
from agencies.queries import without_role
from inspections.models import Inspection, Part, TeamPlace
from jtai import scheduled
from jtai.programmeyears import first_day, last_day
from scheduling.models import Absence, Capacity, ProgrammeYear
from scheduling.policies import NO_PLACE
from scheduling.proposing.facts import Inspector, Span
from scheduling.queries.ties import Ties

# Whose place takes them away from other inspections; who assures quality, signs or observes is not there all week.
INSPECTING = (Part.LEAD.value, Part.INSPECTOR.value)
WEEK = timedelta(weeks=1)


def inspectors() -> QuerySet[User]:
    """Everybody who may have a place on a team (`inspections.policies.can_have_place`), by inspectorate and name."""
    people = User.objects.filter(is_active=True, membership__inspectorate__isnull=False)
    return without_role(people, WITHOUT_PLACE).order_by("membership__inspectorate__position", "name", "pk")


def busy_days(fieldwork_start: date, fieldwork_end: date) -> Span:
    """The days in which the team of an inspection is at work: its weeks of preparation, fieldwork, and what is set after it."""
    before, after = scheduled.BUSY_BEFORE * WEEK, scheduled.BUSY_AFTER * WEEK
    return Span(fieldwork_start - before, fieldwork_end + after)


def live_places() -> QuerySet[TeamPlace]:
    """The places in which somebody inspects now, on inspections that have their week."""
    return TeamPlace.objects.filter(ended_at=None, part__in=INSPECTING).exclude(inspection__status__in=NO_PLACE).order_by()


def absences_between(first: date, last: date) -> QuerySet[Absence]:
    """What of people's leave and other work meets these days."""
    return Absence.objects.filter(first_day__lte=last, last_day__gte=first)


def nobody_said_who_leads(year: ProgrammeYear) -> bool:
    """Whether no capacity of the year says who may lead: then each of Ofsted's inspectors counts as able to."""
    return not _leads(year).exists()


def _leads(year: ProgrammeYear) -> QuerySet[Capacity]:
    office = inspectors().filter(membership__inspectorate__code=OFFICE_OF_THE_YEAR)
    return Capacity.objects.filter(year=year, leads=True, user__in=office.order_by())


def inspectors_for_proposer(year: ProgrammeYear, planned: Collection[int] | None = None) -> list[Inspector]:
    """The inspectors of every inspectorate as the proposer knows them. Two queries.

    planned: keys of the inspections that the plan itself has a place for, whose teams it counts; those of the year unless
    given. The teams of all others are away while these are at work. Who can take on none in this year is left out.
    """
    mine = FilteredRelation("capacities", condition=Q(capacities__year=year))
    rows = inspectors().annotate(mine=mine)
    found = list(rows.values_list("pk", "membership__inspectorate__code", "mine__inspections", "mine__leads"))
    leads = {key for key, code, _inspections, leads in found if leads and code == OFFICE_OF_THE_YEAR}
    away = _away(year, planned)
    return [
        Inspector(key, code, code == OFFICE_OF_THE_YEAR and (not leads or key in leads), tuple(away[key]))
        for key, code, inspections, _leads in found
        if (scheduled.INSPECTIONS_A_PERSON if inspections is None else inspections)
    ]


def _away(year: ProgrammeYear, planned: Collection[int] | None) -> dict[int, list[Span]]:
    first, last = first_day(year.year) - WEEK, last_day(year.year) + WEEK
    found: dict[int, list[Span]] = defaultdict(list)
    leave = absences_between(first, last).annotate(works=Value(0)).values_list("works", "user", "first_day", "last_day")
    others = live_places()
    others = others.exclude(inspection__programme_year=year.year) if planned is None else others.exclude(inspection__in=planned)
    days = others.annotate(works=Value(1)).values_list(
        "works", "user", "inspection__fieldwork_start", "inspection__fieldwork_end"
    )
    for works, user, starts, ends in sorted(leave.order_by().union(days, all=True)):
        span = busy_days(starts, ends) if works else Span(starts, ends)
        if span.meets(Span(first, last)):
            found[user].append(span)
    return found


@dataclass(frozen=True)
class Tied:
    """Keys of the inspectors with a conflict of interest with one local area; of them those who may inspect it, or lead, all the same."""

    people: frozenset[int] = frozenset()
    allowed: frozenset[int] = frozenset()
    allowed_to_lead: frozenset[int] = frozenset()


def ties_for_proposer(year: ProgrammeYear, people: Collection[int], planned: Iterable[Inspection]) -> dict[int, Tied]:
    """Per local area (its key): which of these people are tied to it. What it is stays unsaid. Two queries.

    Judged by the first day of the year that is to come, so that whoever stands free does so for the whole year. planned: what
    has its place in the year. There it is the day of its fieldwork that counts, and what was decided of its conflicts.
    """
    placed = {one.local_area_id: one for one in planned}
    ties = Ties(people, list(placed.values()))
    tied = ties.by_area(max(first_day(year.year), timezone.localdate()))
    return {
        area: Tied(
            found,
            _in_spite(ties, found, placed.get(area), Part.INSPECTOR),
            _in_spite(ties, found, placed.get(area), Part.LEAD),
        )
        for area, found in tied.items()
    }


def _in_spite(ties: Ties, tied: frozenset[int], inspection: Inspection | None, part: Part) -> frozenset[int]:
    """Those who may have this part of the inspection all the same."""
    return frozenset(key for key in tied if inspection is not None and not ties.bar(key, inspection, part))
