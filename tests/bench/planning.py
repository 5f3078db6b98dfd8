"""How long a first plan of a year takes for all of England, and how good the improver is beside restarts."""

import time

from scheduling.proposing.greedy import Greedy
from scheduling.proposing.improve import improve
from tests.bench.report import Row
from tests.bench.sizes import MOST_FOR_FIRST_PLAN
from tests.scheduling.whole import problem

SEEDS = range(1, 11)
RESTARTS, SECONDS = 20, 20.0


def _worse(seed: int) -> bool:
    """Whether the improver, begun from the first plan, ends behind the best of so many restarts."""
    greedy = Greedy(problem(seed))
    best = greedy.scale.points(greedy.best_of(RESTARTS, seed))
    found = improve(greedy, greedy.plan(0), seed=seed, watch=lambda _found, _part: True, seconds=SECONDS)
    return found.points < best


def rows_of() -> list[Row]:
    """Of CPU, for a problem that nobody has looked at before."""
    firsts, restarts = [], []
    for seed in SEEDS[:3]:
        begun = time.process_time()
        Greedy(problem(seed)).plan(0)
        firsts.append(time.process_time() - begun)
        begun = time.process_time()
        Greedy(problem(seed)).best_of(RESTARTS, seed)
        restarts.append(time.process_time() - begun)
    first, all_ = min(firsts), min(restarts)
    return [
        Row("first plan of a year, 153 areas and 52 weeks", first, "s", MOST_FOR_FIRST_PLAN),
        Row(f"the same: against {RESTARTS} restarts", first / all_, "× the CPU"),
        Row(f"improver behind the best of {RESTARTS} restarts", sum(map(_worse, SEEDS)), f"of {len(SEEDS)} seeds", 0),
    ]
