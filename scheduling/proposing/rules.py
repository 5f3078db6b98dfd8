"""The hard rules. What one place breaks alone, what it breaks beside others, and by how much. Pure.

People of an inspectorate are enough in a week when each inspection at work in it can have its team from those who are there and
not tied to its area, nobody in two teams; one person of those who may lead is the lead inspector of each (Hall's condition
over all groups of these inspections).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import chain, combinations

from scheduling.proposing.facts import Area, Neighbour, Place, Problem, Rule, Span, ThematicSet, Week

DAY = timedelta(days=1)
LEADING = "ofsted"  # whose people lead a joint inspection
MOST_AT_ONCE = 6  # inspections at work in one week: more has never been, and cannot be counted through


@dataclass(frozen=True)
class Break:
    """A rule that a place breaks. span: what stands in the way. from_: the first day that this alone would allow.

    group, wanted, there: of people: which, how many are needed, how many there are. other: the area of another place.
    """

    rule: Rule
    span: Span | None = None
    from_: date | None = None
    group: str = ""
    wanted: int = 0
    there: int = 0
    other: int = 0


@dataclass(frozen=True)
class Need:
    """So many people out of these (as bits of one number)."""

    group: str
    people: int
    wanted: int


def years_later(day: date, years: int) -> date:
    """The same day so many years later; 28 February for the 29th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _meet(one: range, other: range) -> bool:
    """Whether two runs of weeks share a week."""
    return one.start < other.stop and other.start < one.stop


def first_short(needs: Sequence[Need]) -> tuple[Need, int] | None:
    """The smallest group of needs that cannot be met together, as one need, and how many people there are for it."""
    for size in range(1, len(needs) + 1):
        for several in combinations(needs, size):
            wanted, people = sum(one.wanted for one in several), 0
            for one in several:
                people |= one.people
            if wanted > people.bit_count():
                return Need(several[0].group, people, wanted), people.bit_count()
    return None


class Judge:
    """Judges places of one problem. Made once; what does not depend on other places is computed once."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._alone: dict[tuple[int, int, int], tuple[Break, ...]] = {}
        self._present: dict[int, Mapping[str, int]] = {}
        self._people: dict[tuple[int, frozenset[Place]], tuple[Break, ...]] = {}
        self._stricter: Judge | None = None  # of the same, with more rules

    def of_other_rules(self, problem: Problem) -> "Judge":
        """A judge of a problem that differs from this one's in its rules and in who is ruled out alone. What is the same is not counted anew."""
        made = Judge(problem)
        own, other = self.problem.rules, problem.rules
        if (own.busy_before, own.busy_after) == (other.busy_before, other.busy_after):
            made._present, made._people = self._present, self._people
        if (
            replace(own, without=other.without) == other
            and own.without <= other.without
            and problem.areas == self.problem.areas
        ):
            made._stricter = self
        return made

    @cached_property
    def _bit(self) -> Mapping[int, int]:
        return {one.key: 1 << number for number, one in enumerate(self.problem.inspectors)}

    def _there(self, week: int) -> Mapping[str, int]:
        """Who is there in a week, by inspectorate; under "" those of them who may lead."""
        if week not in self._present:
            masks: dict[str, int] = defaultdict(int)
            span = self.problem.span(week)
            for one in self.problem.inspectors:
                if one.is_there(span):
                    masks[one.inspectorate] |= self._bit[one.key]
                    if one.leads and one.inspectorate == LEADING:
                        masks[""] |= self._bit[one.key]
            self._present[week] = dict(masks)
        return self._present[week]

    def _free(self, tied: frozenset[int]) -> int:
        """Everybody but these."""
        mask = 0
        for key in tied:
            mask |= self._bit.get(key, 0)
        return ~mask

    def busy(self, week: int) -> range:
        """The weeks in which the team of an inspection with its fieldwork in this week is at work, also before and after the year."""
        rules = self.problem.rules
        return range(week - rules.busy_before, week + rules.busy_after + 1)

    def there(self, week: int) -> Mapping[str, int]:
        """How many people are there in a week, by inspectorate; under "" those who may lead."""
        return {name: people.bit_count() for name, people in self._there(week).items()}

    # What a place breaks alone.

    def alone(self, place: Place) -> tuple[Break, ...]:
        """What this place breaks whatever else the plan has."""
        key = (place.area, place.week, place.set)
        if key not in self._alone:
            self._alone[key] = self._of_alone(place) if self._stricter is None else self._fewer(self._stricter.alone(place))
        return self._alone[key]

    def _fewer(self, broken: Iterable[Break]) -> tuple[Break, ...]:
        """Of what a place breaks by more rules."""
        return tuple(one for one in broken if one.rule not in self.problem.rules.without)

    def _of_alone(self, place: Place) -> tuple[Break, ...]:
        problem = self.problem
        area, week, of = problem.area[place.area], problem.weeks[place.week], problem.set[place.set]
        found = chain(
            self._of_area(area, week), self._of_week(area, week), self._of_set(of, place.week), self._of_neighbours(place)
        )
        return (*self._fewer(found), *self._of_people((place,), place), *self._of_year(place, ()))

    def _of_area(self, area: Area, week: Week) -> Iterator[Break]:
        if area.out:
            yield Break(Rule.OUT, Span(week.monday, week.monday, area.out))
        if area.inspected is not None:
            free = years_later(area.inspected, self.problem.rules.years_apart)
            if week.monday < free:
                yield Break(Rule.AGAIN, Span(area.inspected, area.inspected), free)
        if area.inspected_next is not None:
            free = years_later(week.span.last, self.problem.rules.years_apart)
            if area.inspected_next < free:
                yield Break(Rule.AGAIN, Span(area.inspected_next, area.inspected_next))

    def _of_week(self, area: Area, week: Week) -> Iterator[Break]:
        for rule, span in week.shut:
            yield Break(rule, span, span.last + DAY)
        for span in area.holidays:
            if span.meets(week.span):
                yield Break(Rule.HOLIDAYS, span, span.last + DAY)
        for visit in area.visits:
            if visit.keeps_off.meets(week.span):
                yield Break(Rule.CLASH, visit.span, visit.keeps_off.last + DAY)

    def _of_set(self, of: ThematicSet, number: int) -> Iterator[Break]:
        week = self.problem.weeks[number]
        if number in of.told:
            day, open_ = of.told[number], (one for one in range(len(self.problem.weeks)) if one not in of.told)
            first = next((self.problem.weeks[one].monday for one in open_), None)
            yield Break(Rule.PASSED, Span(day, day), first)
        if not (of.valid.first <= week.monday and week.span.last <= of.valid.last):
            yield Break(Rule.FRAMEWORK, of.valid, of.valid.first if week.monday < of.valid.first else None)

    def _of_neighbours(self, place: Place) -> Iterator[Break]:
        """Inspections of other years at its police forces."""
        problem = self.problem
        own = problem.area[place.area].forces
        for one in problem.neighbours:
            shared = own.keys() & problem.area[one.area].forces.keys()
            if shared and one.area != place.area and abs(one.week - place.week) < problem.rules.force_weeks:
                yield Break(Rule.FORCE, replace(one.span, what=own[min(shared)]), self._free_of_force(one.week), other=one.area)

    def _free_of_force(self, week: int) -> date | None:
        """The first day of the year that lies far enough after an inspection of this week."""
        later = week + self.problem.rules.force_weeks
        return self.problem.weeks[later].monday if 0 <= later < len(self.problem.weeks) else None

    # What it breaks beside others.

    def beside(self, place: Place, others: Iterable[Place]) -> tuple[Break, ...]:
        """What this place breaks because of the other places of a plan."""
        others = [one for one in others if one.area != place.area]
        found = [] if Rule.FORCE in self.problem.rules.without else list(self._of_forces(place, others))
        mine = self.busy(place.week)
        near = [one for one in others if _meet(self.busy(one.week), mine)]
        short = self._of_people((place, *near), place) if near else ()
        return (*found, *short, *(self._of_year(place, others) if others else ()))

    def _of_forces(self, place: Place, others: Iterable[Place]) -> Iterator[Break]:
        problem = self.problem
        own = problem.area[place.area].forces
        for one in others:
            shared = own.keys() & problem.area[one.area].forces.keys()
            if shared and abs(one.week - place.week) < problem.rules.force_weeks:
                named = replace(problem.weeks[one.week].span, what=own[min(shared)])
                yield Break(Rule.FORCE, named, self._free_of_force(one.week), other=one.area)

    def _of_people(self, places: Sequence[Place], place: Place) -> tuple[Break, ...]:
        left = self.problem.rules.without
        found: dict[tuple[Rule, str], Break] = {}
        for week in self.busy(place.week):
            here = frozenset(one for one in places if week in self.busy(one.week))
            for one in self._short(week, here):
                if one.rule not in left:
                    found.setdefault((one.rule, one.group), one)
        return tuple(found.values())

    def _of_year(self, place: Place, others: Sequence[Place]) -> Iterator[Break]:
        """Of which inspectorates this and the others want more than its people can do in the whole year; once of each."""
        problem = self.problem
        if Rule.OF_YEAR in problem.rules.without:
            return
        own = problem.set[place.set].team
        for name, there in problem.in_the_year.items():
            if own.get(name, 0):
                wanted = own[name] + sum(problem.set[one.set].team.get(name, 0) for one in others)
                if wanted > there and (not others or own[name] <= there):
                    yield Break(Rule.OF_YEAR, group=name, wanted=wanted, there=there)

    def _short(self, week: int, places: frozenset[Place]) -> tuple[Break, ...]:
        """Which people are too few for the inspections at work in a week, that of leads apart."""
        key = (week, places)
        if key not in self._people:
            self._people[key] = tuple(self._count(week, sorted(places, key=lambda one: (one.area, one.set))))
        return self._people[key]

    def _count(self, week: int, places: Sequence[Place]) -> Iterator[Break]:
        span, there = self.problem.span(week), self._there(week)
        teams = [*(self._team(one) for one in places), *self.near(week)]
        if len(teams) > MOST_AT_ONCE:
            yield Break(Rule.CAPACITY, span, wanted=len(teams), there=MOST_AT_ONCE)
            return
        leads = [Need(LEADING, there.get("", 0) & self._may_lead(one.area), 1) for one in teams if one.leaderless]
        short = first_short(leads)
        if short is not None:
            yield Break(Rule.LEAD, span, group=LEADING, wanted=short[0].wanted, there=short[1])
        for name in self.problem.inspectorates:
            # The lead inspector is one of the team.
            led = name == LEADING and short is None
            needs = list(leads) if led else []
            for one in teams:
                wanted = one.team.get(name, 0) - (led and one.leaderless)
                if wanted > 0:
                    needs.append(Need(name, there.get(name, 0) & self._may_inspect(one.area), wanted))
            lack = first_short(needs)
            if lack is not None:
                yield Break(Rule.CAPACITY, span, group=name, wanted=lack[0].wanted, there=lack[1])

    def _team(self, place: Place) -> Neighbour:
        """Of a place of the plan, which has its whole team still to get."""
        return Neighbour(
            place.area, place.week, self.problem.span(place.week), self.problem.set[place.set].team, leaderless=True
        )

    def near(self, week: int) -> Iterator[Neighbour]:
        """The inspections of other years whose teams are at work in this week."""
        rules = self.problem.rules
        return (one for one in self.problem.neighbours if one.week - rules.busy_before <= week <= one.week + rules.busy_after)

    def _may_inspect(self, area: int) -> int:
        one = self.problem.area[area]
        return self._free(one.tied - one.allowed)

    def _may_lead(self, area: int) -> int:
        one = self.problem.area[area]
        return self._free(one.tied - one.allowed_to_lead)

    # A whole plan.

    def of(self, plan: Sequence[Place]) -> Mapping[Place, tuple[Break, ...]]:
        """What each place of a plan breaks; those that break nothing are left out."""
        found = {one: (*self.alone(one), *self.beside(one, plan)) for one in plan}
        return {one: tuple(dict.fromkeys(breaks)) for one, breaks in found.items() if breaks}
