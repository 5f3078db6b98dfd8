"""Who can have a place on a team in a year, and the days on which they cannot: for people's pages and for the proposer."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet, Value
from django.utils import timezone

from accounts.models import User
from agencies.models import RoleKind
from agencies.policies import OFFICE_OF_THE_YEAR, WITHOUT_PLACE
from agencies.queries import without_role
from inspections.models import Inspection, Part, TeamPlace
from inspections.workflow import NO_PLACE
from jtai import scheduled
from jtai.programmeyears import first_day, last_day
from scheduling.models import Absence, Capacity, ProgrammeYear
from scheduling.proposing.facts import Inspector, Span
from scheduling.queries.ties import Ties

# Whose place takes them away from other inspections; who assures quality, signs or observes is not there all week.
INSPECTING = (Part.LEAD.value, Part.INSPECTOR.value)
WEEK = timedelta(weeks=1)
MARGIN = 12 * WEEK  # before and after a year, in which teams of its first and last weeks may be at work


def placeable() -> QuerySet[User]:
    """Everybody who may have a place on a team (`inspections.policies.can_have_place`), by inspectorate and name."""
    people = User.objects.filter(is_active=True, membership__inspectorate__isnull=False)
    return without_role(people, WITHOUT_PLACE).order_by("membership__inspectorate__position", "name", "pk")


def capacities_of(year: ProgrammeYear) -> dict[int, Capacity]:
    """What was said of each person last, of this year or of one before it: what nobody has changed goes on. One query."""
    rows = Capacity.objects.filter(year__year__lte=year.year).select_related("year")
    return {one.user_id: one for one in rows.order_by("user", "-year__year").distinct("user")}


def inspectors(capacities: Mapping[int, Capacity]) -> QuerySet[User]:
    """Who inspects: those who hold no role, and whoever else was said to take on inspections (`capacities_of` a year).

    Inspectors need no role. Who signs, leads a programme, assures quality, analyses, decides or observes has other work, and a
    place as an inspector would keep them from the part for which an inspection needs them.
    """
    free = without_role(placeable(), RoleKind.values).order_by().values("pk")
    return placeable().filter(Q(pk__in=free) | Q(pk__in=[key for key, one in capacities.items() if one.inspections]))


def can_take_on(capacity: Capacity | None) -> int:
    """On how many inspections of a year an inspector can be."""
    return scheduled.INSPECTIONS_A_PERSON if capacity is None else capacity.inspections


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
    """Whether nothing says who may lead in a year: then each of Ofsted's inspectors counts as able to."""
    capacities = capacities_of(year)
    return not leads_among(inspectors(capacities).values_list("pk", "membership__inspectorate__code"), capacities)


def leads_among(people: Iterable[tuple[int, str]], capacities: Mapping[int, Capacity]) -> set[int]:
    """Who of these inspectors, each with the code of their inspectorate, may lead: nobody where nobody has said it yet."""
    return {key for key, code in people if code == OFFICE_OF_THE_YEAR and key in capacities and capacities[key].leads}


def inspectors_for_proposer(year: ProgrammeYear, planned: Collection[int] | None = None) -> list[Inspector]:
    """The inspectors of every inspectorate as the proposer knows them. Three queries.

    planned: keys of the inspections that the plan itself has a place for, whose teams it counts; those of the year unless
    given. The teams of all others are away while these are at work, and have one less to take on where it is of the year. Who
    can take on none in this year is left out. Until somebody says who leads, each of Ofsted's inspectors counts as able to.
    """
    capacities = capacities_of(year)
    away, taken = _away(year, planned)
    rows = list(inspectors(capacities).values_list("pk", "membership__inspectorate__code"))
    leads = leads_among(rows, capacities)
    can = {key: can_take_on(capacities.get(key)) for key, _code in rows}
    return [
        Inspector(
            key,
            code,
            code == OFFICE_OF_THE_YEAR and (not leads or key in leads),
            tuple(away[key]),
            max(0, can[key] - taken[key]),
        )
        for key, code in rows
        if can[key]
    ]


def _away(year: ProgrammeYear, planned: Collection[int] | None) -> tuple[dict[int, list[Span]], Counter[int]]:
    """When each person is away, and how many inspections of the year they have that the plan does not count."""
    first, last = first_day(year.year) - MARGIN, last_day(year.year) + MARGIN
    found: dict[int, list[Span]] = defaultdict(list)
    taken: Counter[int] = Counter()
    leave = absences_between(first, last).annotate(at_work=Value(0), of=Value(0))
    others = live_places().annotate(at_work=Value(1))
    others = others.exclude(inspection__programme_year=year.year) if planned is None else others.exclude(inspection__in=planned)
    days = others.values_list(
        "at_work", "user", "inspection__fieldwork_start", "inspection__fieldwork_end", "inspection__programme_year"
    )
    every = leave.order_by().values_list("at_work", "user", "first_day", "last_day", "of").union(days, all=True)
    for at_work, user, starts, ends, of_year in sorted(every):
        span = busy_days(starts, ends) if at_work else Span(starts, ends)
        taken[user] += of_year == year.year
        if span.meets(Span(first, last)):
            found[user].append(span)
    return found, taken


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
