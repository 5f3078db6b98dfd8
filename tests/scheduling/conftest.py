"""What tests of the year share: its days, its people, six local areas, a plan that asks about them, and the programme lead who reads it."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from agencies.loading import load_bank_holidays
from agencies.models import LocalArea
from scheduling.models import Plan
from tests.scheduling import planning
from tests.walk import Cast, cast


@pytest.fixture
def before_the_year() -> Iterator[None]:
    """A month before the year begins."""
    with time_machine.travel(planning.TODAY):
        yield


@pytest.fixture
def spring() -> Iterator[None]:
    """The year has just begun: the weeks of these tests are to come, whenever they run."""
    with time_machine.travel(planning.SPRING):
        yield


@pytest.fixture
def play() -> Cast:
    """Everybody, and the year is open."""
    planning.year_to_plan()
    return cast()


@pytest.fixture
def areas() -> list[LocalArea]:
    load_bank_holidays()
    planning.people()
    return planning.areas(6)


@pytest.fixture
def lead() -> User:
    return cast().programme_lead


@pytest.fixture
def there(client: Client, lead: User) -> Client:
    """A browser of Ofsted's programme lead."""
    client.force_login(lead)
    return client


@pytest.fixture
def cqc(client: Client) -> Client:
    """A browser of CQC's programme lead."""
    client.force_login(cast().cqc_programme_lead)
    return client


@pytest.fixture
def plan(areas: list[LocalArea]) -> Plan:  # noqa: ARG001 -- it asks about them
    return planning.plan()
