"""Thousands of bad requests to the operations of the API: no fault, no stack trace, no answer that does not come."""

from collections.abc import Callable

import pytest

from tests.doors.tables import DOORS
from tests.doors.world import World
from tests.fuzz.attack import attack

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
REPORTS = True  # read by the fixture `world`
REQUESTS, SEED = 5_000, 2026


def test_no_bad_request_is_a_fault(world: World, record_property: Callable[[str, object], None]) -> None:
    doors = [door for door in DOORS if door.is_api]
    tally = attack(world, doors, requests=REQUESTS, seed=SEED)
    said = f"slowest {tally.slowest:.2f} s: {tally.slowest_was}"
    record_property("counted", f"{tally.sent} bad requests, {len(tally.faults)} faults, {dict(tally.answers)}, {said}")
    assert tally.sent == REQUESTS
    assert tally.faults == [], f"{len(tally.faults)} of {tally.sent}\n" + "\n".join(tally.faults[:40])
