"""One hidden thing more, and nobody who may not see it can tell, by any address, count or length."""

import pytest

from tests.leaks.differing import HIDDEN, Hidden, differences, reading, thinned
from tests.leaks.planting import Planted

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TARGETS = ("fieldwork", "moderation", "drafting", "factual-accuracy")
# In bin/test one viewer each, in turn; bin/faults leaks takes them all.
CASES = [
    pytest.param(hidden, viewer, id=f"{hidden.what}-{viewer}")
    for number, hidden in enumerate(HIDDEN)
    for viewer in [hidden.viewers[number % len(hidden.viewers)]]
]


@pytest.mark.parametrize(("hidden", "viewer"), CASES)
def test_nobody_can_tell(planted: Planted, hidden: Hidden, viewer: str) -> None:
    asked = thinned(reading(planted, hidden.key), HIDDEN.index(hidden))
    assert "\n".join(differences(planted, hidden, viewer, questions=asked)) == ""


def test_those_who_may_see_it_can_tell(planted: Planted) -> None:
    asked = thinned(reading(planted, HIDDEN[0].key), 0, of=50)
    assert differences(planted, HIDDEN[0], "hmicfrs", questions=asked) != []
