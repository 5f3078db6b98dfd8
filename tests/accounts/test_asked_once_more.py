"""What is sent while one has to say once more who one is: kept words stay, and no secret waits in a session."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.commands import keep_sending
from accounts.models import KeptSending
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory(email="ada@example.org")


@pytest.fixture
def browser(person):
    made = Client()
    made.post("/sign-in/", {"email": person.email, "password": "password"})
    return made


def test_kept_words_are_forgotten_when_they_are_taken_and_not_when_one_is_asked_who_one_is(person, browser):
    kept = keep_sending(person, path="/account/tokens/new/", fields=[("name", "sheet")], cookie="c")
    browser.cookies["kept"] = "c"
    sent = {"name": "sheet", "scope": "read", "days": "5", "kept-sending": str(kept.pk)}
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        assert browser.post("/account/tokens/new/", sent).url.startswith("/account/confirm/")
        assert KeptSending.objects.filter(pk=kept.pk).exists()


def test_the_secret_of_an_app_does_not_wait_in_the_session(browser):
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        answer = browser.post("/account/second-factor/app/", {"setup": "the-secret-of-the-app", "code": "123456"})
        assert answer.url == "/account/second-factor/app/"
    assert "the-secret-of-the-app" not in str(dict(browser.session))
