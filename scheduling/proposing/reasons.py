"""Why a plan is as it is: why an area is in, what keeps another out, what each weight changed, what to relax. Pure.

Reasons are values, which `words` says in sentences: what is said can be checked by other code.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter

from scheduling.proposing.exchanges import Exchange, Exchanges
from scheduling.proposing.facts import BALANCED, Place, Problem, Rule, Weight
from scheduling.proposing.greedy import Greedy
from scheduling.proposing.rules import Break

# Rules that a person can decide to relax when not all places can be filled; the others are the calendar's.
RELAXABLE = (
    Rule.LEAD, Rule.CAPACITY, Rule.OF_YEAR, Rule.FORCE, Rule.CLASH, Rule.AGAIN, Rule.HOLIDAYS, Rule.OUT, Rule.CLOSED, Rule.FRAMEWORK,
)  # fmt: skip


@dataclass(frozen=True)
class Barred:
    """A rule keeps an area out of some weeks. weeks: how many; example: the week in which it misses by least, with what it breaks.

    also: keys of the areas, beside that of the example, whose inspections bar weeks by this rule. other_side: a second example,
    where the joint inspection of the area after this year bars some of the weeks and the one before it others.
    """

    rule: Rule
    weeks: int
    week: int
    example: Break
    also: tuple[int, ...] = ()
    other_side: tuple[int, Break] | None = None


@dataclass(frozen=True)
class WhyOut:
    """What keeps an area out of a plan.

    instead_of: the area whose place it could best take, `week`: in which it would stand then, and `costs`: the points that the plan would lose by it (never less than
    nothing, or it would be in). Where it could take none, barred: by a rule, in weeks of its own or beside the whole plan, the
    rule with the most weeks first. They need not bar every week: in the others each place is fixed or pinned.
    """

    area: int
    barred: tuple[Barred, ...] = ()
    instead_of: int | None = None
    costs: int = 0
    week: int = 0


@dataclass(frozen=True)
class WhyIn:
    """Why an area is in a plan. brings: points by weight; those of a balance are what would be missing of it without this area.

    pinned: a person wants it there. fixed: it has its place in the year already. exchange: with the area that could have its place
    at the least cost; None where no other could, and of what is pinned or fixed.
    """

    area: int
    brings: Mapping[Weight, int]
    exchange: Exchange | None = None
    pinned: bool = False
    fixed: bool = False


@dataclass(frozen=True)
class Changed:
    """What a weight changed: if it counted nothing, these areas would come in the place of those, one for one in the same weeks."""

    weight: Weight
    would_come: tuple[int, ...]
    would_go: tuple[int, ...]


@dataclass(frozen=True)
class Relaxed:
    """What leaving out a rule, or several together of which each is needed, would give: so many more places."""

    rules: tuple[Rule, ...]
    more: int


class Explainer:
    """Explains plans of one problem."""

    def __init__(self, greedy: Greedy) -> None:
        self.greedy, self.problem, self.judge, self.scale = greedy, greedy.problem, greedy.judge, greedy.scale

    @cached_property
    def exchanges(self) -> Exchanges:
        """One area for another."""
        return Exchanges(self.problem, self.judge)

    def why_in(self, place: Place, plan: Sequence[Place]) -> WhyIn:
        """Why this place of the plan is in."""
        pinned = place.area in self.problem.pinned
        exchange = None if place.fixed or pinned else self.exchanges.best(place, plan)
        brings = {**self.scale.of_area[place.area], **self._balance(place, plan)}
        return WhyIn(place.area, brings, exchange, pinned, place.fixed)

    def _balance(self, place: Place, plan: Sequence[Place]) -> Mapping[Weight, int]:
        """By how many points each balance would be worse without this place."""
        with_it, without_it = self.scale.parts(plan), self.scale.parts([one for one in plan if one != place])
        return {weight: with_it[weight] - without_it[weight] for weight in BALANCED}

    def why_out(self, area: int, plan: Sequence[Place]) -> WhyOut:
        """Why this area has no place in the plan."""
        swaps = list(self._swaps(area, plan))
        if swaps:
            costs, instead, week = min(swaps)
            return WhyOut(area, instead_of=instead, costs=max(0, costs), week=week)
        return WhyOut(area, barred=tuple(self._barred(area, plan)))

    def _swaps(self, area: int, plan: Sequence[Place]) -> Iterator[tuple[int, int, int]]:
        """(points lost, whose place, week), for each place that this area could take in some week."""
        points = self.scale.points(plan)
        for gone in plan:
            if gone.fixed or gone.area in self.problem.pinned:
                continue
            rest = [one for one in plan if one != gone]
            for week in self.greedy.open_weeks(area, gone.set):
                new = Place(area, week, gone.set)
                if not self.judge.beside(new, rest):
                    yield points - self.scale.points([*rest, new]), gone.area, week

    def _barred(self, area: int, plan: Sequence[Place]) -> list[Barred]:
        """By which rules, as one of the first set that is asked: each week counted once for each rule that it breaks there."""
        counted: Counter[Rule] = Counter()
        nearest: dict[tuple[Rule, bool], tuple[int, int, Break]] = {}
        others: dict[Rule, set[int]] = defaultdict(set)
        for week in range(len(self.problem.weeks)):
            place = Place(area, week, self.problem.asked[0].key)
            broken = [*self.judge.alone(place), *self.judge.beside(place, plan)]
            counted.update({one.rule for one in broken})
            for one in broken:
                others[one.rule] |= {one.other} - {0}
                short, side = self.short_by(place, one), (one.rule, self._is_of_next(place, one))
                if side not in nearest or short < nearest[side][0]:
                    nearest[side] = short, week, one
        found = []
        for rule, number in counted.items():
            sides = sorted((nearest[side] for side in ((rule, False), (rule, True)) if side in nearest), key=itemgetter(0))
            _short, week, example = sides[0]
            other = sides[1][1:] if len(sides) > 1 else None
            found.append(Barred(rule, number, week, example, tuple(sorted(others[rule] - {example.other})), other))
        return sorted(found, key=lambda one: (-one.weeks, list(Rule).index(one.rule)))

    def _is_of_next(self, place: Place, one: Break) -> bool:
        """Whether the joint inspection of the area after this year stands in the way, and not the one before."""
        return one.rule == Rule.AGAIN and one.span is not None and one.span.first > self.problem.weeks[place.week].monday

    def short_by(self, place: Place, broken: Break) -> int:
        """By how much: days until it would be allowed, or people that are missing."""
        if broken.wanted:
            return broken.wanted - broken.there
        if broken.from_ is not None:
            return max(1, (broken.from_ - self.problem.weeks[place.week].monday).days)
        return len(self.problem.weeks) * 7

    def what_weights_changed(self, plan: Sequence[Place]) -> list[Changed]:
        """For each weight above nothing: who would come into this plan, and who would go, without it.

        Asked of the plan that stands: one proposed anew would differ by the luck of its search too.
        """
        found = []
        for weight, value in self.problem.weights.items():
            if value:
                come, go = self.exchanges.without(weight, plan)
                found.append(Changed(weight, tuple(sorted(come)), tuple(sorted(go))))
        return found

    def more_anew(self, plan: Sequence[Place], restarts: int) -> int:
        """Where places stay empty: how many more a proposal made anew would fill under the rules as they are."""
        return max(0, len(self.anew(self.problem, restarts)) - len(plan)) if len(plan) < self.problem.target else 0

    def what_to_relax(self, filled: int, restarts: int) -> list[Relaxed]:
        """The rules without which there would be more places than so many, the one that gives most first; or several together.

        filled: how many there are without relaxing anything, in the plan or proposed anew. What the plan goes without already
        cannot be relaxed.
        """
        if filled >= self.problem.target:
            return []
        rules = [rule for rule in RELAXABLE if rule not in self.problem.rules.without]
        each = [Relaxed((rule,), self._filled_without([rule], restarts) - filled) for rule in rules]
        found = [one for one in each if one.more > 0]
        if not found:
            return self._together(rules, filled, restarts)
        return sorted(found, key=lambda one: (-one.more, list(Rule).index(one.rules[0])))

    def _together(self, rules: Sequence[Rule], filled: int, restarts: int) -> list[Relaxed]:
        """Where no rule alone stands in the way: those which do together, without one that could stay."""
        most = self._filled_without(rules, restarts)
        if most <= filled:
            return []
        left = list(rules)
        for rule in reversed(rules):
            fewer = [one for one in left if one != rule]
            if self._filled_without(fewer, restarts) >= most:
                left = fewer
        return [Relaxed(tuple(left), most - filled)]

    def _filled_without(self, rules: Sequence[Rule], restarts: int) -> int:
        problem = self.problem
        for rule in rules:
            problem = without(problem, rule)
        return len(self.anew(problem, restarts))

    def anew(self, problem: Problem, restarts: int) -> list[Place]:
        """The quick proposal for a problem that differs from this one in its rules alone."""
        return Greedy(problem, self.judge.of_other_rules(problem)).best_of(restarts)


def without(problem: Problem, rule: Rule) -> Problem:
    """The same problem as if this rule were none; what nobody can let in stays out."""
    if rule == Rule.OUT:
        return replace(problem, areas=tuple(one if one.bound else replace(one, out="") for one in problem.areas))
    return replace(problem, rules=replace(problem.rules, without=problem.rules.without | {rule}))
