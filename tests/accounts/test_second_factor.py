"""Second factors: who needs one, setting one up, signing in with it, losing it."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from accounts.commands import remove_factor, use_code
from accounts.models import Token
from accounts.queries import recovery_codes_left
from audit import trail
from jobs.models import Email
from jtai.errors import NotNow
from tests.factories import LocalAreaFactory, MembershipFactory, UserFactory
from tests.factors import SECRET, Passkey, code_now, with_totp
from tests.proven import half_signed_in

pytestmark = pytest.mark.django_db
LED = "/account/second-factor/"


@pytest.fixture
def client():
    return Client(HTTP_HOST="localhost")


@pytest.fixture
def person():
    return MembershipFactory(user__email="ada@example.org").user


def enter(client, person, where=""):
    return client.post("/sign-in/", {"email": person.email, "password": "password", "next": where})


def verbs(person):
    return [event.verb for event in trail.trail_of(f"person:{person.pk}")]


@pytest.mark.parametrize("who", ["inspectorate", "area", "administrator"])
def test_whoever_has_casework_is_led_to_set_one_up_before_anything_opens(client, who):
    person = {
        "inspectorate": lambda: MembershipFactory().user,
        "area": lambda: MembershipFactory(local_area=LocalAreaFactory()).user,
        "administrator": lambda: UserFactory(is_system_administrator=True),
    }[who]()
    assert enter(client, person).url == "/"
    for path in ("/", "/account/", "/inspections/", "/account/tokens/new/", "/account/password/", "/components/"):
        assert client.get(path).url.startswith(LED), path
    assert client.post("/account/tokens/new/", {"name": "x", "scope": "read", "days": 1}).url == LED
    answer = client.post("/api/v1/tokens/", {"name": "x", "scope": "read", "days": 1}, content_type="application/json")
    assert (answer.status_code, client.get("/api/v1/me/").status_code, Token.objects.count()) == (403, 403, 0)
    assert "second factor" in answer.json()["detail"]
    assert client.get(LED).status_code == 200


def test_whoever_has_no_casework_is_not_asked(client):
    person = UserFactory()
    enter(client, person)
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize(
    ("demonstration", "marked", "spared"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_only_invented_people_of_a_demonstration_are_spared(client, settings, demonstration, marked, spared):
    settings.DEMONSTRATION = demonstration
    person = MembershipFactory(user__demonstration=marked).user
    enter(client, person)
    assert (client.get("/account/").status_code == 200) is spared
    assert ("not asked for a second factor" in client.get(LED).content.decode()) is spared


def set_up(client, where="/account/"):
    page = client.get(f"/account/second-factor/app/?next={where}").content.decode()
    setup = re.search(r'name="setup" value="([^"]+)"', page)[1]
    secret = re.search(r'id="totp-secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    assert "data:image/svg+xml;base64," in page
    return setup, secret


def test_an_app_is_set_up_and_the_codes_are_shown_once(client, person):
    enter(client, person)
    setup, secret = set_up(client)
    wrong = client.post("/account/second-factor/app/", {"setup": setup, "code": "000000"})
    assert (wrong.status_code, secret in wrong.content.decode().replace(" ", "")) == (422, True)
    answer = client.post("/account/second-factor/app/", {"setup": setup, "code": code_now(secret), "next": "/account/"})
    codes = re.findall(r'<code class="app-code">(\d+)</code>', answer.content.decode())
    assert (answer.status_code, len(codes), answer["Cache-Control"].count("no-store")) == (200, 10, 1)
    assert 'href="/account/"' in answer.content.decode()
    assert client.get("/account/").status_code == 200
    assert verbs(person) == ["factor.add", "person.sign_in"]
    assert Email.objects.filter(to=person.email, subject="Your second factor was changed").count() == 1
    row = Authenticator.objects.get(user=person, type="totp")
    assert secret not in json.dumps(row.data)
    assert codes[0] not in client.get(LED).content.decode()


@pytest.mark.parametrize("typed", ["abcdef", "12345", "1234567", "١٢٣٤٥٦"])
def test_what_is_no_code_is_not_put_down_to_the_clock(client, person, typed):
    enter(client, person)
    setup, secret = set_up(client)
    page = client.post("/account/second-factor/app/", {"setup": setup, "code": typed}).content.decode()
    assert "Enter the 6 numbers your app shows" in page
    assert "clock" not in page
    code = code_now(secret)
    assert client.post("/account/second-factor/app/", {"setup": setup, "code": f" {code[:3]} {code[3:]}"}).status_code == 200


def test_a_secret_of_somebody_else_is_not_taken(client, person):
    enter(client, person)
    setup, secret = set_up(client)
    other = Client(HTTP_HOST="localhost")
    enter(other, MembershipFactory().user)
    assert other.post("/account/second-factor/app/", {"setup": setup, "code": code_now(secret)}).status_code == 422


def test_one_signs_in_with_password_and_code_and_the_key_of_the_session_changes(client, person):
    with_totp(person)
    answer = enter(client, person, "/local-areas/")
    assert answer.url == "/sign-in/code/"
    assert client.get("/account/").status_code == 302
    before = client.session.session_key
    assert client.post("/sign-in/code/", {"code": "000000"}).status_code == 422
    done = client.post("/sign-in/code/", {"code": code_now()})
    assert (done.status_code, done.url) == (302, "/local-areas/")
    assert client.session.session_key != before
    assert client.get("/account/").status_code == 200
    assert trail.trail_of(f"person:{person.pk}").first().words.data["ways"] == ["password", "totp"]


def test_a_code_opens_once(person):
    with_totp(person)
    code = code_now()
    assert use_code(person, code) is not None
    assert use_code(person, code) is None
    assert use_code(person, code_now(later=-1)) is None
    assert use_code(person, code_now(later=1)) is not None


def test_a_recovery_code_opens_once(client, person):
    code = with_totp(person)[3]
    enter(client, person)
    assert client.post("/sign-in/code/", {"code": code}).url == "/"
    assert recovery_codes_left(person) == 9
    client.post("/sign-out/")
    enter(client, person)
    assert client.post("/sign-in/code/", {"code": code}).status_code == 422


def test_the_code_is_asked_only_after_the_password(client, person):
    with_totp(person)
    assert client.get("/sign-in/code/").url == "/sign-in/"
    assert client.post("/sign-in/code/", {"code": code_now()}).url == "/sign-in/"
    assert client.post("/sign-in/passkey/").status_code == 403


def options(client, **body):
    return client.post("/sign-in/passkey/", body).json()


def test_a_passkey_is_set_up_and_signs_in(client, person):
    enter(client, person)
    key = Passkey()
    page = "/account/second-factor/passkey/"
    made = key.registers(options(client, **{"for": "add"}))
    answer = client.post(page, {"name": "blue key", "credential": json.dumps(made)})
    assert (answer.status_code, client.get("/account/").status_code) == (200, 200)
    assert "blue key" in client.get(LED).content.decode()

    client.post("/sign-out/")
    assert enter(client, person).url == "/sign-in/code/"
    asked = options(client)
    forged = Passkey(credential=key.credential).answers(asked)
    assert client.post("/sign-in/code/", {"credential": json.dumps(forged)}).status_code == 422
    elsewhere = Passkey(origin="https://evil.example", key=key.key, credential=key.credential).answers(options(client))
    assert client.post("/sign-in/code/", {"credential": json.dumps(elsewhere)}).status_code == 422
    right = key.answers(options(client))
    assert client.post("/sign-in/code/", {"credential": json.dumps(right)}).url == "/"
    assert client.get("/account/").status_code == 200
    client.post("/sign-out/")
    enter(client, person)
    options(client)
    assert client.post("/sign-in/code/", {"credential": json.dumps(right)}).status_code == 422, "an answer opens once"


@pytest.mark.parametrize(
    "sent", ["", "null", "[]", "{}", '{"id": 1}', '{"id":"x","rawId":"x","response":{},"type":"public-key"}']
)
def test_what_is_no_passkey_is_refused_with_a_sentence(client, person, sent):
    with_totp(person)
    enter(client, person)
    answer = client.post("/sign-in/code/", {"credential": sent})
    assert (answer.status_code, "There is a problem" in answer.content.decode()) == (422, True)


def test_the_last_factor_stays_with_whoever_needs_one(person):
    with_totp(person)
    only = Authenticator.objects.get(user=person, type="totp")
    with pytest.raises(NotNow, match="Add another one first"):
        remove_factor(only, needed=True, by=person)
    remove_factor(only, needed=False, by=person)
    assert Authenticator.objects.filter(user=person).count() == 0
    assert verbs(person)[0] == "factor.remove"


def test_a_password_alone_cannot_add_a_factor_beside_the_one_there_is(client, person):
    with_totp(person)
    half_signed_in(client, person)
    assert client.get("/account/").url.startswith(LED)
    assert client.get("/account/second-factor/app/").url == "/sign-in/"
    assert client.get("/account/").url.startswith("/sign-in/")


def test_new_recovery_codes_end_the_old_ones(client, person):
    old = with_totp(person)
    client.force_login(person)
    page = client.post("/account/second-factor/codes/").content.decode()
    assert (old[0] in page, use_code(person, old[0])) == (False, None)
    assert verbs(person)[0] == "factor.new_recovery_codes"


def test_the_check_costs_no_query(client, person, django_assert_num_queries):
    client.force_login(person)
    with django_assert_num_queries(3):  # session, person with membership, roles
        client.get(reverse("api_me"))
    half_signed_in(client, person)
    with django_assert_num_queries(2):
        client.get("/account/")


@pytest.mark.parametrize("path", ["/account/tokens/new/", "/account/password/", "/account/second-factor/app/"])
def test_who_one_is_is_asked_again_when_that_is_long_ago(client, person, path):
    client.force_login(person)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 16 * 60
    session.save()
    assert client.get(path).url == f"/account/confirm/?next={path.replace('/', '%2F')}"
    made = client.post("/api/v1/tokens/", {"name": "x", "scope": "read", "days": 1}, content_type="application/json")
    assert (made.status_code, "Confirm who you are" in made.json()["detail"]) == (403, True)
    assert client.post("/account/confirm/", {"password": "wrong", "next": path}).status_code == 422
    assert client.post("/account/confirm/", {"password": "password", "next": path}).url == path
    assert client.get(path).status_code == 200


def test_what_was_sent_before_confirming_goes_on_after_it(client, person):
    with_totp(person)
    client.force_login(person)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 16 * 60
    session.save()
    where = client.post("/account/tokens/new/", {"name": "Sheet", "scope": "read", "days": "30"}).url
    answer = client.post(where, {"code": code_now(), "next": "/account/tokens/new/"})
    assert (answer.status_code, "jtai_" in answer.content.decode(), Token.objects.get().name) == (200, True, "Sheet")


def test_secrets_of_factors_need_the_key_of_the_service(person, settings):
    with_totp(person)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", ["x", settings.SECRET_KEY]
    assert use_code(person, code_now()) is not None
    settings.SECRET_KEY_FALLBACKS = []
    assert use_code(person, code_now(later=1)) is None
    assert SECRET not in str(Authenticator.objects.filter(user=person).values())
