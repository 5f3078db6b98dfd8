"""Nobody asks too often; whoever does is told when to come back; without Redis everybody goes on."""

import socket
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.test import Client, RequestFactory
from django.urls import reverse

from jtai import limits
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def low(settings):
    """Two in an hour, in a count of this test's own."""
    settings.RATE_LIMIT_TIMES = 1
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, (2, 86400))
    limits._Counter.client, limits._Counter.quiet_until = None, 0.0
    return settings


def some_address() -> str:
    return str(uuid4())


@pytest.mark.usefixtures("low")
def test_the_third_time_a_page_says_when_to_come_back(client: Client) -> None:
    where = some_address()
    answers = [client.get(reverse("published_reports"), REMOTE_ADDR=where) for _time in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2].headers["Retry-After"]) > 0
    assert "too often" in answers[2].content.decode()
    assert "no-store" in answers[2].headers["Cache-Control"]
    assert client.get(reverse("published_reports"), REMOTE_ADDR=some_address()).status_code == 200


@pytest.mark.usefixtures("low")
def test_the_api_answers_with_a_problem(client: Client) -> None:
    where = some_address()
    answers = [client.get(reverse("api_published_reports"), REMOTE_ADDR=where) for _time in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert (answers[2].headers["Content-Type"], answers[2].json()["status"]) == ("application/problem+json", 429)
    assert answers[2].headers["Retry-After"]


@pytest.mark.usefixtures("low")
def test_signing_in_is_counted_when_something_is_sent(client: Client) -> None:
    where, address = some_address(), reverse("sign_in")
    assert [client.get(address, REMOTE_ADDR=where).status_code for _time in range(4)] == [200] * 4
    sent = [client.post(address, {"email": "a@b.example", "password": "x"}, REMOTE_ADDR=where) for _time in range(3)]
    assert sent[2].status_code == 429


@pytest.mark.usefixtures("low")
def test_a_person_is_counted_wherever_they_are() -> None:
    person, other = Client(HTTP_HOST="localhost"), Client(HTTP_HOST="localhost")
    person.force_login(UserFactory())
    other.force_login(UserFactory())
    address = reverse("local_areas")
    assert [person.get(address, REMOTE_ADDR=some_address()).status_code for _time in range(3)] == [200, 200, 429]
    assert other.get(address).status_code == 200


@pytest.mark.usefixtures("low")
def test_a_made_up_session_does_not_begin_anew() -> None:
    where = some_address()
    statuses = []
    for number in range(3):
        client = Client(HTTP_HOST="localhost")
        client.cookies[django_settings.SESSION_COOKIE_NAME] = f"{number}" * 32
        statuses.append(client.get(reverse("published_reports"), REMOTE_ADDR=where).status_code)
    assert statuses == [200, 200, 429]


def test_without_redis_everybody_goes_on_and_the_log_says_so(low, client: Client, caplog) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        low.REDIS_URL = f"redis://127.0.0.1:{closed.getsockname()[1]}/0"
    where = some_address()
    answers = [client.get(reverse("published_reports"), REMOTE_ADDR=where) for _time in range(4)]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert caplog.text.count("Nobody is limited while Redis does not answer") == 1
    limits._Counter.client, limits._Counter.quiet_until = None, 0.0


@pytest.mark.parametrize(("behind", "seen"), [(True, "10.0.0.7"), (False, "127.0.0.1")])
def test_a_forwarded_address_is_believed_only_of_the_proxy(settings, behind: bool, seen: str) -> None:
    settings.BEHIND_PROXY = behind
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "6.6.6.6, 10.0.0.7"})
    assert limits.address_of(request) == seen


def test_an_ordinary_page_is_not_counted_and_every_name_is_an_address() -> None:
    from tests.test_doors import ADDRESSES  # noqa: PLC0415 -- the table of all addresses

    names = {str(address.name) for address in ADDRESSES}
    later = {"account_login", "account_reset_password", "mfa_authenticate"}
    assert set(django_settings.RATE_LIMITED) - later - names == set()
    request = RequestFactory().post("/")
    assert [limits.scope_of(request, name) for name in ("note_edit", "home", "inspection")] == ["", "", ""]
