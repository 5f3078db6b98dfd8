"""Too many wrong passwords or codes: nobody can guess, and nobody learns who has an account."""

import logging
from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth.tokens import default_token_generator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.commands import send_password_link
from audit import trail
from jobs.models import Email
from tests.factories import MembershipFactory, UserFactory
from tests.factors import code_now, with_totp

pytestmark = pytest.mark.django_db
LOCKED = "There were too many wrong passwords or codes for this email address. Wait 15 minutes"
NEW = "three quite random words"


@pytest.fixture
def person():
    return UserFactory(email="ada@example.org")


def enter(client, email="ada@example.org", password=None):
    return client.post("/sign-in/", {"email": email, "password": password or "wrong"})


def guess(client, email="ada@example.org", times=5):
    return [enter(client, email).content.decode() for _time in range(times)]


def say_the_same(one, other):
    return [LOCKED in page for page in one] == [LOCKED in page for page in other]


def test_the_fifth_wrong_password_locks_out_and_says_how_long_whoever_it_is(client, person):
    there, nobody = guess(client), guess(client, "nobody@example.org")
    assert [LOCKED in page for page in there] == [False] * 4 + [True]
    assert say_the_same(there, nobody)
    for email, password in ((person.email, "password"), ("ADA@example.org", "password"), ("nobody@example.org", "x")):
        answer = enter(client, email, password)
        assert (answer.status_code, LOCKED in answer.content.decode()) == (422, True)


def test_the_person_is_told_once_and_the_trail_says_so(client, person):
    guess(client, times=9)
    guess(client, "nobody@example.org", times=9)
    assert list(Email.objects.values_list("to", "subject")) == [(person.email, "Wrong passwords for your account")]
    assert [event.verb for event in trail.trail_of(f"person:{person.pk}")] == ["person.lock_out"]


def test_it_ends_by_itself(client, person):
    guess(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert enter(client, person.email, "password").status_code == 302


@pytest.mark.usefixtures("person")
def test_from_elsewhere_one_can_sign_in(client):
    guess(client)
    assert (
        Client(REMOTE_ADDR="10.1.2.3").post("/sign-in/", {"email": "ada@example.org", "password": "password"}).status_code
        == 302
    )


def test_no_other_way_in_is_open_meanwhile(client, person):
    guess(client)
    answer = client.post("/api/v1/session/", {"email": person.email, "password": "password"}, content_type="application/json")
    assert (answer.status_code, LOCKED in answer.content.decode()) == (400, True)


@pytest.mark.usefixtures("person")
def test_the_operation_of_the_api_counts_too(client):
    for _time in range(5):
        client.post("/api/v1/session/", {"email": "Ada@example.org", "password": "x"}, content_type="application/json")
    assert LOCKED in enter(client, password="password").content.decode()
    assert Email.objects.count() == 1


def test_wrong_codes_count_too(client):
    person = MembershipFactory(user__email="ada@example.org").user
    with_totp(person)
    enter(client, password="password")
    pages = [client.post("/sign-in/code/", {"code": "000000"}).content.decode() for _time in range(5)]
    assert [LOCKED in page for page in pages] == [False] * 4 + [True]
    assert LOCKED in client.post("/sign-in/code/", {"code": code_now()}).content.decode()
    assert LOCKED in enter(client, password="password").content.decode()


def test_the_right_password_between_does_not_begin_the_count_anew(client):
    with_totp(MembershipFactory(user__email="ada@example.org").user)
    guess(client, times=4)
    enter(client, password="password")
    assert LOCKED in enter(Client()).content.decode()


def link_for(person):
    return f"/sign-in/password/{urlsafe_base64_encode(force_bytes(person.pk))}/{default_token_generator.make_token(person)}/"


def test_a_new_password_by_e_mail_ends_it_and_every_session(client, person):
    other = Client()
    other.force_login(person)
    guess(client)
    link = link_for(person)
    for weak in ("short", "password1234", "ada@example.org"):
        assert client.post(link, {"password": weak}).status_code == 422
    assert client.post(link, {"password": NEW}).url == "/sign-in/"
    assert enter(client, person.email, NEW).status_code == 302
    assert other.get("/account/").status_code == 302
    assert client.get(link).status_code == 410, "a link works once"
    assert "person.reset_password" in [event.verb for event in trail.trail_of(f"person:{person.pk}")]


def test_a_new_password_does_not_spare_the_second_factor(client):
    person = MembershipFactory(user__email="ada@example.org").user
    with_totp(person)
    client.post(link_for(person), {"password": NEW})
    assert enter(client, password=NEW).url == "/sign-in/code/"


def test_asking_for_a_link_says_the_same_whoever_it_is_and_only_a_person_gets_one(client, person):
    closed = UserFactory(is_active=False)
    pages = []
    for email in (person.email, "nobody@example.org", closed.email):
        answer = client.post("/sign-in/password/", {"email": email})
        pages.append((answer.status_code, answer.content.decode().replace(email, "")))
    assert len({(status, page.split("<main")[1].split("</main")[0]) for status, page in pages}) == 1
    [mail] = Email.objects.all()
    assert mail.to == person.email
    path = (
        mail.body.split("http://localhost:8000")[1].split()[0]
        if "localhost:8000" in mail.body
        else mail.body.split("/sign-in")[1]
    )
    assert "/sign-in/password/" in mail.body
    assert client.get("/sign-in" + path.split("/sign-in")[-1]).status_code == 200


def test_an_old_link_opens_nothing(client, person):
    link = link_for(person)
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert client.get(link).status_code == 410
    assert client.get("/sign-in/password/zz/x-y/").status_code == 410


def inserts(address):
    with CaptureQueriesContext(connection) as asked:
        send_password_link(address)
    return [row["sql"].split(" (")[0] for row in asked if row["sql"].startswith("INSERT")]


def test_the_same_is_written_for_an_unknown_address_and_taken_back(person):
    assert inserts(person.email) == inserts("nobody@example.org") != []
    assert Email.objects.count() == 1


def test_a_changed_password_ends_the_other_sessions_only(client, person):
    other = Client()
    for browser in (client, other):
        browser.force_login(person)
    assert client.post("/account/password/", {"password": NEW}).url == "/account/"
    assert (client.get("/account/").status_code, other.get("/account/").status_code) == (200, 302)
    assert [event.verb for event in trail.trail_of(f"person:{person.pk}")] == ["person.change_password"]


def test_the_rules_stand_beside_the_field(client, person):
    client.force_login(person)
    assert "Use 12 characters or more" in client.get("/account/password/").content.decode()


def test_no_secret_is_written_anywhere(client, person, caplog):
    caplog.set_level(logging.DEBUG)
    guess(client, times=2)
    client.post("/sign-in/", {"email": person.email, "password": "hunter2-not-mine", "code": "123123"})
    client.post(link_for(person), {"password": NEW})
    written = caplog.text + str(list(AccessAttempt.objects.values()))
    written += str([event.words.data for event in trail.trail_of(f"person:{person.pk}")]) + str(list(Email.objects.values()))
    assert [word for word in ("hunter2", "123123", NEW) if word in written] == []
