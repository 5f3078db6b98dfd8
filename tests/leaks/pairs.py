"""Which part of the whole product bin/test goes through: every viewer with every stage, the addresses taking turns."""

from collections.abc import Iterator

from tests.leaks.asking import Ask, asks
from tests.leaks.planting import Planted
from tests.leaks.viewers import VIEWERS


def pairs(planted: Planted, each: int) -> Iterator[tuple[str, str, list[Ask]]]:
    """For each viewer and planted inspection so many requests: those that follow on those of the pair before.

    A stage's addresses are gone through from where its last viewer stopped, so that all of them come up, and each address meets
    many viewers. (The relation to an inspection is the viewer's; mixed ids stand among the addresses.)
    """
    lists = {key: list(asks(planted, key)) for key in planted.targets}
    # Each stage begins where the one before will have stopped.
    next_one = {key: place * each * len(VIEWERS) for place, key in enumerate(lists)}
    for viewer in VIEWERS:
        for key, found in lists.items():
            start = next_one[key]
            # A stride that has no factor in common with the list's length visits every address before it comes back.
            chosen = [found[(start + place) * 7919 % len(found)] for place in range(each)]
            next_one[key] = start + each
            yield viewer.name, key, chosen
