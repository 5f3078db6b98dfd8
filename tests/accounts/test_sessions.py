"""Sessions end on the server: after eight hours, after half an hour, for pages and for the API."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.proof import seconds_left
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def start():
    """Some moment, in which time stands still."""
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


def wait(start, minutes):
    start.shift(timedelta(minutes=minutes))


def is_open(client):
    return (client.get("/account/").status_code, client.get("/api/v1/me/").status_code) == (200, 200)


def is_over(client):
    return (client.get("/account/").status_code, client.get("/api/v1/me/").status_code) == (302, 401)


def test_half_an_hour_without_a_request_ends_it_everywhere(client, person, start):
    client.force_login(person)
    wait(start, 29)
    assert is_open(client)
    wait(start, 31)
    assert client.get("/api/v1/me/").status_code == 401
    assert is_over(client)
    assert Session.objects.count() == 0


def test_eight_hours_end_it_however_busy_one_is(client, person, start):
    client.force_login(person)
    for _quarter in range(31):
        wait(start, 15)
        assert is_open(client)
    wait(start, 16)
    assert is_over(client)


def test_a_session_without_clocks_is_over(client, person):
    client.force_login(person)
    session = client.session
    del session["sign_in_began"]
    session.save()
    assert is_over(client)


def test_it_is_written_down_once_a_minute_at_most(client, person, start, django_assert_num_queries):
    client.force_login(person)
    with django_assert_num_queries(3):  # session, person, roles
        client.get("/api/v1/me/")
    wait(start, 2)
    with django_assert_num_queries(6):  # and the session's row, in a transaction
        client.get("/api/v1/me/")
    with django_assert_num_queries(3):
        client.get("/api/v1/me/")


def test_it_is_extended_when_somebody_says_so_but_not_past_eight_hours(client, person, start):
    client.force_login(person)
    wait(start, 26)
    assert client.post("/session/").json() == {"seconds": 1800}
    wait(start, 29)
    assert is_open(client)
    for _half in range(16):
        client.get("/account/")
        wait(start, 25)
    assert seconds_left(client.session) == 5 * 60
    assert client.post("/session/").json() == {"seconds": 25 * 60}
    wait(start, 26)
    assert client.post("/session/").status_code == 302


def test_the_warning_stands_on_pages_of_the_signed_in_only(client, person):
    assert "session-timeout" not in client.get("/sign-in/").content.decode()
    client.force_login(person)
    page = client.get("/account/").content.decode()
    assert 'data-warning="300"' in page
    assert 'data-extend="/session/"' in page


def test_the_empty_view_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/healthz")
