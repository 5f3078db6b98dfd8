"""One inspection from the programme year to the local area's download, only through what people see and click."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from agencies.models import LocalArea
from reports.demonstration.people import make_people
from tests import services as beside
from tests.browser.acting import Opens
from tests.browser.company import Company
from tests.browser.inspecting import assemble_the_team, moderate, plan, prepare, record
from tests.browser.reporting import (
    answer,
    check_the_facts,
    draft_and_review,
    publish,
    read_the_letter,
    read_under_embargo,
    sign,
)

pytestmark = [pytest.mark.django_db, pytest.mark.browser, pytest.mark.worker, pytest.mark.slow]


@pytest.fixture(scope="module")
def people(rows: None) -> None:  # noqa: ARG001 -- opens the database
    """Reference data and invented people; no programme year, no inspection."""
    call_command("load_reference", demonstration=True, verbosity=0, stdout=io.StringIO())
    make_people(list(LocalArea.objects.filter(demonstration=True).order_by("code")))


@pytest.fixture(autouse=True)
def _demonstration(settings: Any) -> None:
    """As bin/run sets it where invented people are loaded."""
    settings.DEMONSTRATION = True


@pytest.fixture
def worker(people: None, tmp_path: Path) -> Iterator[beside.Services]:  # noqa: ARG001 -- rows for the worker
    """A real broker and a real worker."""
    with beside.services(tmp_path) as running:
        running.start_worker(processes=1)
        yield running


def test_from_the_programme_year_to_the_download(opens: Opens, worker: beside.Services, tmp_path: Path) -> None:
    company = Company(opens)
    plan(company)
    assemble_the_team(company)
    prepare(company)
    record(company)
    moderate(company)
    draft_and_review(company)
    check_the_facts(company)
    sign(company)
    embargoed = read_under_embargo(company)
    published = publish(company)
    assert published == embargoed
    read_the_letter(published, tmp_path)
    answer(company)
    assert "Traceback" not in worker.said()
