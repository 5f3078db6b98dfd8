"""How long the rules of all programmes take for all of England, and how that grows with the years."""

import time

from jtai.programmeyears import last_day
from programmes.rules import evaluate_years
from tests.bench.report import Row
from tests.bench.sizes import MOST_FOR_RULES, MOST_OF_LINEAR
from tests.programmes.simulated import FIRST_YEAR, rules_of_all, simulate

YEARS = 3
ROUNDS = 7


def seconds_for(years: int) -> float:
    """CPU for so many simulated years of everything: the facts are there, what is timed is sorting and judging them."""
    rules, world = rules_of_all(), simulate(years)
    begun = time.process_time()
    for programme, facts in world.items():
        evaluate_years(rules[programme], facts, range(FIRST_YEAR, FIRST_YEAR + years), last_day(FIRST_YEAR + years - 1))
    return time.process_time() - begun


def rows_of(empty: float) -> list[Row]:
    """The best of several rounds of three years and of one, in turns."""
    rounds = [(seconds_for(1), seconds_for(YEARS)) for _round in range(ROUNDS)]
    one, three = (min(column) for column in zip(*rounds, strict=True))
    return [
        Row(f"rules of all programmes, {YEARS} years", three, "s", MOST_FOR_RULES),
        Row(f"the same: {YEARS} years against one", three / one / YEARS, "× linear", MOST_OF_LINEAR),
        Row("the same: CPU", three / empty, "× empty view"),
    ]
