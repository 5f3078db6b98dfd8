"""Closed by default: an address, a method or a secret of which the leak test knows nothing fails it."""

import pytest

from inspections.workflow import Status
from tests.leaks import rules
from tests.leaks.addresses import ROWS
from tests.leaks.asking import addresses, methods_of
from tests.leaks.targets import KEYS
from tests.leaks.viewers import BY_NAME, VIEWERS


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert {str(address.name) for address in addresses()} == set(ROWS)


def test_every_address_says_which_methods_it_takes() -> None:
    assert [address.name for address in addresses() if not methods_of(address.callback)] == []


def test_every_status_is_planted() -> None:
    assert {status.value for status in Status} <= set(KEYS)


def test_viewers_have_names_of_their_own() -> None:
    assert len(BY_NAME) == len(VIEWERS)


@pytest.mark.parametrize("status", [status.value for status in Status])
def test_the_rules_give_nothing_to_somebody_who_is_nobody_before_publication(status: str) -> None:
    for kind in rules.RULES:
        mark = rules.Mark(kind, "anything", owner="hmicfrs")
        given = rules.may_see(rules.Look(mark, status))
        assert given == (status in rules.PUBLIC and kind in {"words", "words written after delivery", "week"}), kind
