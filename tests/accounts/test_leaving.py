"""Whoever leaves loses everything at once: sessions, tokens, second factors, single sign-on, kept words, links."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.commands import create_token, keep_sending, send_password_link
from accounts.commands.passwords import password_link
from accounts.models import KeptSending, Token, User
from agencies.commands import leave
from jobs.models import Email
from tests.factories import MembershipFactory, UserFactory
from tests.factors import code_now, with_totp

pytestmark = pytest.mark.django_db


def test_leaving_ends_every_way_in_at_once():
    person = MembershipFactory(user__email="ada@example.org").user
    with_totp(person)
    _token, secret = create_token(name="sheet", scope="read", days=5, by=person)
    SocialAccount.objects.create(user=person, provider="cqc", uid="ada")
    EmailAddress.objects.create(user=person, email=person.email, verified=True)
    keep_sending(person, path="/x/", fields=[("text", "two words")], cookie="c")
    browser, half_way, program = Client(), Client(), Client(headers={"Authorization": f"Bearer {secret}"})
    browser.force_login(person)
    half_way.post("/sign-in/", {"email": person.email, "password": "password"})
    link = password_link(person)
    assert (browser.get("/account/").status_code, program.get("/api/v1/me/").status_code) == (200, 200)

    leave(person, by=UserFactory(is_system_administrator=True))

    assert [browser.get("/account/").status_code, program.get("/api/v1/me/").status_code] == [302, 401]
    assert browser.get("/api/v1/me/").status_code == 401
    answer = half_way.post("/sign-in/code/", {"code": code_now()})
    assert (answer.status_code, half_way.get("/account/").status_code) != (302, 200)
    assert half_way.get("/account/").status_code == 302
    assert browser.get("/sign-in" + link.partition("/sign-in")[2]).status_code == 410
    left = [rows.objects.filter(user=person).count() for rows in (Authenticator, SocialAccount, EmailAddress, KeptSending)]
    assert left == [0, 0, 0, 0]
    assert Token.objects.filter(user=person, revoked_at=None).count() == 0
    assert User.objects.get(pk=person.pk).name == person.name


def test_the_first_system_administrator_is_made_on_the_machine(client, capsys):
    call_command("create_system_administrator", "helen@service.example", "Helen Ward")
    link = capsys.readouterr().out.split()[-1]
    person = User.objects.get(email="helen@service.example")
    assert (person.is_system_administrator, person.is_superuser, person.has_usable_password()) == (True, False, False)
    path = "/sign-in" + link.partition("/sign-in")[2]
    assert client.post(path, {"password": "three quite random words"}).url == "/sign-in/"
    client.post("/sign-in/", {"email": person.email, "password": "three quite random words"})
    assert client.get("/account/").url.startswith("/account/second-factor/")
    for email in ("HELEN@service.example", "no address"):
        with pytest.raises(CommandError):
            call_command("create_system_administrator", email, "Helen Ward")


NEW = "three quite random words"


def reset_by_link(person, _browser):
    return Client().post("/sign-in" + password_link(person).partition("/sign-in")[2], {"password": NEW})


def change(_person, browser):
    assert "its tokens are revoked" in browser.get("/account/password/").content.decode()
    return browser.post("/account/password/", {"password": NEW})


@pytest.mark.parametrize("choose", [reset_by_link, change])
def test_tokens_end_with_the_password_with_which_they_could_be_made(choose):
    person = UserFactory()
    _token, secret = create_token(name="sheet", scope="read", days=5, by=person)
    program, browser = Client(headers={"Authorization": f"Bearer {secret}"}), Client()
    browser.force_login(person)
    assert program.get("/api/v1/me/").status_code == 200
    assert choose(person, browser).status_code == 302
    assert program.get("/api/v1/me/").status_code == 401


def test_the_link_for_a_new_password_goes_with_its_email():
    person = UserFactory()
    send_password_link(person.email)
    assert Email.objects.get(to=person.email).forget is True


def test_a_system_administrator_is_let_out_and_can_come_back(client):
    person = UserFactory(email="helen@service.example", is_system_administrator=True)
    _token, secret = create_token(name="sheet", scope="read", days=5, by=person)
    client.force_login(person)
    call_command("close_system_administrator", "Helen@service.example")
    closed = User.objects.get(pk=person.pk)
    assert (closed.is_active, closed.is_system_administrator, closed.has_usable_password()) == (False, False, False)
    assert client.get("/account/").status_code == 302
    assert Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/v1/me/").status_code == 401
    with pytest.raises(CommandError, match="no system administrator"):
        call_command("close_system_administrator", person.email)
    call_command("create_system_administrator", person.email, "Helen Ward")
    back = User.objects.get(pk=person.pk)
    assert (back.is_active, back.is_system_administrator, back.has_usable_password()) == (True, True, False)
