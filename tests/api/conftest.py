"""One world for all tests of a module; what a test does in it is undone."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.doors.world import World, furnished


@pytest.fixture(scope="module")
def world(
    request: pytest.FixtureRequest,
    django_db_setup: None,  # noqa: ARG001 -- makes the database
    django_db_blocker: object,
) -> Iterator[World]:
    """The world of the door matrix; with its reports for a module that says REPORTS = True."""
    with furnished(django_db_blocker, reports=getattr(request.module, "REPORTS", False)) as made:
        yield made


@pytest.fixture
def there(world: World) -> Iterator[World]:
    """The same for one test, which may change it."""
    with transaction.atomic():
        yield world
        transaction.set_rollback(True)
