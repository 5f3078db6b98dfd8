"""Looks for a better plan than a given one with OR-Tools CP-SAT, as long as it may. Pure but for the clock that ends it.

One thread, a seed and a limit that counts work, not seconds: the same problem and seed give the same plan on any machine that is
fast enough. The limit in seconds is a guard for those that are not.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from typing import Self

from ortools.sat.python import cp_model

from scheduling.proposing.facts import BALANCED, Found, Place, Rule, Weight
from scheduling.proposing.greedy import Greedy
from scheduling.proposing.scoring import HALF_TERM, POINTS, SAME_MONTH

WORK = 40.0  # CP-SAT's own units; on two slow cores they take some twenty seconds
FINE = 1_000  # parts into which a share of an area is cut
LOOK = 0.5  # seconds between two looks at whether somebody has enough
ROUNDS = 5  # of looking anew, where people tied to areas make a plan impossible after all


# Whether a place is in: to be decided, or settled.
Term = cp_model.IntVar | int
# Shown the best plan so far and the part of the time that is over (0 to 1); answers whether to go on.
Watch = Callable[[Found, float], bool]


class Improver:
    """The model of one problem."""

    def __init__(self, greedy: Greedy, placed: Collection[int], seed: int) -> None:
        """placed: keys of the local areas of the plan that is to be bettered: of these none that is pinned goes out again."""
        self.greedy, self.problem, self.scale, self.seed = greedy, greedy.problem, greedy.scale, seed
        self.placed = placed
        self.model = cp_model.CpModel()
        self.chosen: dict[Place, cp_model.IntVar] = {}
        self._choose()
        self.everything: list[tuple[Place, Term]] = [*self.chosen.items()]
        self.everything += [(one, 1) for one in self.problem.fixed]
        self._keep_rules()
        self._weigh()

    def _choose(self) -> None:
        fixed = {one.area for one in self.problem.fixed}
        for area in self.problem.areas:
            if area.key in fixed or area.out:
                continue
            only = self.problem.pinned.get(area.key)
            for of in self.problem.sets:
                for week in self.greedy.open_weeks(area.key, of.key):
                    if only is None or week == only:
                        place = Place(area.key, week, of.key)
                        self.chosen[place] = self.model.new_bool_var(f"{area.key}/{week}/{of.key}")

    def _keep_rules(self) -> None:
        problem, without = self.problem, self.problem.rules.without
        of_area: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        for place, chosen in self.chosen.items():
            of_area[place.area].append(chosen)
        for key, several in of_area.items():
            # Pins that cannot stand together cannot all be kept: then those that the plan has are.
            if key in problem.pinned and key in self.placed:
                self.model.add_exactly_one(several)
            else:
                self.model.add_at_most_one(several)
        for of in problem.sets:
            taken = sum(one.set == of.key for one in problem.fixed)
            here = [chosen for place, chosen in self.chosen.items() if place.set == of.key]
            self.model.add(sum(here) <= max(0, of.count - taken))
        if Rule.FORCE not in without:
            self._keep_forces()
        self._keep_people()
        if Rule.OF_YEAR not in without:
            for name, there in problem.in_the_year.items():
                teams = [(problem.set[place.set].team.get(name, 0), chosen) for place, chosen in self.everything]
                self._at_most(teams, there)

    def _keep_forces(self) -> None:
        problem = self.problem
        of_force: dict[int, list[tuple[int, Term]]] = defaultdict(list)
        for place, chosen in self.everything:
            for force in problem.area[place.area].forces:
                of_force[force].append((place.week, chosen))
        reach = problem.rules.force_weeks
        for several in of_force.values():
            for first in range(max(1, len(problem.weeks) - reach + 1)):
                window = [chosen for week, chosen in several if first <= week < first + reach]
                settled = sum(one for one in window if isinstance(one, int))
                if len(window) > max(1, settled):
                    self.model.add(sum(window) <= max(1, settled))

    def _keep_people(self) -> None:
        problem, judge = self.problem, self.greedy.judge
        busy: dict[int, list[tuple[Place, Term]]] = defaultdict(list)
        for place, chosen in self.everything:
            for week in judge.busy(place.week):
                busy[week].append((place, chosen))
        for week, several in busy.items():
            there, near = judge.there(week), list(judge.near(week))
            if Rule.LEAD not in problem.rules.without:
                leads = there.get("", 0) - sum(one.leaderless for one in near)
                self._at_most([(1, chosen) for _place, chosen in several], leads)
            if Rule.CAPACITY not in problem.rules.without:
                for name in problem.inspectorates:
                    teams = [(problem.set[place.set].team.get(name, 0), chosen) for place, chosen in several]
                    self._at_most(teams, there.get(name, 0) - sum(one.team.get(name, 0) for one in near))

    def _at_most(self, terms: Sequence[tuple[int, Term]], there: int) -> None:
        settled = sum(number * one for number, one in terms if isinstance(one, int))
        self.model.add(sum(number * one for number, one in terms) <= max(there, settled))

    def _weigh(self) -> None:
        """What `Scale.points` counts, in whole numbers: times the target and FINE."""
        problem, scale = self.problem, self.scale
        unit = problem.target * FINE
        terms = []
        for place, chosen in self.chosen.items():
            soft = HALF_TERM if place.week in scale.half_terms[place.area] else 0
            terms.append(unit * (scale.worth + scale.own[place.area] - soft) * chosen)
        by_month: dict[int, list[Term]] = defaultdict(list)
        for place, term in self.everything:
            by_month[scale.month[place.week]].append(term)
        for month, several in by_month.items():
            more = self.model.new_int_var(0, problem.target + len(problem.fixed), f"month {month}")
            self.model.add(more >= sum(several) - 1)
            terms.append(-unit * SAME_MONTH * more)
        for weight in BALANCED:
            cost = problem.weights.get(weight, 0) * POINTS
            if cost:
                terms += [-cost * away for away in self._away(weight)]
        self.model.maximize(sum(terms))

    def _away(self, weight: Weight) -> list[cp_model.IntVar]:
        """By how much the number of each group differs from its share, in FINE parts."""
        wanted, groups = self.scale.shares[weight], defaultdict[str, list[Term]](list)
        for place, chosen in self.everything:
            groups[self.problem.area[place.area].groups.get(weight, "")].append(chosen)
        found = []
        for group in sorted({*groups, *wanted}):
            share = round(FINE * wanted.get(group, 0))
            most = FINE * (self.problem.target + len(self.problem.fixed)) + share
            away = self.model.new_int_var(0, most, f"{weight} {group}")
            self.model.add(away >= FINE * sum(groups[group]) - share)
            self.model.add(away >= share - FINE * sum(groups[group]))
            found.append(away)
        return found

    def hint(self, plan: Sequence[Place]) -> None:
        """Begin from this plan."""
        there = {(one.area, one.week, one.set) for one in plan}
        self.model.clear_hints()  # type: ignore[no-untyped-call]  # -- OR-Tools has no types here
        for place, chosen in self.chosen.items():
            self.model.add_hint(chosen, int((place.area, place.week, place.set) in there))

    def forbid(self, plan: Sequence[Place]) -> None:
        """Never all of these places together."""
        several = [self.chosen[one] for one in plan if one in self.chosen]
        self.model.add(sum(several) <= len(several) - 1)


class _Listener(cp_model.CpSolverSolutionCallback):
    """Keeps the best plan that holds by the judge as well."""

    def __init__(self, improver: Improver, found: Found) -> None:
        super().__init__()
        self.improver, self.found = improver, found
        self.broken: list[list[Place]] = []

    def on_solution_callback(self) -> None:
        """A plan."""
        plan = [*self.improver.problem.fixed, *(one for one, chosen in self.improver.chosen.items() if self.value(chosen))]
        broken = self.improver.greedy.judge.of(plan)
        if any(not one.fixed for one in broken):
            self.broken.append([one for one in plan if not one.fixed])
            return
        points = self.improver.scale.points(plan)
        if points > self.found.points:
            self.found = Found(plan, points)


class _Looking:
    """Asks `watch` every LOOK seconds while a solver is at work, in a thread of its own, and stops the solver when it has enough."""

    def __init__(self, listener: _Listener, solver: cp_model.CpSolver, watch: Watch, span: tuple[float, float]) -> None:
        self.listener, self.solver, self.watch, self.span = listener, solver, watch, span
        self.enough, self.over = False, threading.Event()
        self.thread = threading.Thread(target=self._look, name="improver-watch", daemon=True)
        self.error: BaseException | None = None

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.over.set()
        self.thread.join()
        if self.error is not None:
            raise self.error

    def _look(self) -> None:
        began, seconds = self.span
        try:
            while not self.over.wait(LOOK):
                part = min(1.0, (time.monotonic() - began) / seconds)
                if not self.watch(self.listener.found, part):
                    self.enough = True
                    self.solver.stop_search()
                    return
        except BaseException as error:  # noqa: BLE001 -- raised again where the solver was called
            self.error, self.enough = error, True
            self.solver.stop_search()


def improve(
    greedy: Greedy, plan: Sequence[Place], *, seed: int, watch: Watch, seconds: float = 20, work: float = WORK
) -> Found:
    """The best plan that can be found in so many seconds, at least as good as `plan`. seed: the same again gives the same.

    watch: asked every half second, in another thread; what it raises is raised here.
    """
    improver, began = Improver(greedy, {one.area for one in plan}, seed), time.monotonic()
    found = Found(list(plan), greedy.scale.points(plan))
    for _round in range(ROUNDS):
        left = seconds - (time.monotonic() - began)
        if left <= 0:
            break
        improver.hint(found.plan)
        solver, listener = cp_model.CpSolver(), _Listener(improver, found)
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed
        solver.parameters.max_deterministic_time = work
        solver.parameters.max_time_in_seconds = left
        with _Looking(listener, solver, watch, (began, seconds)) as looking:
            status = solver.solve(improver.model, listener)
        found = listener.found
        if looking.enough:
            break
        if not listener.broken:
            return Found(found.plan, found.points, best=status == cp_model.OPTIMAL)
        for broken in listener.broken:
            improver.forbid(broken)
    return found
