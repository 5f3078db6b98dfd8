"""Every named address, tried by each part of the play; a POST sends a valid body and must change something, or nothing."""

from collections.abc import Callable, Iterator
from http import HTTPStatus

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from tests.doors.parts import Door, amiss, moves
from tests.doors.tables import DOORS
from tests.doors.world import World

# The mark has the test database made; the world stands in it for the whole module.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
REPORTS = True  # read by the fixture `world`


@pytest.mark.parametrize(
    ("door", "part"),
    [pytest.param(door, part, id=f"{door.name}-{door.method}-{part}") for door in DOORS for part in door.parts],
)
def test_the_door_opens_to_those_who_may_pass(world: World, door: Door, part: str) -> None:
    assert amiss(door, world, part) == []


def _addresses(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern.url_patterns)
        else:
            assert pattern.name, f"{pattern} has no name"
            yield pattern


ADDRESSES = list(_addresses(get_resolver().url_patterns))


def _methods(view: Callable[..., HttpResponse]) -> set[str]:
    """Those that a view takes; a page says so itself, when it is asked in a way that nobody takes."""
    operation = getattr(view, "view_class", None)
    if operation is not None:
        return {method for method in operation.http_method_names if hasattr(operation, method)} - {"options"}
    refused = view(RequestFactory().generic("KNOCK", "/"))
    assert refused.status_code == HTTPStatus.METHOD_NOT_ALLOWED, f"{view.__name__} takes every method"
    return {method.strip().lower() for method in refused["Allow"].split(",")} - {"head"}


def test_every_address_has_a_row() -> None:
    assert {door.name for door in DOORS} == {address.name for address in ADDRESSES}


def test_every_method_of_every_address_has_a_row() -> None:
    taken = {(str(address.name), method) for address in ADDRESSES for method in _methods(address.callback)}
    assert taken - {(door.name, door.method) for door in DOORS} == set()


# A question that is sent, so that the words in it stand in no address.
ASKS = {"api_item_similar"}


def test_every_row_that_sends_something_says_what_it_changes_and_lets_somebody_change_it() -> None:
    sending = [door for door in DOORS if door.method != "get" and door.name not in ASKS]
    assert [door.name for door in sending if door.changes is None] == []
    for door in sending:
        assert any(moves(door, part, door.expected(part)) for part in door.parts), f"nobody may {door.method} {door.name}"


def test_names_are_unique() -> None:
    names = [str(address.name) for address in ADDRESSES]
    assert sorted(names) == sorted(set(names))
