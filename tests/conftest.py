"""What every test may use."""

from collections.abc import Iterator

import pytest
from django.conf import settings as settings_of_django
from django.db import transaction
from django.test import override_settings
from hypothesis import settings

from agencies.queries import forget_holidays
from inspections.queries import forget_framework_choices
from tests import proven
from tests.audit.guards import let_tests_empty_tables
from tests.chromium import browser
from tests.doors.world import World, furnished

__all__ = ["browser"]  # a fixture of every folder that opens pages

# A slow moment of a shared machine is no failure; what is wrong stays wrong however long it took.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
proven.start()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files with slow tests come first: two processes that share the files then end together."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:  # noqa: ARG001 -- it makes the database
    """Tests with real transactions are undone by emptying all tables, which the trail's own refuse."""
    with django_db_blocker.unblock():
        let_tests_empty_tables()


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_found_when_asked_for() -> Iterator[None]:
    """Else each new client lists all of them first, which took longer than most requests."""
    with override_settings(WHITENOISE_AUTOREFRESH=True):
        yield


def _forget() -> None:
    forget_holidays()
    forget_framework_choices()


@pytest.fixture(autouse=True)
def _nothing_kept_of_another_world() -> Iterator[None]:
    """A process keeps bank holidays and strands for a minute; a test's own must not reach the next one.

    Keys do come again: a module with a server empties the tables at its end, and counts from 1 anew.
    """
    _forget()
    yield
    _forget()


@pytest.fixture(scope="module")
def world(
    request: pytest.FixtureRequest,
    django_db_setup: None,  # noqa: ARG001 -- makes the database
    django_db_blocker: object,
) -> Iterator[World]:
    """The world of the door matrix, for a whole module; with its reports for one that says REPORTS = True."""
    # On a slow machine a matrix takes longer than a sign-in counts as fresh; tests/accounts has what happens then.
    fresh = override_settings(ACCOUNT_REAUTHENTICATION_TIMEOUT=settings_of_django.SESSION_LONGEST_SECONDS)
    with fresh, furnished(django_db_blocker, reports=getattr(request.module, "REPORTS", False)) as made:
        yield made


@pytest.fixture
def there(world: World) -> Iterator[World]:
    """The same for one test, which may change it."""
    with transaction.atomic():
        yield world
        transaction.set_rollback(True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests have counted: cases of the search for leaks, bad requests, operations that were reached."""
    for report in terminalreporter.getreports("passed"):
        for name, said in report.user_properties:
            if name == "counted":
                terminalreporter.write_line(f"{report.nodeid}: {said}")
