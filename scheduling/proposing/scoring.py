"""How good a plan is: points, whole numbers, so that the same plan always has the same. Pure.

Each area brings points for how long ago its last JTAI was and for the concerns that stand. For each kind of balance a plan loses
points by how far its numbers lie from those of all areas in proportion. Half-terms and several inspections in one month cost
a little, so that between two equal plans the calmer one wins.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from scheduling.proposing.facts import BALANCED, Area, Place, Problem, Weight

LONGEST_YEARS = 10  # longer ago counts no more; never counts as this
MOST_CONCERNS = 10.0
POINTS = 100  # of one weight at its fullest
HALF_TERM, SAME_MONTH = 15, 10
DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class Scale:
    """Points of one problem, computed once."""

    problem: Problem

    @cached_property
    def of_area(self) -> Mapping[int, Mapping[Weight, int]]:
        """What each area brings, by weight."""
        return {one.key: self._brings(one) for one in self.problem.areas}

    def _brings(self, area: Area) -> Mapping[Weight, int]:
        weights, first = self.problem.weights, self.problem.weeks[0].monday
        years = LONGEST_YEARS if area.inspected is None else (first - area.inspected).days / DAYS_A_YEAR
        recency = min(max(years, 0), LONGEST_YEARS) / LONGEST_YEARS
        concerns = min(area.concerns, MOST_CONCERNS) / MOST_CONCERNS
        return {
            Weight.RECENCY: round(weights.get(Weight.RECENCY, 0) * POINTS * recency),
            Weight.CONCERNS: round(weights.get(Weight.CONCERNS, 0) * POINTS * concerns),
        }

    @cached_property
    def own(self) -> Mapping[int, int]:
        """The points that an area brings, added up."""
        return {key: sum(brought.values()) for key, brought in self.of_area.items()}

    @cached_property
    def shares(self) -> Mapping[Weight, Mapping[str, float]]:
        """By kind of balance: group → how many of the wanted areas would be of it, in proportion to all areas."""
        areas = [one for one in self.problem.areas if not one.out]
        found = {}
        for weight in BALANCED:
            counted = Counter(one.groups.get(weight, "") for one in areas)
            found[weight] = {group: self.problem.target * number / len(areas) for group, number in counted.items()}
        return found

    def unbalance(self, weight: Weight, counted: Mapping[str, int]) -> int:
        """Points lost by these numbers of areas in each group."""
        wanted = self.shares[weight]
        groups = wanted.keys() | counted.keys()
        away = sum(abs(counted.get(group, 0) - wanted.get(group, 0)) for group in groups)
        return round(self.problem.weights.get(weight, 0) * POINTS * away / max(self.problem.target, 1))

    @cached_property
    def half_terms(self) -> Mapping[int, frozenset[int]]:
        """Area → the weeks that meet one of its half-terms."""
        weeks = [(number, week.span) for number, week in enumerate(self.problem.weeks)]
        return {
            one.key: frozenset(number for number, span in weeks if any(span.meets(term) for term in one.half_terms))
            for one in self.problem.areas
        }

    @cached_property
    def month(self) -> Sequence[int]:
        """Of each week."""
        return [week.monday.year * 12 + week.monday.month for week in self.problem.weeks]

    def calm(self, plan: Iterable[Place]) -> int:
        """Points lost by weeks in half-terms and by several inspections in one month."""
        plan = list(plan)
        soft = HALF_TERM * sum(one.week in self.half_terms[one.area] for one in plan)
        months = Counter(self.month[one.week] for one in plan)
        return soft + SAME_MONTH * sum(number - 1 for number in months.values())

    def parts(self, plan: Sequence[Place]) -> Mapping[str, int]:
        """Where a plan's points come from: each weight, and "calm". Losses are below nothing."""
        areas = [self.problem.area[one.area] for one in plan]
        found = {
            str(weight): sum(self.of_area[one.key][weight] for one in areas) for weight in (Weight.RECENCY, Weight.CONCERNS)
        }
        for weight in BALANCED:
            found[str(weight)] = -self.unbalance(weight, Counter(one.groups.get(weight, "") for one in areas))
        return {**found, "calm": -self.calm(plan)}

    def points(self, plan: Sequence[Place]) -> int:
        """All of them together. A place more is worth more than anything that it costs."""
        return sum(self.parts(plan).values()) + self.worth * len(plan)

    @cached_property
    def worth(self) -> int:
        """Of one place: more than all points that a plan can lose."""
        weights = self.problem.weights
        return 2 * POINTS * (1 + sum(weights.get(weight, 0) for weight in BALANCED)) + HALF_TERM + SAME_MONTH
