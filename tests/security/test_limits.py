"""Nobody asks too often; whoever does is told when to come back; without Redis everybody goes on."""

import secrets
import socket
from ipaddress import IPv6Address
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.addresses import client_address
from jtai import limits
from jtai.counted import RATE_LIMITED
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def low(settings):
    """Two in an hour, in a count of this test's own."""
    settings.RATE_LIMIT_TIMES = 1
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, (2, 86_400 + secrets.randbelow(10**6)))
    limits._Counter.client, limits._Counter.quiet_until = None, 0.0
    return settings


def some_address() -> str:
    return str(IPv6Address(uuid4().int))


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
    assert (limits.address_of(request), client_address(request)) == (seen, seen)


@pytest.mark.parametrize(
    ("written", "line", "seen"),
    [
        ("10.0.0.7:41234", "10.0.0.1", "10.0.0.7"),
        ("[2001:db8:1:2:3:4:5:6]:41234", "10.0.0.1", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "10.0.0.1", "2001:db8:1:2::"),
        ("::ffff:10.0.0.7", "10.0.0.1", "10.0.0.7"),
        ("fe80::1%eth0", "10.0.0.1", "fe80::"),
        ("unknown", "10.0.0.1", "10.0.0.1"),
        ("10.0.0.7, ", "10.0.0.1", "10.0.0.1"),
        ("[", "", str(limits.UNKNOWN)),
        ("", "", str(limits.UNKNOWN)),
        ("", "2001:db8:1:2:3::", "2001:db8:1:2::"),
    ],
)
def test_what_is_counted_is_an_address_and_of_ipv6_the_network(settings, written: str, line: str, seen: str) -> None:
    settings.BEHIND_PROXY = True
    request = RequestFactory().get("/", headers={"X-Forwarded-For": written}, REMOTE_ADDR=line)
    assert (limits.address_of(request), client_address(request)) == (seen, seen)


@pytest.mark.usefixtures("low")
def test_another_address_of_the_same_ipv6_network_does_not_begin_anew(client: Client) -> None:
    network = uuid4().int >> 64 << 64
    addresses = [str(IPv6Address(network + host)) for host in (1, 2, 2**63)]
    assert [client.get(reverse("published_reports"), REMOTE_ADDR=each).status_code for each in addresses] == [200, 200, 429]


def test_a_proxy_that_writes_ports_down_makes_no_fault_of_a_wrong_password(settings, client: Client) -> None:
    settings.BEHIND_PROXY = True
    wrong = {"email": UserFactory().email, "password": "not this one"}
    for written in ("10.0.0.7:41234", "unknown"):
        assert client.post(reverse("sign_in"), wrong, headers={"X-Forwarded-For": written}).status_code == 422


COUNTED_AS = {
    "api_session": "sign_in", "account_reauthenticate": "sign_in", "mfa_authenticate": "sign_in", "password_forgotten": "sign_in",
    "invite": "letters", "invitation_send": "letters", "recovery_ask": "letters",
    "api_invitations": "letters", "api_invitation_send": "letters", "api_recovery_ask": "letters",
}  # fmt: skip


@pytest.mark.parametrize("name", COUNTED_AS)
def test_what_can_be_guessed_at_or_sends_e_mails_is_counted_when_it_is_sent(name: str) -> None:
    path = "/api/v1/x/" if name.startswith("api_") else "/x/"
    assert limits.scope_of(RequestFactory().post(path), name) == COUNTED_AS[name]
    assert limits.scope_of(RequestFactory().get(path), name) == ("api" if name.startswith("api_") else "")


@pytest.mark.usefixtures("low")
def test_signing_in_to_the_api_is_counted_as_signing_in(client: Client) -> None:
    where, wrong = some_address(), {"email": "a@b.example", "password": "x"}
    pages = [client.post(reverse("sign_in"), wrong, REMOTE_ADDR=where).status_code for _time in range(2)]
    answer = client.post(reverse("api_session"), wrong, content_type="application/json", REMOTE_ADDR=where)
    assert (pages, answer.status_code) == ([422, 422], 429)


def test_an_ordinary_page_is_not_counted_and_every_name_is_an_address() -> None:
    from tests.test_doors import ADDRESSES  # noqa: PLC0415 -- the table of all addresses

    names = {str(address.name) for address in ADDRESSES}
    assert set(RATE_LIMITED) - names == set()
    request = RequestFactory().post("/")
    assert [limits.scope_of(request, name) for name in ("note_edit", "home", "inspection")] == ["", "", ""]
