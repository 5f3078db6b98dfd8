"""Planned inspections whose week breaks a rule by what is known now: by a visit, a holiday, leave or an inspection that came later."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Prefetch
from django.utils import timezone

from accounts.models import User
from agencies.models import ClosedPeriod, LocalArea, PartnershipMember, SchoolHoliday
from agencies.queries import closed_periods, holidays, inspectorates
from inspections.models import Inspection
from inspections.queries import caseload
from inspections.workflow import NO_PLACE, Status
from intelligence.queries import Signal
from jtai.programmeyears import first_day, last_day
from programmes.models import Activity
from scheduling import policies
from scheduling.asked import AskedRules
from scheduling.candidates.facts import Joint
from scheduling.models import Plan, PlanPlace, PlanState, ProgrammeYear
from scheduling.proposing.facts import Place, Problem, Rule, Week
from scheduling.proposing.rules import Judge
from scheduling.proposing.words import Words
from scheduling.queries.by_hand import SaidBy, said_once
from scheduling.queries.candidates import before_this_service
from scheduling.queries.facts import gather_placed
from scheduling.queries.yearly import YearFacts, activities_between, members_of

# That a day has passed is told where the inspection waits; and what people can take on in a year no other week mends.
NOT_OF_THE_WEEK = frozenset({Rule.PASSED, Rule.OF_YEAR})


@dataclass(frozen=True)
class AgainstNow:
    """A planned inspection whose week breaks rules by what is known now: a sentence for each."""

    inspection: Inspection
    broken: Sequence[str]


def against_now(user: User, years: Collection[ProgrammeYear]) -> Mapping[int, list[AgainstNow]]:
    """By programme year, in the order of their weeks: the planned inspections to come whose week breaks a rule.

    One that a plan put into its week is judged by what that plan asks; one that was put there by hand by every adopted plan of
    its year, or by the usual rules where there is none, as when it was put there. Nothing for those who may not know of plans.
    """
    if not years or not policies.can_plan_year(user):
        return {}
    shared = _Shared(user, years)
    return {year.year: _of_year(shared, year) for year in years if shared.to_judge(year)}


def against_now_of(user: User, inspection: Inspection) -> list[str]:
    """The same of one inspection: sentences; none once its local area was notified."""
    if inspection.status != Status.PLANNED or not policies.can_plan_year(user):
        return []
    year = ProgrammeYear.objects.filter(year=inspection.programme_year).first()
    found = against_now(user, [year]).get(year.year, []) if year else []
    return [said for one in found if one.inspection.pk == inspection.pk for said in one.broken]


def _of_year(shared: "_Shared", year: ProgrammeYear) -> list[AgainstNow]:
    facts, said = _PlacedFacts(shared.user, year, shared=shared), defaultdict[int, list[SaidBy]](list)
    by_plan: dict[int, tuple[Plan | None, list[Inspection]]] = {}
    for one in shared.to_judge(year):
        for plan in shared.plans_for(one):
            by_plan.setdefault(plan.pk if plan else 0, (plan, []))[1].append(one)
    for plan, several in by_plan.values():
        problem = gather_placed(facts, plan)
        for one in several:
            said[one.pk] += _broken(plan, problem, one, shared.names)
    rows = [one for one in shared.to_judge(year) if said[one.pk]]
    return [AgainstNow(one, said_once(said[one.pk], len(shared.plans_for(one)))) for one in rows]


def _broken(plan: Plan | None, problem: Problem, one: Inspection, names: Mapping[str, str]) -> Iterator[SaidBy]:
    place = next(place for place in problem.fixed if place.area == one.local_area_id)
    problem = _from_its_day(problem, place, one.fieldwork_start)
    judge, words = Judge(problem), Words(problem, holidays(), names)
    for each in (*judge.alone(place), *judge.beside(place, problem.fixed)):
        if each.rule not in NOT_OF_THE_WEEK:
            yield SaidBy(plan, words, place, each)


def _from_its_day(problem: Problem, place: Place, start: date) -> Problem:
    """The week of a place counted from the day on which its fieldwork begins, which need be no Monday."""
    weeks = list(problem.weeks)
    if weeks[place.week].monday == start:
        return problem
    week = Week(start)
    shut = dict.fromkeys(each for one in weeks[place.week : place.week + 2] for each in one.shut)
    weeks[place.week] = replace(week, shut=tuple(one for one in shut if one[1].meets(week.span)))
    return replace(problem, weeks=tuple(weeks))


@dataclass(frozen=True)
class _Shared:
    """What is the same for several years, each read once. Nothing is read before it is asked for."""

    user: User
    years: Collection[ProgrammeYear]

    @cached_property
    def inspections(self) -> list[Inspection]:
        rows = caseload(self.user).select_related("local_area__region", "framework", "topic")
        return list(rows.order_by("fieldwork_start", "pk"))

    def to_judge(self, year: ProgrammeYear) -> list[Inspection]:
        """The planned ones of a year that are to come."""
        today = timezone.localdate()
        own = (one for one in self.inspections if one.programme_year == year.year)
        return [one for one in own if one.status == Status.PLANNED and one.fieldwork_start > today]

    @cached_property
    def areas(self) -> Mapping[int, LocalArea]:
        """Those that stand somewhere: of others nothing is asked."""
        return {one.local_area_id: one.local_area for one in self.inspections if one.status not in NO_PLACE}

    @cached_property
    def names(self) -> Mapping[str, str]:
        return {row.code: row.short_name for row in inspectorates()}

    @cached_property
    def _adopted(self) -> list[Plan]:
        made = Prefetch("places", PlanPlace.objects.filter(inspection__isnull=False))
        rows = Plan.objects.filter(year__in=self.years, state=PlanState.ADOPTED).select_related("year")
        return list(rows.prefetch_related("areas", made).order_by("ended_at", "pk"))

    def plans_for(self, one: Inspection) -> Sequence[Plan | None]:
        """By whose rules it is judged; None: by the usual ones."""
        own = [plan for plan in self._adopted if plan.year.year == one.programme_year]
        for plan in own:
            if any(row.inspection_id == one.pk and row.week == one.fieldwork_start for row in plan.places.all()):
                return [plan]
        return own or [None]

    @cached_property
    def past(self) -> list[tuple[int, Joint]]:
        return list(before_this_service(list(self.areas)))

    @cached_property
    def members(self) -> Mapping[int, list[PartnershipMember]]:
        return members_of(self.areas)

    @cached_property
    def _days(self) -> tuple[date, date]:
        numbers = [year.year for year in self.years]
        return first_day(min(numbers)), last_day(max(numbers)) + timedelta(days=6)

    @cached_property
    def activities(self) -> list[Activity]:
        """As far around the years as any of the plans asks."""
        reach = max(AskedRules.read(plan.rules if plan else {}).widest for plan in (*self._adopted, None))
        return activities_between(self.user, self._days[0] - reach, self._days[1] + reach)

    @cached_property
    def closed(self) -> list[ClosedPeriod]:
        return closed_periods(self._days[0], date.max)

    @cached_property
    def terms(self) -> Mapping[int, list[SchoolHoliday]]:
        found: dict[int, list[SchoolHoliday]] = defaultdict(list)
        for row in SchoolHoliday.objects.filter(local_area__in=list(self.areas), last_day__gte=self._days[0]):
            found[row.local_area_id].append(row)
        return dict(found)


@dataclass(frozen=True)
class _PlacedFacts(YearFacts):
    """The facts of a year for what stands in it: of no other local area, and not of what makes one plan better than another."""

    shared: _Shared = field(kw_only=True)

    @cached_property
    def areas(self) -> Mapping[int, LocalArea]:
        return self.shared.areas

    @cached_property
    def inspections(self) -> list[Inspection]:
        return self.shared.inspections

    @cached_property
    def past(self) -> list[tuple[int, Joint]]:
        return self.shared.past

    @cached_property
    def members(self) -> Mapping[int, list[PartnershipMember]]:
        return self.shared.members

    @cached_property
    def terms(self) -> Mapping[int, list[SchoolHoliday]]:
        return self.shared.terms

    @cached_property
    def closed_from_now_on(self) -> list[ClosedPeriod]:
        return self.shared.closed

    @cached_property
    def signals(self) -> Mapping[int, Signal]:
        return dict.fromkeys(self.shared.areas, Signal())

    def activities(self, reach: timedelta) -> Iterable[Activity]:
        del reach
        return self.shared.activities
