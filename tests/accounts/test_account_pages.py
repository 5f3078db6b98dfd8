"""Signing in and out, the account page, and tokens on it."""

import re

import pytest

from accounts.demonstration import PASSWORD
from accounts.models import Token
from accounts.tokens import digest_of
from agencies.models import RoleKind
from audit import trail
from tests.factories import MembershipFactory, RoleFactory, UserFactory

pytestmark = pytest.mark.django_db
WRONG = "Enter the email address and password of your account. One of them is not right."


@pytest.fixture
def person():
    return UserFactory(email="Ada@Example.org", name="Ada Example")


@pytest.fixture
def signed_in(client, person):
    client.force_login(person)
    return client


def test_a_person_signs_in_whatever_the_case_of_the_address(client, person):
    answer = client.post("/sign-in/", {"email": "ada@example.ORG", "password": "password"})
    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/account/").status_code == 200
    assert [event.verb for event in trail.trail_of(f"person:{person.pk}")] == ["person.sign_in"]


@pytest.mark.usefixtures("person")
def test_every_way_of_being_wrong_says_the_same(client):
    UserFactory(email="gone@example.org", is_active=False)
    answers = [
        client.post("/sign-in/", {"email": email, "password": password})
        for email, password in (
            ("ada@example.org", "wrong"),
            ("nobody@example.org", "password"),
            ("gone@example.org", "password"),
        )
    ]
    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert [WRONG in answer.content.decode() for answer in answers] == [True, True, True]
    assert ["<title>Error: Sign in" in answer.content.decode() for answer in answers] == [True, True, True]


@pytest.mark.parametrize(
    ("email", "password", "sentence"),
    [
        ("", "password", "Enter your email address"),
        ("ada@example.org", "", "Enter your password"),
        ("ada", "password", "Enter an email address in the correct format"),
        ("a" * 250 + "@example.org", "password", "at most 254 characters"),
        ("ada@example.org", "p" * 1001, "at most 1,000 characters"),
        ("ada@example.org\x00", "password", "hidden character"),
        ("ada@example.org", "pass\x00word", "hidden character"),
    ],
)
@pytest.mark.usefixtures("person")
def test_what_cannot_be_used_is_said_in_a_sentence(client, email, password, sentence):
    answer = client.post("/sign-in/", {"email": email, "password": password})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/local-areas/?page=2", "/local-areas/?page=2"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/\\evil.example", "/"),
        ("", "/"),
    ],
)
@pytest.mark.usefixtures("person")
def test_one_goes_on_to_a_page_of_ours_and_nowhere_else(client, wanted, reached):
    answer = client.post("/sign-in/", {"email": "ada@example.org", "password": "password", "next": wanted})
    assert (answer.status_code, answer.url) == (302, reached)


def test_a_closed_page_leads_to_the_door_and_back(client, person):
    answer = client.get("/account/")
    assert (answer.status_code, answer.url) == (302, "/sign-in/?next=/account/")
    page = client.get(answer.url)
    assert '<input type="hidden" name="next" value="/account/">' in page.content.decode()
    client.force_login(person)
    assert client.get(answer.url).url == "/account/"


def test_signing_out_ends_the_session_and_can_be_pressed_twice(signed_in):
    for _time in range(2):
        answer = signed_in.post("/sign-out/")
        assert (answer.status_code, answer.url) == (302, "/sign-in/")
    assert signed_in.get("/account/").status_code == 302
    assert signed_in.get("/sign-out/").status_code == 405


def test_the_door_of_a_demonstration_lists_its_people(client, settings):
    lead = MembershipFactory(inspectorate__code="ofsted", user__demonstration=True)
    RoleFactory(user=lead.user, kind=RoleKind.PROGRAMME_LEAD)
    real = MembershipFactory(inspectorate__code="ofsted")
    RoleFactory(user=real.user, kind=RoleKind.PROGRAMME_LEAD)
    assert PASSWORD not in client.get("/sign-in/").content.decode()

    settings.DEMONSTRATION = True
    page = client.get("/sign-in/").content.decode()

    assert [words in page for words in (PASSWORD, "Programme lead, Ofsted", lead.user.email)] == [True] * 3
    assert real.user.email not in page


def test_the_account_page_says_who_one_is(signed_in, person):
    MembershipFactory(user=person, inspectorate__short_name="CQC", job_title="Inspector of health")
    RoleFactory(user=person, kind=RoleKind.SIGNATORY, title="Director of safeguarding")
    page = signed_in.get("/account/").content.decode()
    for words in ("Ada Example", "CQC", "Inspector of health", "Signatory", "Director of safeguarding", "You have no tokens."):
        assert words in page


def test_a_token_is_shown_once_and_kept_as_a_digest(signed_in, person):
    answer = signed_in.post("/account/tokens/new/", {"name": "Sheet", "scope": "read", "days": "30"})
    [secret] = set(re.findall(r"jtai_[A-Za-z0-9_-]+", answer.content.decode()))
    token = Token.objects.get(user=person)

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert (token.digest, token.ending) == (digest_of(secret), secret[-4:])
    assert (token.expires_at - token.created_at).days in {29, 30}
    page = signed_in.get("/account/").content.decode()
    assert secret not in page
    assert "Sheet" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"scope": "read", "days": "30"}, "Enter a name for the token"),
        ({"name": "Sheet", "days": "30"}, "Select what the token may do"),
        ({"name": "Sheet", "scope": "admin", "days": "30"}, "Select what may it do"),
        ({"name": "Sheet", "scope": "read", "days": "366"}, "365 or less"),
        ({"name": "Sheet", "scope": "read", "days": "0"}, "1 or more"),
        ({"name": "x" * 81, "scope": "read", "days": "30"}, "at most 80 characters"),
    ],
)
def test_a_token_with_a_mistake_is_not_made_and_nothing_typed_is_lost(signed_in, typed, sentence):
    answer = signed_in.post("/account/tokens/new/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence.lower() in page.lower() or "from the list" in page
    assert Token.objects.count() == 0
    if "name" in typed:
        assert typed["name"] in page


def test_a_token_is_revoked_by_its_owner_only(signed_in, person):
    signed_in.post("/account/tokens/new/", {"name": "Sheet", "scope": "read", "days": "30"})
    token = Token.objects.get()
    stranger = UserFactory()

    signed_in.force_login(stranger)
    assert signed_in.post(f"/account/tokens/{token.pk}/revoke/").status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None

    signed_in.force_login(person)
    assert signed_in.post(f"/account/tokens/{token.pk}/revoke/").url == "/account/"
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert [event.verb for event in trail.trail_of(f"person:{person.pk}")] == ["token.revoke", "token.create"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_account_page_costs_the_same_for_one_token_as_for_three(client, django_assert_num_queries, count):
    person = MembershipFactory().user
    client.force_login(person)
    for number in range(count):
        client.post("/account/tokens/new/", {"name": f"Sheet {number}", "scope": "read", "days": "30"})
        RoleFactory(user=person, kind=[RoleKind.SIGNATORY, RoleKind.QUALITY, RoleKind.ANALYST][number])
    with django_assert_num_queries(ACCOUNT_QUERIES):
        client.get("/account/")


ACCOUNT_QUERIES = 5  # session, person with membership, roles, when interests were looked through, tokens
