"""A first plan at once: the area that brings most, in the week that costs least, again and again. Pure, and the same for a seed.

Restarts begin anew with other luck.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random

from scheduling.proposing.facts import BALANCED, Place, Problem
from scheduling.proposing.rules import Judge
from scheduling.proposing.scoring import HALF_TERM, SAME_MONTH, Scale

LUCK = 60  # points by which chance moves an area at a restart


class Greedy:
    """One problem; each `plan` is a run with its own seed. judge: of the problem, where there is one already."""

    def __init__(self, problem: Problem, judge: Judge | None = None) -> None:
        self.problem, self.judge, self.scale = problem, judge or Judge(problem), Scale(problem)
        self.weeks: dict[tuple[int, int], list[int]] = {}

    def open_weeks(self, area: int, of: int) -> list[int]:
        """The weeks in which this area breaks nothing alone."""
        key = (area, of)
        if key not in self.weeks:
            every = range(len(self.problem.weeks))
            self.weeks[key] = [week for week in every if not self.judge.alone(Place(area, week, of))]
        return self.weeks[key]

    def plan(self, seed: int = 0) -> list[Place]:
        """As many places as can be found, the fixed and pinned ones first. Seed 0 has no luck: the best area is the first."""
        chance = Random(seed)  # noqa: S311 -- luck, no secret
        luck = {one.key: chance.uniform(-LUCK, LUCK) if seed else 0 for one in self.problem.areas}
        made, left = self._begun()
        while sum(left[key] for key in left if left[key] > 0):
            order = sorted(self._free(made), key=lambda key: (-(self._gain(key, made) + luck[key]), key))
            if not self._put(made, left, order):
                break
        return made

    def pins(self) -> list[Place]:
        """What every run begins with: the fixed ones, and those of the pinned ones that can stand beside them and each other."""
        return self._begun()[0]

    def _begun(self) -> tuple[list[Place], Counter[int]]:
        """Of pins that cannot stand together the first in the order of `Problem.pinned` stays. With how many each set still wants."""
        made = list(self.problem.fixed)
        left = Counter({one.key: one.count for one in self.problem.sets})
        left.subtract(Counter(one.set for one in made if one.set in left))
        for area in self.problem.pinned:
            self._put(made, left, [area])
        return made, left

    def _free(self, made: Sequence[Place]) -> Iterator[int]:
        taken = {one.area for one in made}
        return (one.key for one in self.problem.areas if one.key not in taken and not one.out)

    def _gain(self, area: int, made: Sequence[Place]) -> int:
        """What this area would bring to what stands: its own points and what they do to the balance."""
        total = self.scale.own[area]
        own = self.problem.area[area].groups
        for weight in BALANCED:
            counted = Counter(self.problem.area[one.area].groups.get(weight, "") for one in made)
            before = self.scale.unbalance(weight, counted)
            counted[own.get(weight, "")] += 1
            total += before - self.scale.unbalance(weight, counted)
        return total

    def _put(self, made: list[Place], left: Counter[int], order: Sequence[int]) -> bool:
        """The first of these areas that has a week goes into the plan, in no week but that to which it is pinned. False when none has."""
        for area in order:
            only = self.problem.pinned.get(area)
            found = [place for place in self._places(area, made, left) if only in {None, place.week}]
            if found:
                best = min(found, key=lambda place: (self._cost(place, made), place.week, place.set))
                made.append(best)
                left[best.set] -= 1
                return True
        return False

    def _places(self, area: int, made: Sequence[Place], left: Counter[int]) -> Iterator[Place]:
        for of in self.problem.sets:
            if left[of.key] > 0:
                for week in self.open_weeks(area, of.key):
                    place = Place(area, week, of.key)
                    if not self.judge.beside(place, made):
                        yield place

    def _cost(self, place: Place, made: Sequence[Place]) -> int:
        soft = HALF_TERM if place.week in self.scale.half_terms[place.area] else 0
        months = sum(self.scale.month[one.week] == self.scale.month[place.week] for one in made)
        near = sum(max(0, 4 - abs(one.week - place.week)) for one in made)
        return soft + SAME_MONTH * months + near

    def best_of(self, restarts: int, seed: int = 0) -> list[Place]:
        """The best of so many runs, the first without luck."""
        plans = [self.plan(0), *(self.plan(seed * 1_000 + number) for number in range(1, restarts))]
        return max(plans, key=self.scale.points)
