"""One local area for another, in the same week of the same set: what a plan would gain or lose by it. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scheduling.proposing.facts import BALANCED, Place, Problem, Weight
from scheduling.proposing.rules import Judge
from scheduling.proposing.scoring import HALF_TERM, Scale


@dataclass(frozen=True)
class Exchange:
    """`gone` gives its place to the area `comes`, by which the plan gains so many points (below nothing: it loses them)."""

    gone: Place
    comes: int
    gains: int


class Exchanges:
    """What can be exchanged in plans of one problem; who is there in a week is asked of its judge."""

    def __init__(self, problem: Problem, judge: Judge) -> None:
        self.problem, self.judge, self.scale = problem, judge, Scale(problem)

    def best(self, gone: Place, plan: Sequence[Place]) -> Exchange | None:
        """The area that could have this very place at the least cost; None where no other breaks no rule there."""
        found = sorted(self._of(self.scale, gone, plan), key=lambda one: (-one.gains, one.comes))
        return next((one for one in found if self._is_allowed(one, plan)), None)

    def without(self, weight: Weight, plan: Sequence[Place]) -> tuple[frozenset[int], frozenset[int]]:
        """Which areas would come, and which go, if this weight counted nothing: exchanges that it alone keeps from paying.

        One after the other, the best first; each place is exchanged once at most.
        """
        other = Scale(replace(self.problem, weights={**self.problem.weights, weight: 0}))
        now, come, go = list(plan), set[int](), set[int]()
        while (one := self._only_without(other, now, come | go)) is not None:
            now = [*(place for place in now if place != one.gone), replace(one.gone, area=one.comes)]
            come.add(one.comes)
            go.add(one.gone.area)
        return frozenset(come), frozenset(go)

    def _only_without(self, other: Scale, plan: Sequence[Place], done: set[int]) -> Exchange | None:
        """The best exchange that pays by the other scale and does not by the problem's own."""
        found = []
        for gone in plan:
            if not gone.fixed and gone.area not in done and gone.area not in self.problem.pinned:
                own = {one.comes: one.gains for one in self._of(self.scale, gone, plan)}
                paying = (one for one in self._of(other, gone, plan) if one.gains > 0 >= own[one.comes])
                found += [one for one in paying if one.comes not in done]
        found.sort(key=lambda one: (-one.gains, one.gone.area, one.comes))
        return next((one for one in found if self._is_allowed(one, plan)), None)

    def _is_allowed(self, one: Exchange, plan: Sequence[Place]) -> bool:
        new = replace(one.gone, area=one.comes)
        return not self.judge.alone(new) and not self.judge.beside(new, [place for place in plan if place != one.gone])

    def _of(self, scale: Scale, gone: Place, plan: Sequence[Place]) -> Iterator[Exchange]:
        """With every area that has no place in the plan, was not ruled out nor pinned to another week, whether or not it breaks a rule."""
        there = {one.area for one in plan}
        balance = self._balance(scale, [one.area for one in plan if one != gone])
        stands = self._worth(scale, balance, gone.area, gone.week)
        for area in self.problem.areas:
            elsewhere = self.problem.pinned.get(area.key) not in {None, gone.week}
            if area.key not in there and not area.out and not elsewhere:
                yield Exchange(gone, area.key, self._worth(scale, balance, area.key, gone.week) - stands)

    def _worth(self, scale: Scale, balance: Mapping[Weight, Mapping[str, int]], area: int, week: int) -> int:
        """Points of the plan, but for those that no exchange in the same week changes."""
        groups = self.problem.area[area].groups
        kept = sum(of_group[groups.get(weight, "")] for weight, of_group in balance.items())
        return scale.own[area] + kept - HALF_TERM * (week in scale.half_terms[area])

    def _balance(self, scale: Scale, rest: Sequence[int]) -> Mapping[Weight, Mapping[str, int]]:
        """What one more of each group makes of the balance of these areas."""
        found: dict[Weight, Mapping[str, int]] = {}
        for weight in BALANCED:
            counted = Counter(self.problem.area[key].groups.get(weight, "") for key in rest)
            every = {one.groups.get(weight, "") for one in self.problem.areas}
            found[weight] = {group: -scale.unbalance(weight, counted + Counter([group])) for group in every}
        return found
