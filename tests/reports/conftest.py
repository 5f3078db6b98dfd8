"""What tests of reports share."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from tests import walk_reports


@pytest.fixture(scope="module")
def stages(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:  # noqa: ARG001 -- makes the database
    """The reports that the module's STAGES name, walked there once; each test works in a savepoint of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        try:
            for number, status in enumerate(request.module.STAGES):
                walk_reports.KEPT[status] = walk_reports.report_at(status, year=2100 + number).pk
            connection.check_constraints()  # once, and not at the end of each test
            yield
        finally:
            walk_reports.KEPT.clear()
            transaction.set_rollback(True)
