"""The teams of a year: how many people each inspection takes of each inspectorate, who has a place, and who could have one."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Inspectorate
from agencies.policies import OFFICE_OF_THE_YEAR
from agencies.queries import inspectorate_of, never_stated
from inspections.models import Inspection, Part, Participation, TeamPlace
from inspections.queries import caseload
from inspections.workflow import MAIN_LINE, NO_PLACE, Status
from scheduling import policies
from scheduling.models import ProgrammeYear
from scheduling.proposing.facts import Span
from scheduling.proposing.words import days
from scheduling.queries.available import busy_days, capacities_of, live_places
from scheduling.queries.people import PersonOfYear, own_first, own_people, places_seen, with_year
from scheduling.queries.ties import Ties

# Until moderation a team is assembled here; who is wanted later gets a place on the page of the team.
_ASSEMBLED = frozenset(status.value for status in (*MAIN_LINE[: MAIN_LINE.index(Status.MODERATION)], Status.PAUSED))


@dataclass(frozen=True)
class Seat:
    """A place that somebody has. doubts: what speaks against it while the work is not over; nothing of other inspectorates' people."""

    place: TeamPlace
    doubts: Sequence[str] = ()


@dataclass(frozen=True)
class Side:
    """One inspectorate's part of a team. wanted: how many inspectors it typically sends under the framework."""

    inspectorate: Inspectorate
    wanted: int
    places: Sequence[Seat]

    @property
    def missing(self) -> int:
        """How many are still wanted."""
        return max(0, self.wanted - len(self.places))


@dataclass(frozen=True)
class Candidate:
    """Somebody who could get a place. doubts: what speaks against it, the weightiest first; rank: who comes first."""

    who: PersonOfYear
    doubts: Sequence[str]
    rank: tuple[int, float, str]

    @property
    def label(self) -> str:
        """The person, how much they have, and what speaks against them."""
        words = {"name": self.who.person.name, "load": self.who.load, "most": self.who.inspections}
        said = _("%(name)s, on %(load)s of %(most)s") % words
        said = _("%(person)s, may lead") % {"person": said} if self.who.leads else said
        return f"{said} – {'; '.join(self.doubts)}" if self.doubts else said


@dataclass(frozen=True)
class TeamOfYear:
    """An inspection with its team. own: the part of the viewer's inspectorate, None where it has none.

    open: places of it can be given. candidates: for these, who is free and has little first.
    """

    inspection: Inspection
    sides: Sequence[Side]
    own: Side | None
    open: bool
    candidates: Sequence[Candidate]

    @property
    def led(self) -> bool:
        """Whether there is a lead inspector."""
        return any(seat.place.part == Part.LEAD for side in self.sides for seat in side.places)

    @property
    def missing(self) -> bool:
        """Whether somebody of the viewer's inspectorate is still wanted."""
        return self.open and self.own is not None and bool(self.own.missing)

    @property
    def leaderless(self) -> bool:
        """Whether it is still assembled and nobody leads it."""
        return self.open and not self.led

    @property
    def asks_lead(self) -> bool:
        """Whether the viewer's inspectorate can give the lead's place, which nobody has."""
        return self.own is not None and leads_come_from(self.own.inspectorate) and not self.led

    @property
    def there(self) -> Mapping[int, User]:
        """Those of the viewer's inspectorate who are on it, by key."""
        return {seat.place.user_id: seat.place.user for seat in self.own.places} if self.own else {}

    @property
    def full(self) -> bool:
        """Whether the viewer's inspectorate has all its people there, and somebody leads."""
        return self.own is not None and not self.own.missing and self.led

    @cached_property
    def busy(self) -> Span:
        """The days in which the team is at work."""
        return busy_days(self.inspection.fieldwork_start, self.inspection.fieldwork_end)


@dataclass(frozen=True)
class TeamsOfYear:
    """The teams, and the inspectors of the viewer's inspectorate."""

    teams: Sequence[TeamOfYear]
    people: Sequence[PersonOfYear]


def teams_of_year(user: User, year: ProgrammeYear) -> TeamsOfYear:
    """The teams of the inspections of a year that this person may see and that have their week; first those still assembled."""
    policies.can_see_years.check(user)
    rows = caseload(user, year=year.year).exclude(status__in=NO_PLACE).select_related("local_area", "framework", "topic")
    inspections = list(rows.prefetch_related("inspectorates").order_by("fieldwork_start", "pk"))
    there = list(places_seen(user, year).select_related("user"))
    places: dict[int, list[TeamPlace]] = defaultdict(list)
    for place in sorted(there, key=lambda one: (one.part != Part.LEAD, one.user.name, one.pk)):
        places[place.inspection_id].append(place)
    placeable = list(own_people(user))
    ties = Ties([person.pk for person in placeable], [*inspections, *(place.inspection for place in there)])
    people = own_first(with_year(placeable, year, there, capacities_of(year), ties))
    undeclared = never_stated(one.person for one in people)
    office = _Office(inspectorate_of(user), _wanted(inspections), people, ties, undeclared)
    teams = [office.team(row, places[row.pk]) for row in inspections]
    return TeamsOfYear(sorted(teams, key=lambda team: not team.open), [one for one in people if one.counts])


def teams_wanting(user: User, years: Collection[int]) -> Mapping[int, int]:
    """By year: how many teams still want people of this person's inspectorate, as on the page of the teams. One query."""
    own = inspectorate_of(user)
    wanted = Participation.objects.filter(framework=OuterRef("framework"), inspectorate=own).values("typical_team")
    places = live_places().filter(inspection=OuterRef("pk"), inspectorate=own).values("inspection")
    rows = (
        caseload(user)
        .filter(programme_year__in=years, status__in=_ASSEMBLED, inspectorates=own)
        .annotate(wanted=Subquery(wanted), has=Coalesce(Subquery(places.annotate(number=Count("pk")).values("number")), 0))
    )
    counted = rows.filter(has__lt=F("wanted")).order_by().values("programme_year").annotate(teams=Count("pk", distinct=True))
    return dict(counted.values_list("programme_year", "teams"))


def inspection_of_year(user: User, year: ProgrammeYear, pk: int) -> Inspection:
    """An inspection of the year that this person may see, else 404."""
    policies.can_see_years.check(user)
    return get_object_or_404(caseload(user, year=year.year), pk=pk)


def place_to_take_back(user: User, year: ProgrammeYear, pk: int) -> TeamPlace | None:
    """A place of the year that this person gave a moment ago and can take back."""
    rows = TeamPlace.objects.select_related("user", "inspectorate", "inspection__local_area")
    place = rows.filter(pk=pk, inspection__in=caseload(user, year=year.year).order_by().values("pk")).first()
    return place if place is not None and policies.can_take_back_place(user, place) else None


def place_just_given(user: User, year: ProgrammeYear, pk: int) -> TeamPlace:
    """The same, else 404."""
    place = place_to_take_back(user, year, pk)
    if place is None:
        raise Http404
    return place


def _wanted(inspections: Sequence[Inspection]) -> Mapping[tuple[int, int], int]:
    """How many, by framework and inspectorate."""
    rows = Participation.objects.filter(framework__in={row.framework_id for row in inspections})
    return {(row.framework_id, row.inspectorate_id): row.typical_team for row in rows}


@dataclass(frozen=True)
class _Office:
    """What is the same for every team: the viewer's inspectorate and its people, their ties, and how many are wanted."""

    inspectorate: Inspectorate
    wanted: Mapping[tuple[int, int], int]
    people: Sequence[PersonOfYear]
    ties: Ties
    undeclared: frozenset[int]

    def team(self, inspection: Inspection, places: Sequence[TeamPlace]) -> TeamOfYear:
        """One team with those who could be on it."""
        busy = busy_days(inspection.fieldwork_start, inspection.fieldwork_end)
        seats = [self._seat(place, inspection, busy) for place in places]
        sides = [self._side(inspection, row, seats) for row in inspection.inspectorates.all()]
        sides.sort(key=lambda side: side.inspectorate.position)
        ours = next((side for side in sides if side.inspectorate.pk == self.inspectorate.pk), None)
        is_open = ours is not None and inspection.status in _ASSEMBLED
        there = {place.user_id for place in places}
        free = [one for one in self.people if is_open and one.counts and one.person.pk not in there]
        found = [self._candidate(one, inspection, busy) for one in free]
        return TeamOfYear(inspection, sides, ours, is_open, sorted(found, key=lambda one: one.rank))

    def _side(self, inspection: Inspection, row: Inspectorate, seats: Sequence[Seat]) -> Side:
        wanted = self.wanted.get((inspection.framework_id, row.pk), 0)
        return Side(row, wanted, [seat for seat in seats if seat.place.inspectorate_id == row.pk])

    @cached_property
    def _known(self) -> Mapping[int, PersonOfYear]:
        return {one.person.pk: one for one in self.people}

    def _seat(self, place: TeamPlace, inspection: Inspection, busy: Span) -> Seat:
        who = self._known.get(place.user_id)
        if who is None or busy.last < timezone.localdate():
            return Seat(place)
        tied = self.ties.bar(place.user_id, inspection, place.part)
        role = [] if who.counts else [_("holds the role %(roles)s, so counts as no inspector") % {"roles": who.only_roles}]
        away, elsewhere = _hindered(who, inspection, busy)
        return Seat(place, [*([_("conflict of interest")] if tied else []), *away, *elsewhere, *role])

    def _candidate(self, who: PersonOfYear, inspection: Inspection, busy: Span) -> Candidate:
        tied = self.ties.bar(who.person.pk, inspection, Part.INSPECTOR)
        away, elsewhere = _hindered(who, inspection, busy)
        full, unsaid = who.free <= 0, who.person.pk in self.undeclared
        doubts = [
            *([_("conflict of interest")] if tied else []),
            *away,
            *elsewhere,
            *([_("can take on no more")] if full else []),
            *([_("has not declared interests")] if unsaid else []),
        ]
        weight = 16 * tied + 4 * bool(away) + 4 * bool(elsewhere) + 2 * full + unsaid
        return Candidate(who, doubts, (weight, who.load / max(1, who.inspections), who.person.name))


def _hindered(who: PersonOfYear, inspection: Inspection, busy: Span) -> tuple[list[str], list[str]]:
    """What takes somebody away while this team is at work, and on what else they are at work then."""
    away = [_("away %(days)s") % {"days": days(Span(one.first_day, one.last_day))} for one in who.away_in(busy)]
    return away, [_("at work on %(area)s then") % {"area": one.area} for one in who.busy_in(busy, but=inspection.pk)]


def leads_come_from(inspectorate: Inspectorate) -> bool:
    """Whether the people of this inspectorate lead joint inspections."""
    return inspectorate.code == OFFICE_OF_THE_YEAR
