"""A problem that was kept is the same problem."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.proposing.facts import Place
from scheduling.proposing.greedy import Greedy
from scheduling.proposing.rules import Judge
from scheduling.proposing.stored import is_same, read, read_places, stored, stored_places, without_people
from tests.scheduling.problems import problems


@given(problems())
@settings(max_examples=60, deadline=None)
def test_what_is_kept_as_json_comes_back_as_it_was(problem):
    nameless = without_people(problem)
    assert read(json.loads(json.dumps(stored(problem)))) == nameless
    assert without_people(nameless) == nameless
    assert is_same(problem, json.loads(json.dumps(stored(problem))))


@given(problems(), st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_what_is_kept_is_the_same_to_every_rule_and_says_no_day_of_anybody(problem, seed):
    """By the judge: the same places break the same rules by the same numbers."""
    kept = read(json.loads(json.dumps(stored(problem))))
    plan = Greedy(problem).plan(seed)
    crowd = [*plan, *(Place(one.key, 3, problem.sets[0].key) for one in problem.areas if one.key not in {p.area for p in plan})]
    for places in (plan, crowd):
        assert Judge(kept).of(places) == Judge(problem).of(places)
    assert Greedy(kept).plan(seed) == plan
    weeks = {problem.span(number) for number in range(-1, len(problem.weeks) + 1)}
    assert {span for one in kept.inspectors for span in one.away} <= weeks


def test_places_come_back_as_they_were():
    plan = [Place(1, 2, 3), Place(4, 5, -6, fixed=True)]
    assert read_places(json.loads(json.dumps(stored_places(plan)))) == plan
