"""The people of a year: what each can take on, when they are away, where they have a place, and what is too much.

Leave is for the person and the programme leads of their own inspectorate; of the others one learns numbers.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from agencies.models import Inspectorate
from agencies.queries import inspectorate_of, inspectorates
from inspections.models import Inspection, TeamPlace
from inspections.queries import caseload
from jtai import scheduled
from jtai.programmeyears import first_day, last_day
from scheduling import policies
from scheduling.models import Absence, Capacity, ProgrammeYear
from scheduling.proposing.facts import Span
from scheduling.proposing.words import days
from scheduling.queries.available import (
    WEEK,
    absences_between,
    busy_days,
    inspectors,
    live_places,
    nobody_said_who_leads,
)
from scheduling.queries.ties import Ties


@dataclass(frozen=True)
class Work:
    """A place of somebody's. of_year: on an inspection of the year. tied: a conflict of interest stands that nobody has allowed."""

    place: TeamPlace
    of_year: bool
    tied: bool = False

    @property
    def inspection(self) -> Inspection:
        """On which."""
        return self.place.inspection

    @cached_property
    def busy(self) -> Span:
        """The days in which its team is at work."""
        return busy_days(self.inspection.fieldwork_start, self.inspection.fieldwork_end)

    @property
    def area(self) -> str:
        """The local area by its name."""
        return self.inspection.local_area.name


@dataclass(frozen=True)
class Overload:
    """Something that is too much, in a sentence. span: when, if it is at a time."""

    says: str
    span: Span | None = None


@dataclass(frozen=True)
class PersonOfYear:
    """Somebody and their year. said: somebody has set what they can take on. leads: None where nobody has said it."""

    person: User
    inspections: int
    said: bool
    leads: bool | None
    absences: Sequence[Absence]
    work: Sequence[Work]

    @property
    def load(self) -> int:
        """On how many inspections of the year they are."""
        return sum(one.of_year for one in self.work)

    @property
    def free(self) -> int:
        """How many more they can take on; below nothing when there are too many."""
        return self.inspections - self.load

    @property
    def inspects(self) -> bool:
        """Whether they go on inspections in this year at all."""
        return bool(self.inspections or self.work)

    @cached_property
    def overloads(self) -> Sequence[Overload]:
        """All that is too much and not over yet."""
        today = timezone.localdate()
        return [one for one in self._overloads() if one.span is None or one.span.last >= today]

    def _overloads(self) -> Sequence[Overload]:
        found = [Overload(self._too_many())] if self.load and self.free < 0 else []
        for one, other in combinations(self.work, 2):
            if one.busy.meets(other.busy):
                span = Span(max(one.busy.first, other.busy.first), min(one.busy.last, other.busy.last))
                words = {"one": one.area, "other": other.area, "days": days(span)}
                found.append(Overload(_("At work on %(one)s and on %(other)s at once, %(days)s.") % words, span))
        for one in self.work:
            found += [self._away(one, absence) for absence in self.away_in(one.busy)]
            if one.tied:
                found.append(Overload(_("A conflict of interest with %(area)s exists.") % {"area": one.area}, one.busy))
        return found

    def _too_many(self) -> str:
        words = {"count": self.load, "most": self.inspections}
        said = ngettext(
            "On %(count)s inspection, and can take on %(most)s.",
            "On %(count)s inspections, and can take on %(most)s.",
            self.load,
        )
        return said % words

    def _away(self, work: Work, absence: Absence) -> Overload:
        words = {"days": days(Span(absence.first_day, absence.last_day)), "area": work.area}
        span = Span(max(absence.first_day, work.busy.first), min(absence.last_day, work.busy.last))
        return Overload(_("Away %(days)s, while the team of %(area)s is at work.") % words, span)

    def away_in(self, span: Span) -> list[Absence]:
        """What keeps them away in these days."""
        return [one for one in self.absences if span.meets(Span(one.first_day, one.last_day))]

    def busy_in(self, span: Span, but: int = 0) -> list[Work]:
        """Their work in these days. but: the key of an inspection that is left out."""
        return [one for one in self.work if one.inspection.pk != but and span.meets(one.busy)]


@dataclass(frozen=True)
class Numbers:
    """The inspectors of one inspectorate in numbers. places: on inspections of the year that the viewer sees."""

    inspectorate: Inspectorate
    people: int
    inspections: int
    places: int


@dataclass(frozen=True)
class PeopleOfYear:
    """own: the viewer's inspectorate, person by person. nobody_leads: nobody has said yet who may lead."""

    own: Sequence[PersonOfYear]
    numbers: Sequence[Numbers]
    nobody_leads: bool


def own_people(user: User) -> QuerySet[User]:
    """The inspectors of the viewer's own inspectorate, by name. NotAllowed for people who are no programme lead."""
    policies.can_see_years.check(user)
    return inspectors().filter(membership__inspectorate=inspectorate_of(user)).select_related("membership__inspectorate")


def people_of_year(user: User, year: ProgrammeYear) -> PeopleOfYear:
    """The inspectors of the viewer's inspectorate with their year, and how many there are at each. Nine queries.

    By name; those who go on no inspection in this year come last.
    """
    places, capacities = list(_places_seen(user, year)), _capacities(year)
    own = sorted(_with_year(own_people(user), year, places, capacities), key=lambda one: not one.inspects)
    return PeopleOfYear(own, _numbers(year, places, capacities), nobody_said_who_leads(year))


def own_person(user: User, pk: int) -> User:
    """One inspector of the viewer's own inspectorate, else 404."""
    return get_object_or_404(own_people(user), pk=pk)


def person_of_year(user: User, year: ProgrammeYear, pk: int) -> PersonOfYear:
    """One inspector of the viewer's own inspectorate with their year, else 404."""
    person = own_person(user, pk)
    return _with_year([person], year, _places_seen(user, year).filter(user=person), _capacities(year))[0]


def absence_of(user: User, person: User, pk: int) -> Absence:
    """One entry of a person's leave, for whoever may change it, else 404."""
    if not policies.can_change_leave(user, person):
        raise Http404
    return get_object_or_404(Absence.objects.select_related("user"), user=person, pk=pk)


def own_absences(user: User) -> QuerySet[Absence]:
    """One's own leave that is not over, the next first. 404 for people who have no place on teams."""
    if not policies.can_be_away(user):
        raise Http404
    return Absence.objects.filter(user=user, last_day__gte=timezone.localdate())


def _capacities(year: ProgrammeYear) -> dict[int, Capacity]:
    return {one.user_id: one for one in Capacity.objects.filter(year=year)}


def _places_seen(user: User, year: ProgrammeYear) -> QuerySet[TeamPlace]:
    """Those that take people's weeks in the year, on inspections that the viewer sees, in the order of their weeks."""
    window = _window(year)
    days_meet = Q(inspection__fieldwork_start__lte=window.last, inspection__fieldwork_end__gte=window.first)
    rows = live_places().filter(days_meet | Q(inspection__programme_year=year.year))
    rows = rows.filter(inspection__in=caseload(user).order_by().values("pk"))
    return rows.select_related("inspection__local_area").order_by("inspection__fieldwork_start", "inspection", "pk")


def _window(year: ProgrammeYear) -> Span:
    """The days of a year, and those in which a team at work in it can begin or end."""
    return Span(first_day(year.year) - scheduled.BUSY_AFTER * WEEK, last_day(year.year) + scheduled.BUSY_BEFORE * WEEK)


def _with_year(
    people: Iterable[User], year: ProgrammeYear, places: Iterable[TeamPlace], capacities: Mapping[int, Capacity]
) -> list[PersonOfYear]:
    people = list(people)
    keys = {person.pk for person in people}
    work: dict[int, list[TeamPlace]] = defaultdict(list)
    for place in places:
        if place.user_id in keys:
            work[place.user_id].append(place)
    ties = Ties(work, [place.inspection for several in work.values() for place in several])
    away: dict[int, list[Absence]] = defaultdict(list)
    window = _window(year)
    for absence in absences_between(window.first - WEEK, window.last + WEEK).filter(user__in=keys):
        away[absence.user_id].append(absence)
    return [
        _person(
            person,
            capacities.get(person.pk),
            away[person.pk],
            [_work(one, year, ties) for one in work[person.pk]],
        )
        for person in people
    ]


def _work(place: TeamPlace, year: ProgrammeYear, ties: Ties) -> Work:
    on = place.inspection
    return Work(place, on.programme_year == year.year, ties.bar(place.user_id, on, place.part))


def _person(person: User, capacity: Capacity | None, absences: list[Absence], work: list[Work]) -> PersonOfYear:
    if capacity is None:
        return PersonOfYear(person, scheduled.INSPECTIONS_A_PERSON, False, None, absences, work)
    return PersonOfYear(person, capacity.inspections, True, capacity.leads, absences, work)


def _numbers(year: ProgrammeYear, places: Iterable[TeamPlace], capacities: Mapping[int, Capacity]) -> list[Numbers]:
    there: dict[int, list[int]] = defaultdict(list)
    for key, inspectorate in inspectors().values_list("pk", "membership__inspectorate"):
        there[inspectorate].append(capacities[key].inspections if key in capacities else scheduled.INSPECTIONS_A_PERSON)
    given = Counter(place.inspectorate_id for place in places if place.inspection.programme_year == year.year)
    return [
        Numbers(row, len(there[row.pk]), sum(there[row.pk]), given[row.pk]) for row in inspectorates().prefetch_related(None)
    ]
