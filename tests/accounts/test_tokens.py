"""What a token opens over the API, and when it no longer does."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import policies
from accounts.commands import create_token, revoke_token
from accounts.models import Token, User
from jtai.errors import Invalid, NotAllowed, NotNow
from tests.factories import MembershipFactory, UserFactory
from tests.factors import with_totp

pytestmark = pytest.mark.django_db
ME, TOKENS, SESSION = "/api/v1/me/", "/api/v1/tokens/", "/api/v1/session/"


@pytest.fixture
def person():
    return MembershipFactory(user__email="ada@example.org", inspectorate__code="cqc").user


def bearing(secret):
    return {"headers": {"Authorization": f"Bearer {secret}"}}


def detail(answer):
    return (answer.status_code, answer["Content-Type"], answer.json()["detail"])


def test_a_token_stands_for_its_person(client, person):
    _token, secret = create_token(name="sheet", scope="read", days=5, by=person)
    answer = client.get(ME, **bearing(secret))
    assert answer.status_code == 200
    assert (answer.json()["email"], answer.json()["inspectorate"]["code"]) == ("ada@example.org", "cqc")


def test_without_a_token_the_answer_is_401_and_says_how_to_sign_in(client):
    answer = client.get(ME)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="api"')
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("secret", ["jtai_nonsense", "", "é", "a b c", "jtai_" + "x" * 5000])
def test_an_unknown_token_opens_nothing(client, secret):
    answer = client.get(ME, headers={"Authorization": f"Bearer {secret}".encode().decode("latin-1")})
    assert detail(answer) == (401, "application/problem+json", "This token is not known. Make a new one on your account page.")


def test_a_revoked_token_an_expired_one_and_one_of_a_closed_account_open_nothing(client, person):
    revoked, first = create_token(name="revoked", scope="read", days=5, by=person)
    revoke_token(revoked, by=person)
    _expired, second = create_token(name="expired", scope="read", days=1, by=person)
    gone = UserFactory()
    _closed, third = create_token(name="closed", scope="read", days=5, by=gone)
    User.objects.filter(pk=gone.pk).update(is_active=False)

    assert detail(client.get(ME, **bearing(first)))[2].startswith("This token was revoked.")
    assert detail(client.get(ME, **bearing(third)))[2] == "The account of this token is closed."
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1), tick=False):
        answer = client.get(ME, **bearing(second))
    assert detail(answer)[0] == 401
    assert detail(answer)[2].startswith("This token has expired.")


def test_a_read_token_reads_and_changes_nothing(client, person):
    token, secret = create_token(name="sheet", scope="read", days=5, by=person)
    answer = client.delete(f"{TOKENS}{token.pk}/", **bearing(secret))
    assert detail(answer) == (
        403,
        "application/problem+json",
        "This token may only read. Make one that may also change things on your account page.",
    )
    token.refresh_from_db()
    assert token.revoked_at is None
    assert client.get(TOKENS, **bearing(secret)).status_code == 200


def test_a_write_token_changes_things_without_a_csrf_token(person):
    client = pytest.importorskip("django.test").Client(enforce_csrf_checks=True)
    token, secret = create_token(name="robot", scope="write", days=5, by=person)
    assert client.delete(f"{TOKENS}{token.pk}/", **bearing(secret)).status_code == 204
    assert client.get(ME, **bearing(secret)).status_code == 401


def test_a_token_cannot_make_another(client, person):
    _token, secret = create_token(name="robot", scope="write", days=5, by=person)
    body = {"name": "child", "scope": "write", "days": 365}
    answer = client.post(TOKENS, body, content_type="application/json", **bearing(secret))
    assert detail(answer)[::2] == (403, "A token cannot make another token. Sign in with your password.")
    assert Token.objects.count() == 1


def test_tokens_are_made_listed_and_revoked_over_a_session(client, person):
    client.force_login(person)
    made = client.post(TOKENS, {"name": "sheet", "scope": "read", "days": 5}, content_type="application/json")
    assert made.status_code == 201
    secret = made.json()["secret"]
    listed = client.get(TOKENS).json()
    assert listed["count"] == 1
    assert "secret" not in listed["results"][0]
    assert client.get(f"{TOKENS}{made.json()['id']}/").json() == listed["results"][0]
    assert client.delete(f"{TOKENS}{made.json()['id']}/").status_code == 204
    assert client.get(ME, **bearing(secret)).status_code == 401


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": "a\x00b", "scope": "read", "days": 5}, "name"),
        ({"name": "a", "scope": "all", "days": 5}, "scope"),
        ({"name": "a", "scope": "read", "days": 366}, "days"),
        ({"name": "a", "scope": "read", "days": 5, "user": 7}, "user"),
    ],
)
def test_a_body_with_a_mistake_names_its_field(client, person, body, field):
    client.force_login(person)
    answer = client.post(TOKENS, body, content_type="application/json")
    assert answer.status_code == 400
    assert field in [error["field"] for error in answer.json()["errors"]]
    assert Token.objects.count() == 0


def test_other_peoples_tokens_are_not_there(client, person):
    token, _secret = create_token(name="sheet", scope="read", days=5, by=person)
    client.force_login(UserFactory())
    for method in ("get", "delete"):
        assert getattr(client, method)(f"{TOKENS}{token.pk}/").status_code == 404
    assert client.get(TOKENS).json()["count"] == 0
    with pytest.raises(NotAllowed, match="belongs to somebody else"):
        revoke_token(token, by=UserFactory())


def test_use_is_noted_at_most_once_an_hour(client, person, django_assert_num_queries):
    token, secret = create_token(name="sheet", scope="read", days=5, by=person)
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        client.get(TOKENS, **bearing(secret))
    with time_machine.travel(start + timedelta(minutes=59), tick=False), django_assert_num_queries(3):
        # token with person, count, rows: nothing is written
        client.get(TOKENS, **bearing(secret))
    token.refresh_from_db()
    assert token.last_used_at == start
    with time_machine.travel(start + timedelta(minutes=61), tick=False):
        client.get(TOKENS, **bearing(secret))
    token.refresh_from_db()
    assert token.last_used_at == start + timedelta(minutes=61)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_tokens_costs_the_same_for_one_as_for_three(client, person, django_assert_num_queries, count):
    for number in range(count):
        create_token(name=str(number), scope="read", days=5, by=person)
    client.force_login(person)
    with django_assert_num_queries(4):
        assert client.get(TOKENS).json()["count"] == count


def test_nobody_hoards_tokens(person):
    for number in range(policies.MOST_TOKENS):
        create_token(name=str(number), scope="read", days=5, by=person)
    with pytest.raises(NotNow, match="Revoke one"):
        create_token(name="one more", scope="read", days=5, by=person)
    revoke_token(Token.objects.first(), by=person)
    create_token(name="one more", scope="read", days=5, by=person)


@pytest.mark.parametrize(("scope", "days", "field"), [("all", 5, "scope"), ("read", 0, "days"), ("read", 366, "days")])
def test_the_command_refuses_what_no_form_would_send(person, scope, days, field):
    with pytest.raises(Invalid) as refusal:
        create_token(name="sheet", scope=scope, days=days, by=person)
    assert refusal.value.field == field


def test_a_program_signs_in_with_a_password_and_out_again(person):
    person.membership.delete()
    client = pytest.importorskip("django.test").Client(enforce_csrf_checks=True)
    answer = client.post(SESSION, {"email": "ada@example.org", "password": "password"}, content_type="application/json")
    assert (answer.status_code, answer.content) == (204, b"")
    assert {"sessionid", "csrftoken"} <= set(client.cookies)
    assert client.get(ME).json()["email"] == "ada@example.org"

    # A change over a session needs the CSRF token.
    assert client.delete(SESSION).status_code == 403
    header = {"X-CSRFToken": client.cookies["csrftoken"].value}
    assert client.delete(SESSION, headers=header).status_code == 204
    assert client.get(ME).status_code == 401
    assert person.pk is not None


def test_whoever_needs_a_second_factor_or_has_one_is_told_to_use_a_token(client, person):
    body = {"email": "ada@example.org", "password": "password"}
    assert detail(client.post(SESSION, body, content_type="application/json"))[0] == 403
    with_totp(person)
    person.membership.delete()
    status, _kind, words = detail(client.post(SESSION, body, content_type="application/json"))
    assert (status, "personal token" in words) == (403, True)
    assert client.get(ME).status_code == 401


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize(
    "body",
    [
        {"email": "ada@example.org", "password": "wrong"},
        {"email": "nobody@example.org", "password": "password"},
        {"email": "ada", "password": "password"},
        {"email": "ada@example.org", "password": "pass\x00"},
        {"email": "ada@example.org"},
        {"email": "ada@example.org", "password": "password", "remember": True},
        [],
    ],
)
def test_signing_in_wrongly_is_a_400_and_opens_nothing(client, body):
    answer = client.post(SESSION, body, content_type="application/json")
    assert answer.status_code == 400
    assert client.get(ME).status_code == 401


def test_a_form_of_another_site_cannot_sign_anybody_in(client, person):
    answer = client.post(SESSION, {"email": person.email, "password": "password"})
    assert answer.status_code == 415


def test_the_database_keeps_accounts_whole(person):
    token, _secret = create_token(name="sheet", scope="read", days=5, by=person)
    for constraint, rows, change in (
        ("token_scope_is_known", Token.objects.filter(pk=token.pk), {"scope": "all"}),
        ("token_expires_later", Token.objects.filter(pk=token.pk), {"expires_at": token.created_at}),
        ("user_nobody_is_superuser", User.objects.filter(pk=person.pk), {"is_superuser": True}),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError, match="user_email_once_whatever_case"), transaction.atomic():
        UserFactory(email="ADA@example.org")
