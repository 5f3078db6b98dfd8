"""With how many years between two joint inspections of a local area as many places could be filled as without that rule. Pure."""

from dataclasses import dataclass, replace

from scheduling.proposing.facts import Problem, Rule
from scheduling.proposing.reasons import Explainer, without


@dataclass(frozen=True)
class FewerYears:
    """With `years` instead of those that are asked so many places would be filled; whole: all that are wanted."""

    years: int
    filled: int
    whole: bool


def years_that_would_do(explainer: Explainer, filled: int, restarts: int) -> FewerYears | None:
    """The largest number of years with which as much is filled as without the rule; None where the rule keeps nothing empty.

    filled: how many places there are under the rule.
    """
    problem = explainer.problem
    if filled >= problem.target or Rule.AGAIN in problem.rules.without:
        return None
    most = len(explainer.anew(without(problem, Rule.AGAIN), restarts))
    if most <= filled:
        return None
    for years in range(problem.rules.years_apart - 1, 0, -1):
        found = len(explainer.anew(with_years(problem, years), restarts))
        if found >= most:
            return FewerYears(years, found, found >= problem.target)
    return None


def with_years(problem: Problem, years: int) -> Problem:
    """The same problem with so many years between two joint inspections of a local area."""
    return replace(problem, rules=replace(problem.rules, years_apart=years))
