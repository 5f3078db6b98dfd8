"""With which smaller number of a rule as many places could be filled as without the rule: years of an area, weeks of a police force. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from scheduling.proposing.facts import Problem, Rule
from scheduling.proposing.reasons import Explainer, without


@dataclass(frozen=True)
class Fewer:
    """With this number instead of the one that is asked so many places would be filled; whole: all that are wanted."""

    number: int
    filled: int
    whole: bool


def years_that_would_do(explainer: Explainer, filled: int, restarts: int) -> Fewer | None:
    """A number of years between two joint inspections of a local area with which as much is filled as without the rule.

    None where the rule keeps nothing empty. filled: how many places there are under the rule.
    """
    return _that_would_do(explainer, filled, restarts, Rule.AGAIN)


def weeks_that_would_do(explainer: Explainer, filled: int, restarts: int) -> Fewer | None:
    """The same of the weeks between two inspections at one police force."""
    return _that_would_do(explainer, filled, restarts, Rule.FORCE)


def _that_would_do(explainer: Explainer, filled: int, restarts: int, rule: Rule) -> Fewer | None:
    """Halving what lies between: each number is asked of the quick proposer, and few are."""
    problem = explainer.problem
    if filled >= problem.target or rule in problem.rules.without:
        return None
    most = len(explainer.anew(without(problem, rule), restarts))
    if most <= filled:
        return None
    changed, rules = WITH[rule], problem.rules
    found, low, high = None, 1, (rules.years_apart if rule == Rule.AGAIN else rules.force_weeks) - 1
    while low <= high:
        number = (low + high + 1) // 2
        places = len(explainer.anew(changed(problem, number), restarts))
        if places >= most:
            found, low = Fewer(number, places, places >= problem.target), number + 1
        else:
            high = number - 1
    return found


def with_years(problem: Problem, years: int) -> Problem:
    """The same problem with so many years between two joint inspections of a local area."""
    return replace(problem, rules=replace(problem.rules, years_apart=years))


def with_weeks(problem: Problem, weeks: int) -> Problem:
    """The same problem with so many weeks between two inspections at one police force."""
    return replace(problem, rules=replace(problem.rules, force_weeks=weeks))


WITH: Mapping[Rule, Callable[[Problem, int], Problem]] = {Rule.AGAIN: with_years, Rule.FORCE: with_weeks}
