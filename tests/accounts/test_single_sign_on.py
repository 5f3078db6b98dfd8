"""Single sign-on of an inspectorate, against a real OpenID provider on this machine."""

import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.commands import bind_single_sign_on
from accounts.models import SingleSignOn, User
from agencies.commands import ask_recovery, confirm_recovery, leave
from agencies.models import Membership
from audit import trail
from tests.factories import InspectorateFactory, MembershipFactory, UserFactory
from tests.factors import with_totp
from tests.services import free_port
from tests.walk import cast

pytestmark = pytest.mark.django_db
ADDRESS = "ada@cqc.example"
REFUSED = "You are not signed in"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """A process of its own; stopped afterwards."""
    port = free_port()
    words = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _try in range(200):
            try:
                requests.get(f"{address}/.well-known/openid-configuration", timeout=5)
                break
            except requests.ConnectionError:
                assert process.poll() is None
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def person() -> User:
    return MembershipFactory(inspectorate__code="cqc", user__email=ADDRESS).user


def bind(provider, *, second_factor=True, domains=("cqc.example",), inspectorate="cqc"):
    facts = {"name": "CQC", "server": provider, "client": "jtai", "secret": "s3cret-of-cqc", "inspectorate": inspectorate}
    return bind_single_sign_on("cqc", **facts, domains=list(domains), second_factor=second_factor)


@pytest.fixture
def bound(provider, person):
    return bind(provider), person


def goes_there(client, provider, where=""):
    """To the provider, as a link of the sign-in page leads."""
    answer = client.get(f"/sign-in/with/cqc/?next={where}")
    assert answer.url.startswith(provider), answer
    return answer.url


def comes_back(client, provider, *, sub="ada", where="", **claims):
    """Signs in there as somebody with these claims, and follows back."""
    facts = {"email": ADDRESS, "email_verified": True, **claims}
    requests.put(f"{provider}/users/{sub}", json=facts, timeout=5).raise_for_status()
    there = requests.post(goes_there(client, provider, where), data={"sub": sub}, allow_redirects=False, timeout=5)
    back = urlsplit(there.headers["Location"])
    assert back.path == "/sign-in/with/cqc/back/"
    return client.get(f"{back.path}?{back.query}")


def refused(client, answer):
    return (answer.status_code, REFUSED in answer.content.decode(), client.get("/account/").status_code) == (403, True, 302)


@pytest.mark.usefixtures("bound")
def test_an_invited_person_signs_in(client, provider, person):
    assert "Sign in with CQC" in client.get("/sign-in/").content.decode()
    answer = comes_back(client, provider, where="/local-areas/")
    assert (answer.status_code, answer.url) == (302, "/local-areas/")
    assert client.get("/account/").status_code == 200
    event = trail.trail_of(f"person:{person.pk}").first()
    assert (event.verb, event.words.data["ways"]) == ("person.sign_in", ["cqc", "socialaccount"])
    client.post("/sign-out/")
    assert comes_back(client, provider).url == "/"
    assert SocialAccount.objects.count() == 1


def test_where_its_second_factor_does_not_count_ours_is_asked(client, provider, person):
    bind(provider, second_factor=False)
    comes_back(client, provider)
    assert client.get("/account/").url.startswith("/account/second-factor/")
    with_totp(person)
    other = Client()
    assert comes_back(other, provider).url == "/sign-in/code/"
    assert other.get("/account/").status_code == 302


@pytest.mark.usefixtures("bound")
@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": "nobody@cqc.example"},
        {"email": "ada@elsewhere.example"},
        {"email": "ada@cqc.example.evil.example"},
        {"email": ""},
        {"email": None},
    ],
)
def test_who_was_not_invited_or_not_verified_is_refused_and_nobody_is_made(client, provider, claims):
    before = User.objects.count(), Membership.objects.count()
    assert refused(client, comes_back(client, provider, **claims))
    assert (User.objects.count(), Membership.objects.count(), SocialAccount.objects.count()) == (*before, 0)


@pytest.mark.usefixtures("bound")
def test_a_person_of_another_inspectorate_is_refused(client, provider, person):
    Membership.objects.filter(user=person).update(inspectorate=InspectorateFactory(code="ofsted"))
    assert refused(client, comes_back(client, provider))
    Membership.objects.all().delete()
    assert refused(client, comes_back(client, provider))


def test_an_address_outside_the_inspectorates_domains_is_refused(client, provider, bound):
    """The provider may call any address verified; only those of its own house count."""
    MembershipFactory(inspectorate=bound[1].membership.inspectorate, user__email="ada@elsewhere.example")
    assert refused(client, comes_back(client, provider, email="ada@elsewhere.example"))


@pytest.mark.usefixtures("bound")
def test_nobody_ties_an_account_there_to_the_session_they_have(client, provider, person):
    """The way that allauth offers for it leads nowhere: who signs in is found by address, every time."""
    other = MembershipFactory(inspectorate=person.membership.inspectorate).user
    client.force_login(other)
    page = comes_back(client, provider, where="&process=connect")
    assert (page.status_code, REFUSED in page.content.decode()) == (403, True)
    assert not SocialAccount.objects.exists()


def test_while_an_account_is_recovered_only_the_link_of_the_recovery_opens_it(client, provider):
    people = cast()
    address = {"sub": "olu", "email": people.ofsted.email}
    bind(provider, domains=(people.ofsted.email.rpartition("@")[2],), inspectorate="ofsted")
    assert comes_back(client, provider, **address).url == "/"
    recovery = ask_recovery(people.ofsted, reason="Lost the telephone", by=people.ofsted_administrator)
    confirm_recovery(recovery, by=people.second_administrator)
    assert client.get("/account/").status_code == 302
    answer = comes_back(client, provider, **address)
    assert "is being recovered" in answer.content.decode()
    assert refused(client, answer)


@pytest.mark.usefixtures("bound")
def test_a_closed_account_is_refused_and_its_link_has_gone(client, provider, person):
    comes_back(client, provider)
    leave(person, by=UserFactory(is_system_administrator=True))
    assert SocialAccount.objects.count() == 0
    assert client.get("/account/").status_code == 302
    assert refused(client, comes_back(client, provider))


@pytest.mark.usefixtures("bound")
def test_an_account_there_cannot_become_another_person(client, provider):
    MembershipFactory(inspectorate__code="cqc", user__email="bob@cqc.example")
    comes_back(client, provider)
    client.post("/sign-out/")
    assert refused(client, comes_back(client, provider, email="bob@cqc.example"))


@pytest.mark.usefixtures("bound")
def test_an_address_that_the_provider_gave_to_somebody_else_signs_nobody_in(client, provider, person):
    comes_back(client, provider)
    client.post("/sign-out/")
    assert refused(client, comes_back(client, provider, sub="ada-the-second"))
    assert list(SocialAccount.objects.filter(user=person).values_list("uid", flat=True)) == ["ada"]
    verbs = [event.verb for event in trail.trail_of(f"person:{person.pk}")]
    assert verbs.count("sign_on.connect") == 1


@pytest.mark.usefixtures("bound")
def test_who_is_locked_out_is_locked_out_here_too(client, provider):
    for _time in range(5):
        client.post("/sign-in/", {"email": ADDRESS, "password": "wrong"})
    answer = comes_back(client, provider)
    assert "too many wrong passwords" in answer.content.decode()
    assert refused(client, answer)


@pytest.mark.usefixtures("bound")
def test_what_comes_back_without_having_gone_is_refused(client):
    for query in ("", "?code=x&state=y", "?error=access_denied"):
        answer = client.get(f"/sign-in/with/cqc/back/{query}")
        assert (answer.status_code, REFUSED in answer.content.decode()) == (403, True)
    assert client.get("/sign-in/with/ofsted/").status_code == 404


@pytest.mark.usefixtures("bound")
def test_one_goes_on_to_a_page_of_ours_only(client, provider):
    assert comes_back(client, provider, where="https://evil.example/").url == "/"
    client.post("/sign-out/")
    assert comes_back(client, provider, where="/kept/1/").url == "/", "words of somebody else"


@pytest.mark.usefixtures("person")
def test_a_provider_that_cannot_be_reached_is_a_sentence(client):
    bind(f"http://127.0.0.1:{free_port()}")
    answer = client.get("/sign-in/with/cqc/")
    assert (answer.status_code, REFUSED in answer.content.decode()) == (403, True)


@pytest.mark.usefixtures("person")
def test_the_command_binds_a_provider(provider, monkeypatch, capsys):
    monkeypatch.setenv("SIGN_ON_SECRET", "s3cret")
    words = ["cqc", "--name", "CQC", "--server", provider, "--client", "jtai", "--domain", "CQC.example", "--second-factor"]
    call_command("bind_single_sign_on", *words, "--inspectorate", "cqc")
    row = SingleSignOn.objects.get()
    assert (row.inspectorate, row.domains, row.second_factor, row.app.secret) == ("cqc", ["cqc.example"], True, "s3cret")
    assert "/sign-in/with/cqc/back/" in capsys.readouterr().out
    assert "s3cret" not in str([event.words.data for event in trail.trail_of("sign-on:cqc")])
    with pytest.raises(CommandError, match="inspectorate"):
        call_command("bind_single_sign_on", *words, "--inspectorate", "nobody")
