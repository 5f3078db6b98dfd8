"""Whoever has a password and many addresses still guesses no code."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone

from accounts.addresses import client_address
from audit import trail
from jobs.models import Email
from tests.factories import MembershipFactory
from tests.factors import code_now, with_totp

pytestmark = pytest.mark.django_db
TOLD = "Wrong codes for your account"


@pytest.fixture
def person():
    person = MembershipFactory(user__email="ada@example.org").user
    with_totp(person)
    return person


def come(number):
    browser = Client(REMOTE_ADDR=f"10.0.{number}.1")
    browser.post("/sign-in/", {"email": "ada@example.org", "password": "password"})
    return browser


def guess(browser, code="000000"):
    return browser.post("/sign-in/code/", {"code": code})


def test_wrong_codes_count_over_all_addresses(person):
    for number in range(9):
        assert guess(come(number)).status_code == 422
    assert Email.objects.filter(subject=TOLD).count() == 0
    last = come(9)
    guess(last)
    assert list(Email.objects.filter(subject=TOLD).values_list("to", flat=True)) == [person.email]
    assert guess(last).url == "/sign-in/", "the password is asked again"
    refused = guess(come(10), code_now())
    assert (refused.status_code, "too many wrong" in refused.content.decode()) == (422, True)
    guess(come(11))
    assert Email.objects.filter(subject=TOLD).count() == 1
    verbs = [event.verb for event in trail.trail_of(f"person:{person.pk}")]
    assert verbs.count("person.wrong_code") == 10
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert guess(come(12), code_now()).url == "/"


@pytest.mark.parametrize(
    ("seen", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:4711", "192.0.2.7"),
        ("unknown", "10.0.0.1"),
    ],
)
def test_one_connection_is_one_address_and_what_is_no_address_is_not_believed(seen, counted):
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=f"203.0.113.1, {seen}")
    with override_settings(BEHIND_PROXY=True):
        assert client_address(request) == counted
    assert client_address(request) == "10.0.0.1"
