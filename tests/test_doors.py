"""Every named address, tried by each part of the play; a POST sends a valid body and must change something, or nothing."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.doors.parts import Door, try_door
from tests.doors.tables import DOORS
from tests.doors.world import World, furnished

# The mark has the test database made; the world stands in it for the whole module.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: object) -> Iterator[World]:  # noqa: ARG001 -- makes the database
    with furnished(django_db_blocker, reports=True) as made:
        yield made


@pytest.mark.parametrize(
    ("door", "part"),
    [pytest.param(door, part, id=f"{door.name}-{door.method}-{part}") for door in DOORS for part in door.parts],
)
def test_the_door_opens_to_those_who_may_pass(world: World, door: Door, part: str) -> None:
    try_door(door, world, part)


def _names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern.url_patterns)
        else:
            assert pattern.name, f"{pattern} has no name"
            yield pattern.name


def test_every_address_has_a_row() -> None:
    assert {door.name for door in DOORS} == set(_names(get_resolver().url_patterns))


def test_names_are_unique() -> None:
    names = list(_names(get_resolver().url_patterns))
    assert sorted(names) == sorted(set(names))
