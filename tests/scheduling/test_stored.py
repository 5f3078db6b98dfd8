"""A problem that was kept is the same problem."""

import json

from hypothesis import given, settings

from scheduling.proposing.facts import Place
from scheduling.proposing.stored import read, read_places, stored, stored_places
from tests.scheduling.problems import problems


@given(problems())
@settings(max_examples=60, deadline=None)
def test_what_is_kept_as_json_comes_back_as_it_was(problem):
    assert read(json.loads(json.dumps(stored(problem)))) == problem


def test_places_come_back_as_they_were():
    plan = [Place(1, 2, 3), Place(4, 5, -6, fixed=True)]
    assert read_places(json.loads(json.dumps(stored_places(plan)))) == plan
