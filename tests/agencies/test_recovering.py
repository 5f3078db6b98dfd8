"""A recovery can be called off, runs out, and is the only way in while it lasts; both askers count until the end."""

from datetime import timedelta

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse
from django.utils import timezone

from accounts.commands import send_password_link
from accounts.models import User
from agencies import commands, queries
from agencies.models import Recovery
from jobs.models import Email
from jtai.errors import NotNow
from tests.doors.people_world import secret_to
from tests.walk import Cast, cast

pytestmark = pytest.mark.django_db
PASSWORD = "three small brown kettles"
FORGOTTEN = "Choose a new password"


@pytest.fixture
def people() -> Cast:
    return cast()


def asked(people):
    return commands.ask_recovery(people.ofsted, reason="Lost the telephone", by=people.ofsted_administrator)


def confirmed(people):
    return commands.confirm_recovery(asked(people), by=people.second_administrator)


def fresh(person):
    return User.objects.get(pk=person.pk)


def test_a_confirmed_recovery_is_called_off_from_the_page_of_the_person(people, client):
    recovery = confirmed(people)
    client.force_login(people.second_administrator)
    address = reverse("recovery", args=[recovery.pk])
    assert address in client.get(f"/people/{people.ofsted.pk}/").content.decode()
    assert client.get(address).status_code == 200
    assert client.post(reverse("recovery_withdraw", args=[recovery.pk])).status_code == 302
    assert client.get(reverse("recovery_use", args=[secret_to(people.ofsted.email)])).status_code == 410


def test_one_that_ran_out_blocks_nothing(people):
    recovery = confirmed(people)
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        assert queries.open_recovery_of(people.ofsted) is None
        again = asked(people)
    recovery.refresh_from_db()
    assert recovery.withdrawn_by == people.ofsted_administrator
    assert queries.open_recovery_of(people.ofsted) == again


def test_while_it_lasts_and_after_it_ran_out_the_mailbox_alone_opens_nothing(people, client):
    SocialAccount.objects.create(user=people.ofsted, provider="ofsted", uid="1")
    recovery = confirmed(people)
    assert SocialAccount.objects.filter(user=people.ofsted).exists() is False
    send_password_link(people.ofsted.email)
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        send_password_link(people.ofsted.email)
    assert Email.objects.filter(subject=FORGOTTEN).exists() is False
    client.post(reverse("recovery_use", args=[secret_to(people.ofsted.email)]), {"password": PASSWORD})
    recovery.refresh_from_db()
    assert recovery.used_at is not None
    send_password_link(people.ofsted.email)
    assert Email.objects.filter(subject=FORGOTTEN).count() == 1


def test_who_asked_must_still_manage_the_person_when_the_second_confirms(people):
    recovery = asked(people)
    commands.end_role(people.ofsted_administrator.roles.get(), by=people.second_administrator)
    with pytest.raises(NotNow, match="no longer manages this person"):
        commands.confirm_recovery(recovery, by=people.second_administrator)


def test_who_leaves_leaves_no_link_behind_for_when_they_come_back(people, client):
    confirmed(people)
    link = reverse("recovery_use", args=[secret_to(people.ofsted.email)])
    commands.leave(people.ofsted, by=people.second_administrator)
    assert Recovery.objects.get(user=people.ofsted).withdrawn_at is not None
    inspectorate = people.second_administrator.membership.inspectorate
    facts = {"email": people.ofsted.email, "name": "x", "job_title": "x", "inspectorate": inspectorate}
    commands.invite(**facts, by=people.second_administrator)
    accept = reverse("invitation_accept", args=[secret_to(people.ofsted.email)])
    assert client.post(accept, {"password": PASSWORD}).status_code == 302
    assert client.post(link, {"password": "four small brown kettles"}).status_code == 410
    assert fresh(people.ofsted).check_password(PASSWORD)


def test_when_it_is_over_its_page_says_what_became_of_it(people, client):
    used = confirmed(people)
    client.post(reverse("recovery_use", args=[secret_to(people.ofsted.email)]), {"password": PASSWORD})
    client.force_login(people.second_administrator)
    page = client.get(reverse("recovery", args=[used.pk]))
    assert (page.status_code, "This recovery was used" in page.content.decode()) == (200, True)
    assert "<button" not in page.content.decode().split("<main")[-1].split("</main")[0]
    called_off = asked(people)
    commands.withdraw_recovery(called_off, by=people.second_administrator)
    page = client.get(reverse("recovery", args=[called_off.pk])).content.decode()
    assert f"called off by {people.second_administrator.name}" in page
    assert client.post(reverse("recovery", args=[called_off.pk])).status_code == 200
    assert client.post(reverse("recovery_withdraw", args=[called_off.pk])).status_code == 404
    client.force_login(people.cqc_administrator)
    assert client.get(reverse("recovery", args=[used.pk])).status_code == 404
