"""The planted world, once a module."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test.utils import override_settings

from agencies.queries import forget_holidays
from tests import proven
from tests.leaks.planting import Planted, plant
from tests.leaks.searching import plainly
from tests.leaks.targets import KEYS


@pytest.fixture(scope="module")
def planted(
    request: pytest.FixtureRequest,
    django_db_setup: None,  # noqa: ARG001 -- makes the database
    django_db_blocker: object,
) -> Iterator[Planted]:
    """For a whole module; only the inspections that it names in TARGETS, if it does."""
    # The sessions are planted once: on a busy machine a quarter of an hour is over before the last page is read.
    with override_settings(**proven.PATIENT), django_db_blocker.unblock(), plainly(), transaction.atomic():
        forget_holidays()
        made = plant(getattr(request.module, "TARGETS", KEYS))
        connection.check_constraints()
        # The planner still believes what it last knew of these tables: nothing, or a world that was undone.
        connection.cursor().execute("ANALYZE")
        yield made
        transaction.set_rollback(True)
