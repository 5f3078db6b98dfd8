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
from agencies.queries import inspectorate_of, inspectorates, roles_held
from inspections.models import Inspection, Part, TeamPlace
from inspections.queries import caseload
from jtai import scheduled
from jtai.programmeyears import first_day, last_day
from scheduling import policies
from scheduling.models import Absence, Capacity, ProgrammeYear
from scheduling.proposing.facts import Span
from scheduling.proposing.words import days, listed
from scheduling.queries.available import (
    WEEK,
    absences_between,
    busy_days,
    can_take_on,
    capacities_of,
    inspectors,
    leads_among,
    live_places,
    placeable,
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
    """Somebody and their year. leads: None where nobody has said it.

    said: somebody has set for this year what they can take on. carried: the year before it for which somebody has, and which
    goes on. roles: by their names; who holds one inspects only where somebody has said so.
    """

    person: User
    inspections: int
    said: bool
    leads: bool | None
    absences: Sequence[Absence]
    work: Sequence[Work]
    carried: ProgrammeYear | None = None
    roles: Sequence[str] = ()

    @property
    def load(self) -> int:
        """On how many inspections of the year they are."""
        return sum(one.of_year for one in self.work)

    @property
    def free(self) -> int:
        """How many more they can take on; below nothing when there are too many."""
        return self.inspections - self.load

    @property
    def counts(self) -> bool:
        """Whether they are one of the inspectors of this year, whom plans reckon with."""
        return bool(self.inspections) or not self.roles

    @property
    def only_roles(self) -> str:
        """The roles for which they are no inspector of this year; nothing where they are one."""
        return "" if self.counts else listed([f"“{name}”" for name in self.roles])

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
        if not self.counts and not self.said:
            return _("Has a place as an inspector, but holds the role %(roles)s and counts as no inspector of this year.") % {
                "roles": self.only_roles
            }
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
    """The people of the viewer's inspectorate in a year, and how many there are at each.

    own: its inspectors and whoever else has a place, person by person. others: the rest, who hold a role and do not inspect.
    nobody_leads: nobody has said yet who may lead.
    """

    own: Sequence[PersonOfYear]
    others: Sequence[PersonOfYear]
    numbers: Sequence[Numbers]
    nobody_leads: bool


def own_people(user: User) -> QuerySet[User]:
    """Who of the viewer's own inspectorate may have a place on a team, by name. NotAllowed for people who are no programme lead."""
    policies.can_see_years.check(user)
    return placeable().filter(membership__inspectorate=inspectorate_of(user)).select_related("membership__inspectorate")


def people_of_year(user: User, year: ProgrammeYear) -> PeopleOfYear:
    """The inspectors of the viewer's inspectorate with their year, and how many there are at each. Nine queries.

    By name; those who go on no inspection in this year come last.
    """
    places, capacities = list(places_seen(user, year)), capacities_of(year)
    people = with_year(own_people(user), year, places, capacities)
    own = own_first(people)
    others = [one for one in people if not one.counts and not one.work]
    there = list(inspectors(capacities).values_list("pk", "membership__inspectorate__code"))
    return PeopleOfYear(own, others, _numbers(year, places, capacities, there), not leads_among(there, capacities))


def people_with_too_much(user: User, year: ProgrammeYear) -> list[PersonOfYear]:
    """The people of the viewer's inspectorate who are away in what is planned, or have too much of it, as the page of the people says.

    One query where nobody has a place.
    """
    places = [one for one in places_seen(user, year) if one.inspectorate_id == inspectorate_of(user).pk]
    if not places:
        return []
    people = own_people(user).filter(pk__in={one.user_id for one in places})
    return [one for one in with_year(people, year, places, capacities_of(year)) if one.overloads]


def own_first(people: Iterable[PersonOfYear]) -> list[PersonOfYear]:
    """Those of these people who are inspectors or have a place; who goes on no inspection in this year comes last."""
    return sorted((one for one in people if one.counts or one.work), key=lambda one: not one.inspects)


def own_person(user: User, pk: int) -> User:
    """One person of the viewer's own inspectorate who may have a place on a team, else 404."""
    return get_object_or_404(own_people(user), pk=pk)


def person_of_year(user: User, year: ProgrammeYear, pk: int) -> PersonOfYear:
    """One person of the viewer's own inspectorate with their year, else 404."""
    person = own_person(user, pk)
    return with_year([person], year, places_seen(user, year).filter(user=person), capacities_of(year))[0]


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


def teams_left_alone(user: User, absences: Sequence[Absence]) -> dict[int, list[str]]:
    """Of which teams that are at work then these people have a place, in sentences for this viewer by the key of the entry.

    Only on inspections that the viewer sees, and while the work is not over. One query.
    """
    rows = live_places().filter(user__in={one.user_id for one in absences})
    rows = rows.filter(inspection__in=caseload(user).order_by().values("pk")).select_related("user", "inspection__local_area")
    found: dict[int, list[str]] = defaultdict(list)
    for place in rows.order_by("inspection__fieldwork_start", "inspection", "pk"):
        busy = busy_days(place.inspection.fieldwork_start, place.inspection.fieldwork_end)
        if busy.last >= timezone.localdate():
            for absence in absences:
                if absence.user_id == place.user_id and busy.meets(Span(absence.first_day, absence.last_day)):
                    found[absence.pk].append(_left_alone(user, place, busy))
    return found


def _left_alone(user: User, place: TeamPlace, busy: Span) -> str:
    words = {"name": place.user.name, "area": place.inspection.local_area.name, "days": days(busy)}
    if place.user_id != user.pk:
        return (
            _("%(name)s has a place on the team of %(area)s, which is at work %(days)s: give it to somebody else.") % words
            if place.part != Part.LEAD
            else _("%(name)s leads the inspection of %(area)s, whose team is at work %(days)s: find another lead inspector.")
            % words
        )
    if place.part == Part.LEAD:
        return _("You lead the inspection of %(area)s, whose team is at work %(days)s: tell your programme lead.") % words
    said = _(
        "You have a place on the team of %(area)s, which is at work %(days)s: tell its lead inspector or your programme lead."
    )
    return said % words


def places_seen(user: User, year: ProgrammeYear) -> QuerySet[TeamPlace]:
    """Those that take people's weeks in the year, on inspections that the viewer sees, in the order of their weeks."""
    window = _window(year)
    days_meet = Q(inspection__fieldwork_start__lte=window.last, inspection__fieldwork_end__gte=window.first)
    rows = live_places().filter(days_meet | Q(inspection__programme_year=year.year))
    rows = rows.filter(inspection__in=caseload(user).order_by().values("pk"))
    return rows.select_related("inspection__local_area").order_by("inspection__fieldwork_start", "inspection", "pk")


def _window(year: ProgrammeYear) -> Span:
    """The days of a year, and those in which a team at work in it can begin or end."""
    return Span(first_day(year.year) - scheduled.BUSY_AFTER * WEEK, last_day(year.year) + scheduled.BUSY_BEFORE * WEEK)


def with_year(
    people: Iterable[User],
    year: ProgrammeYear,
    places: Iterable[TeamPlace],
    capacities: Mapping[int, Capacity],
    ties: Ties | None = None,
) -> list[PersonOfYear]:
    """These people with their year. ties: theirs with all that they have a place on, where they are known."""
    people = list(people)
    keys = {person.pk for person in people}
    work: dict[int, list[TeamPlace]] = defaultdict(list)
    for place in places:
        if place.user_id in keys:
            work[place.user_id].append(place)
    ties = ties or Ties(work, [place.inspection for several in work.values() for place in several])
    away: dict[int, list[Absence]] = defaultdict(list)
    window = _window(year)
    for absence in absences_between(window.first - WEEK, window.last + WEEK).filter(user__in=keys):
        away[absence.user_id].append(absence)
    roles = roles_held(keys)
    found = []
    for person in people:
        capacity, held = capacities.get(person.pk), [role.get_kind_display() for role in roles.get(person.pk, ())]
        found.append(
            PersonOfYear(
                person=person,
                inspections=0 if capacity is None and held else can_take_on(capacity),
                said=capacity is not None and capacity.year == year,
                leads=None if capacity is None else capacity.leads,
                absences=away[person.pk],
                work=[_work(one, year, ties) for one in work[person.pk]],
                carried=None if capacity is None or capacity.year == year else capacity.year,
                roles=held,
            )
        )
    return found


def _work(place: TeamPlace, year: ProgrammeYear, ties: Ties) -> Work:
    on = place.inspection
    return Work(place, on.programme_year == year.year, ties.bar(place.user_id, on, place.part))


def _numbers(
    year: ProgrammeYear,
    places: Iterable[TeamPlace],
    capacities: Mapping[int, Capacity],
    people: Iterable[tuple[int, str]],
) -> list[Numbers]:
    there: dict[str, list[int]] = defaultdict(list)
    for key, inspectorate in people:
        there[inspectorate].append(can_take_on(capacities.get(key)))
    given = Counter(place.inspectorate_id for place in places if place.inspection.programme_year == year.year)
    return [
        Numbers(row, len(there[row.code]), sum(there[row.code]), given[row.pk])
        for row in inspectorates().prefetch_related(None)
    ]
