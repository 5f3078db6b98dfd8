"""A server on the test's own database, and people with browsers of their own."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from agencies.queries import forget_holidays
from tests.browser.acting import PATIENCE, Opens, Person, pictures
from tests.browser.sweeping import Gallery

PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(scope="session")
def address(django_db_setup: None) -> Iterator[str]:  # noqa: ARG001 -- the server stops before its database goes
    """Where the site answers: its own threads, its own connections, static files from their sources."""
    Path(django_settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    with override_settings(STORAGES={**django_settings.STORAGES, "staticfiles": PLAIN}):
        server = LiveServer("localhost")
        yield server.url
        server.stop()


@pytest.fixture(scope="module")
def rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:  # noqa: ARG001 -- makes the database
    """Rows that stand for a whole module, seen by the server; all are gone after it."""
    with django_db_blocker.unblock():
        assert connection.settings_dict["NAME"].startswith("test_"), "never empty a database that is not a test's"
        forget_holidays()
        yield
        call_command("flush", verbosity=0, interactive=False)
        forget_holidays()


@pytest.fixture
def _django_db_helper(rows: None) -> None:
    """What the mark django_db does in this folder: no transaction around a test, since the server could not look into it.

    The mark stays on every test all the same: it is by them that pytest-django sees that a test database is wanted.
    """


@pytest.fixture
def opens(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Opens]:
    """Gives somebody a browser: `opens()`; `opens(java_script_enabled=False)`. What went wrong in any fails the test."""
    people: list[Person] = []
    folder = pictures()
    with ExitStack() as stack:

        def open_one(**options: Any) -> Person:
            context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}, **options)
            context.set_default_timeout(PATIENCE)
            person = Person(context, folder / re.sub(r"\W+", "-", request.node.name) if folder else None)
            stack.callback(person.leaves)
            people.append(person)
            return person

        yield open_one
    assert [fault for person in people for fault in person.faults] == []


@pytest.fixture(scope="module")
def gallery(browser: Browser, address: str) -> Iterator[Gallery]:
    """Everybody's browser."""
    kept = Gallery(browser, address)
    yield kept
    kept.close()


@pytest.fixture
def photograph(request: pytest.FixtureRequest) -> Callable[[Page], None] | None:
    """Into the folder of photographs, if any are wanted."""
    folder = pictures()
    if folder is None:
        return None

    def take(page: Page) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"\W+", "-", f"{request.node.name} {page.title()}")
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)

    return take
