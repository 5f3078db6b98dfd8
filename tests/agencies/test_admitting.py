"""Who accepts an invitation has shown who they are; two who accept at once are told what to do."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from agencies import commands
from agencies.commands.admission import _newcomer
from agencies.models import Membership
from jtai.errors import Invalid
from tests.doors.people_world import secret_to
from tests.factories import MembershipFactory
from tests.walk import cast

pytestmark = pytest.mark.django_db
PASSWORD = "three small brown kettles"


def invited(email):
    by = cast().cqc_administrator
    return commands.invite(email=email, name="Nia", job_title="x", inspectorate=by.membership.inspectorate, by=by)


def test_a_session_without_its_second_factor_moves_nobody():
    person = MembershipFactory(user__email="ada@example.org").user
    invited(person.email)
    before = Membership.objects.get(user=person).inspectorate
    browser = Client()
    browser.post("/sign-in/", {"email": person.email, "password": "password"})
    address = reverse("invitation_accept", args=[secret_to(person.email)])
    for answer in (browser.get(address), browser.post(address)):
        assert (answer.status_code, answer.url.split("?")[0]) == (302, "/account/second-factor/")
    assert Membership.objects.get(user=person).inspectorate == before


def test_an_account_that_was_opened_meanwhile_is_no_fault():
    invitation = invited("new@walk.example")
    assert _newcomer(invitation, PASSWORD).email == "new@walk.example"
    with pytest.raises(Invalid, match="Sign in with this email address"):
        _newcomer(invitation, PASSWORD)
    assert User.objects.filter(email="new@walk.example").count() == 1
