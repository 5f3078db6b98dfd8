"""One hidden thing more, and nobody who may not see it can tell, by any address, count or length."""

import pytest

from tests.leaks.differing import HIDDEN, Hidden, answers, differences, reading
from tests.leaks.planting import Planted

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TARGETS = ("fieldwork", "moderation", "drafting", "factual-accuracy")
# In bin/test one viewer each, in turn; bin/faults leaks takes them all.
CASES = [
    pytest.param(hidden, viewer, id=f"{hidden.what}-{viewer}")
    for number, hidden in enumerate(HIDDEN)
    for viewer in [hidden.viewers[number % len(hidden.viewers)]]
]


@pytest.fixture(scope="module")
def known() -> dict[tuple[str, str], dict]:
    """The answers before anything was hidden, by inspection and viewer: they are the same for several hidden things."""
    return {}


@pytest.mark.parametrize(("hidden", "viewer"), CASES)
def test_nobody_can_tell(planted: Planted, known: dict, hidden: Hidden, viewer: str) -> None:
    where = (hidden.key, viewer)
    if where not in known:
        known[where] = answers(planted, viewer, reading(planted, hidden.key))
    assert differences(planted, hidden, viewer, known[where]) == []


def test_those_who_may_see_it_can_tell(planted: Planted) -> None:
    assert differences(planted, HIDDEN[0], "hmicfrs") != []
