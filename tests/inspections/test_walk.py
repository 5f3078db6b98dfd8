"""The walker reaches every state up to moderation."""

import pytest

from inspections.workflow import MAIN_LINE, Status
from tests.walk import inspection_at, ready_to_draft

pytestmark = pytest.mark.django_db
REACHED = [*MAIN_LINE[:5], Status.DEFERRED, Status.PAUSED, Status.CANCELLED]


@pytest.mark.parametrize("status", REACHED)
def test_an_inspection_gets_there(status):
    assert inspection_at(status).status == status


def test_moderation_can_be_finished():
    inspection = ready_to_draft(inspection_at("moderation"))
    assert {finding.agreements.count() for finding in inspection.findings.all()} == {4}
