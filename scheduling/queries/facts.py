"""All that a proposal depends on, gathered from the rows that one programme lead may see, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import LocalArea, SchoolHoliday
from agencies.queries import holidays
from inspections import calendar
from inspections.models import FrameworkVersion, Inspection
from inspections.queries import offset_rules
from inspections.workflow import NO_PLACE, Status
from jtai import schoolyears
from programmes.models import Activity
from programmes.queries import invented_only
from scheduling.asked import AskedRules, read_weights
from scheduling.models import Plan, PlanArea, PlanSet, ProgrammeYear, Stance
from scheduling.proposing.facts import FOREVER, Area, Neighbour, Place, Problem, Rule, Span, ThematicSet, Visit, Week, Weight
from scheduling.queries.available import Tied
from scheduling.queries.yearly import ByHand, YearFacts, with_rules

POLICE = "police"
BY_HAND = 1  # the key of the set in which an inspection that is planned by hand counts: no other is asked beside it
THIRDS = ("low", "middle", "high")


def week_number(mondays_: Sequence[date], day: date) -> int:
    """The number of the week in which a day lies; the first or last one for days outside."""
    return min(max((day - mondays_[0]).days // 7, 0), len(mondays_) - 1)


def areas_asked() -> QuerySet[LocalArea]:
    """The local areas that plans ask about: of the demonstration alone, where one is loaded."""
    rows = LocalArea.objects.all()
    return rows.filter(demonstration=True) if invented_only() else rows


def area_asked(code: str) -> LocalArea:
    """One of them, or 404."""
    return get_object_or_404(areas_asked(), code=code)


@dataclass(frozen=True)
class Gathered:
    """A problem with the rows from which it was made, so that a page asks for none of them again.

    sets, said: of the plan, in order. areas: by key. placed: the inspections that have their place in the year already.
    inspectorates: short names by code.
    """

    problem: Problem
    sets: Sequence[PlanSet]
    said: Sequence[PlanArea]
    areas: Mapping[int, LocalArea]
    placed: Sequence[Inspection]
    inspectorates: Mapping[str, str]

    @property
    def demonstration(self) -> bool:
        """Whether it is about invented local areas."""
        return any(one.demonstration for one in self.areas.values())


def gather(user: User, plan: Plan) -> Problem:
    """The problem of a plan as things stand now, from what this person may see."""
    return gathered(plan, YearFacts(user, plan.year)).problem


def gather_by_hand(facts: YearFacts, plan: Plan | None, one: ByHand) -> tuple[Problem, Place]:
    """The same for one inspection beside those of the year, and its place; by the rules of this plan, or by the usual ones."""
    found = _Gathering(plan, facts)
    return found.problem(), Place(one.local_area.pk, found.week_by_hand, BY_HAND)


def gather_placed(facts: YearFacts, plan: Plan | None) -> Problem:
    """The same for what has its place in the year already, and nothing else; by the rules of this plan, or by the usual ones."""
    return _Gathering(plan, facts, placed_only=True).problem()


def gathered(plan: Plan, facts: YearFacts) -> Gathered:
    """The same with its rows. facts: of its year, the same for several plans of it."""
    return _Gathering(plan, facts).all()


@dataclass(frozen=True)
class _Gathering:
    plan: Plan | None
    facts: YearFacts
    placed_only: bool = False

    @property
    def one(self) -> ByHand | None:
        return self.facts.one

    @cached_property
    def asked(self) -> AskedRules:
        return AskedRules.read(self.plan.rules if self.plan else {})

    @property
    def week_by_hand(self) -> int:
        return week_number(self.facts.mondays, self.one.start) if self.one else 0

    @property
    def starts(self) -> Iterable[date]:
        """The first days of the weeks: Mondays, but for an inspection that somebody begins on another day."""
        for number, monday in enumerate(self.facts.mondays):
            yield self.one.start if self.one and number == self.week_by_hand else monday

    @cached_property
    def sets(self) -> list[PlanSet]:
        """Read first: with them the rules of every framework are known, those of what is placed too."""
        whole = self.plan if not self.one and not self.placed_only else None
        rows = list(whole.sets.select_related("framework", "topic")) if whole else []
        by_hand = [self.one.framework] if self.one else []
        there = [*self.facts.placed, *self.near]
        with_rules([*by_hand, *(one.framework for one in rows), *(one.framework for one in there)])
        return rows

    def all(self) -> Gathered:
        problem = self.problem()
        frameworks = [*(one.framework for one in self.sets), *(one.framework for one in self.facts.placed)]
        taking_part = [row for framework in frameworks for row in framework.participations.all()]
        names = {row.inspectorate.code: row.inspectorate.short_name for row in taking_part}
        return Gathered(problem, self.sets, self.said, self.facts.areas, self.facts.placed, names)

    def problem(self) -> Problem:
        sets, fixed = self.sets, self._fixed()
        return Problem(
            areas=tuple(self._areas()),
            weeks=tuple(self._weeks()),
            sets=(*self._fixed_sets(), *(self._set(one) for one in sets), *self._set_by_hand()),
            inspectors=self.facts.inspectors,
            rules=self.asked.rules(),
            weights=read_weights(self.plan.weights if self.plan else {}),
            fixed=tuple(fixed),
            pinned={} if self.one else self._pinned({one.area for one in fixed}),
            neighbours=tuple(self._neighbours()),
            later=tuple(
                Span(row.first_day, row.last_day)
                for row in self.facts.closed_from_now_on
                if row.last_day > self.facts.span.last
            ),
        )

    # Sets and what stands already.

    def _set(self, one: PlanSet) -> ThematicSet:
        return self._thematic(one.framework, one.pk, str(one), one.count)

    def _set_by_hand(self) -> Iterable[ThematicSet]:
        if self.one:
            yield self._thematic(self.one.framework, BY_HAND, str(self.one.framework), 1)

    def _thematic(self, framework: FrameworkVersion, key: int, name: str, count: int) -> ThematicSet:
        team = {row.inspectorate.code: row.typical_team for row in framework.participations.all()}
        valid = Span(framework.valid_from, framework.valid_to or FOREVER)
        notified = self._notified(framework)
        return ThematicSet(key, name, count, team, valid, self._published_after(framework), self._told(notified), notified)

    def _published_after(self, framework: FrameworkVersion) -> timedelta:
        """Calendar days from the Monday of fieldwork until publication: by hand to the day, else as they are without bank holidays."""
        start, free = (self.one.start, holidays()) if self.one else (self.facts.mondays[0], frozenset[date]())
        rows = calendar.milestones(offset_rules(framework), start, free)
        day = next((row.day for row in rows if row.kind == "publication"), None)
        return (day or start) - start

    def _fixed(self) -> list[Place]:
        return [
            Place(one.local_area_id, week_number(self.facts.mondays, one.fieldwork_start), -one.framework_id, fixed=True)
            for one in self.facts.placed
        ]

    def _fixed_sets(self) -> list[ThematicSet]:
        """What has its place already counts in sets of its own, below nothing so that they are no set of the plan."""
        counted: dict[int, list[Inspection]] = defaultdict(list)
        for one in self.facts.placed:
            counted[one.framework_id].append(one)
        return [
            self._thematic(several[0].framework, -key, _("Planned already"), len(several)) for key, several in counted.items()
        ]

    @cached_property
    def near(self) -> list[Inspection]:
        """Of other years, so near that they count for the first or the last weeks of this one."""
        rules = self.asked
        reach = max(rules.force_weeks, rules.busy_before + rules.busy_after + 1)
        return [
            one
            for one in self.facts.inspections
            if one.programme_year != self.facts.year.year
            and one.status not in NO_PLACE
            and -reach < self._week(one) < len(self.facts.mondays) + reach
        ]

    def _week(self, one: Inspection) -> int:
        return (one.fieldwork_start - self.facts.mondays[0]).days // 7

    def _neighbours(self) -> Iterable[Neighbour]:
        given = self.facts.teams_of(self.near)
        for one in self.near:
            has, leads = given[one.pk]
            wanted = {
                row.inspectorate.code: row.typical_team - has[row.inspectorate.code]
                for row in one.framework.participations.all()
            }
            team = {name: number for name, number in wanted.items() if number > 0}
            span = Span(one.fieldwork_start, one.fieldwork_end)
            yield Neighbour(one.local_area_id, self._week(one), span, team, leaderless=not leads)

    def _pinned(self, taken: set[int]) -> Mapping[int, int | None]:
        known = self.facts.areas
        return {
            one.local_area_id: None if one.week is None else week_number(self.facts.mondays, one.week)
            for one in self.said
            if one.stance == Stance.IN and one.local_area_id not in taken and one.local_area_id in known
        }

    @cached_property
    def said(self) -> list[PlanArea]:
        return list(self.plan.areas.all()) if self.plan else []

    # Weeks.

    def _weeks(self) -> Iterable[Week]:
        days = holidays()
        named = dict.fromkeys(days, "")
        for monday in self.starts:
            week = Span(monday, monday + timedelta(days=4))
            shut = [
                (Rule.CLOSED, Span(row.first_day, row.last_day, row.name))
                for row in self.facts.closed
                if week.meets(Span(row.first_day, row.last_day))
            ]
            shut += [
                (Rule.HOLIDAY, Span(day, day, date_format(day, "l"))) for day in sorted(named) if week.first <= day <= week.last
            ]
            yield Week(monday, tuple(shut))

    def _notified(self, framework: FrameworkVersion) -> Mapping[int, date]:
        """On which day the local area is notified, by week; without those of which the framework does not say it."""
        found = {}
        for number, monday in enumerate(self.starts):
            rows = calendar.milestones(offset_rules(framework), monday, holidays())
            days = [row.day for row in rows if row.kind == "notification" and row.day is not None]
            if days:
                found[number] = min(days)
        return found

    def _told(self, notified: Mapping[int, date]) -> Mapping[int, date]:
        """The weeks that are over or too near: the local area would have been notified before today."""
        today, found = timezone.localdate(), {}
        for number, monday in enumerate(self.starts):
            day = min(notified.get(number, monday), monday)
            if monday <= today or day < today:
                found[number] = day
        return found

    # Local areas.

    def _areas(self) -> Iterable[Area]:
        facts, rows = self.facts, self.facts.areas.values()
        visits = self._visits()
        size = _thirds({row.pk: row.population_0_17 for row in rows})
        deprived = _thirds({row.pk: -row.deprivation_rank for row in rows})
        before, after, out, waiting = self._before(), self._after(), self._out(), self._waiting()
        for row in rows:
            known = facts.terms.get(row.pk, [])
            signal, tied = facts.signals[row.pk], facts.ties.get(row.pk, Tied())
            yield Area(
                key=row.pk,
                name=_("%(name)s (invented)") % {"name": row.name} if row.demonstration else row.name,
                forces={one.agency_id: one.agency.name for one in facts.members[row.pk] if one.agency.kind.code == POLICE},
                groups={
                    Weight.REGION: row.region.name, Weight.TYPE: row.type, Weight.SIZE: size[row.pk],
                    Weight.DEPRIVATION: deprived[row.pk],
                },
                concerns=signal.concerns + signal.urgent,
                inspected=before.get(row.pk),
                inspected_next=after.get(row.pk),
                waiting=tuple(waiting.get(row.pk, ())),
                visits=tuple(visits.get(row.pk, ())),
                holidays=tuple(_span(one) for one in known if not one.half_term),
                unknown=tuple(self._unknown(known)),
                half_terms=tuple(_span(one) for one in known if one.half_term),
                tied=tied.people,
                allowed=tied.allowed,
                allowed_to_lead=tied.allowed_to_lead,
                out=out.get(row.pk, ""),
                bound=row.pk in self._deferred,
            )  # fmt: skip

    def _unknown(self, known: Sequence[SchoolHoliday]) -> Iterable[Span]:
        """Whole school years, and of those that are known in part the time in which the missing holidays usually lie."""
        for year in schoolyears.school_years_of(self.facts.year.year):
            there = [(one.first_day, one.last_day) for one in known if one.school_year == year]
            if not there:
                yield Span(schoolyears.first_day(year), schoolyears.last_day(year))
            else:
                yield from (Span(*part.span(year), str(part.name)) for part in schoolyears.missing(year, there))

    def _visits(self) -> Mapping[int, list[Visit]]:
        of_agency: dict[int, list[int]] = defaultdict(list)
        for area, several in self.facts.members.items():
            for one in several:
                of_agency[one.agency_id].append(area)
        found: dict[int, list[Visit]] = defaultdict(list)
        for row in self.facts.activities(self.asked.widest):
            gap = self.asked.gap(row.programme.code, row.kind.code)
            if gap is not None:
                own = row.local_area_id
                at = [own] if own is not None and own in self.facts.areas else of_agency.get(row.agency_id or 0, [])
                for area in at:
                    found[area].append(Visit(Span(row.starts_on, row.ends_on, what_of(row)), gap))
        return found

    def _before(self) -> Mapping[int, date]:
        """The last day of the fieldwork of its last joint inspection, as it is told of candidates."""
        found: dict[int, date] = {}
        for area, past in self.facts.past:
            _latest(found, area, past.day)
        for one in self.facts.inspections:
            if one.programme_year < self.facts.year.year and one.status not in NO_PLACE:
                _latest(found, one.local_area_id, one.fieldwork_end)
        return found

    def _after(self) -> Mapping[int, date]:
        found: dict[int, date] = {}
        for one in self.facts.inspections:
            if one.programme_year > self.facts.year.year and one.status not in NO_PLACE:
                found[one.local_area_id] = min(found.get(one.local_area_id, one.fieldwork_start), one.fieldwork_start)
        return found

    def _waiting(self) -> Mapping[int, list[str]]:
        """In which other years an inspection of it is deferred and has no week."""
        found: dict[int, list[str]] = defaultdict(list)
        for one in self.facts.inspections:
            if one.status == Status.DEFERRED and one.programme_year != self.facts.year.year:
                found[one.local_area_id].append(str(ProgrammeYear(year=one.programme_year)))
        return found

    @cached_property
    def _deferred(self) -> frozenset[int]:
        """Whose inspection of this year has no week: it keeps them out, whatever is said of them."""
        own = [one for one in self.facts.inspections if one.programme_year == self.facts.year.year]
        return frozenset(one.local_area_id for one in own if one.status == Status.DEFERRED)

    def _out(self) -> Mapping[int, str]:
        out = dict.fromkeys(self._deferred, _("its inspection of this year is deferred; bring that one back instead"))
        return out | {one.local_area_id: one.reason for one in self.said if one.stance == Stance.OUT}


def what_of(activity: Activity) -> str:
    """“ILACS standard inspection”; with the agency where it is not the council's."""
    words = {"programme": activity.programme.short_name, "kind": activity.kind.name[:1].lower() + activity.kind.name[1:]}
    if activity.agency is not None and activity.agency.kind_id and not activity.agency.name.startswith(words["programme"]):
        return _("%(programme)s %(kind)s (%(agency)s)") % {**words, "agency": activity.agency.name}
    return _("%(programme)s %(kind)s") % words


def _span(row: SchoolHoliday) -> Span:
    return Span(row.first_day, row.last_day, row.name)


def _latest(found: dict[int, date], key: int, day: date) -> None:
    found[key] = max(found.get(key, day), day)


def _thirds(values: Mapping[int, int]) -> Mapping[int, str]:
    """Which third each is in, from the lowest; equal values share the lower one."""
    ordered = sorted(values.values())
    return {key: THIRDS[min(2, 3 * ordered.index(value) // len(ordered))] for key, value in values.items()}
