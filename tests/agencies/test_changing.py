"""A name is corrected by whoever manages the person; a role begins no earlier than its person did; what the pages say."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from agencies import commands
from agencies.models import Membership, RoleKind
from agencies.policies.people import NEED_A_PLACE, WITHOUT_PLACE
from audit import trail
from jobs.models import Email
from jtai.errors import Invalid, NotAllowed
from tests.doors.people_world import secret_to
from tests.walk import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def test_a_name_is_corrected_and_shown_everywhere(people, client):
    client.force_login(people.cqc_administrator)
    address = reverse("person_change", args=[people.cqc.pk])
    form = client.get(address).content.decode()
    assert f'value="{people.cqc.name}"' in form
    assert "An email address cannot be changed: record that the person has left and invite the new address." in form
    before = people.cqc.name
    assert client.post(address, {"name": "Ada O’Neill-Novak", "job_title": "Inspector"}).status_code == 302
    assert User.objects.get(pk=people.cqc.pk).name == "Ada O’Neill-Novak"
    assert "Ada O’Neill-Novak" in client.get(reverse("people")).content.decode()
    event = next(event for event in trail.trail_of(f"person:{people.cqc.pk}") if event.verb == "person.rename")
    assert event.words.data == {"before": before, "after": "Ada O’Neill-Novak"}
    assert client.post(address, {"name": "", "job_title": "Inspector"}).status_code == 422


def test_who_changes_something_else_renames_nobody(people):
    commands.change_membership(people.cqc, job_title="Senior inspector", by=people.cqc_administrator)
    commands.change_membership(people.cqc, name=people.cqc.name, job_title="Inspector", by=people.cqc_administrator)
    verbs = [event.verb for event in trail.trail_of(f"person:{people.cqc.pk}")]
    assert "person.rename" not in verbs
    with pytest.raises(NotAllowed, match="own organisation"):
        commands.change_membership(people.cqc, name="Eve", job_title="x", by=people.ofsted_administrator)
    assert User.objects.get(pk=people.cqc.pk).name == people.cqc.name


def test_the_api_corrects_a_name_and_keeps_it_when_it_is_left_out(people, client):
    client.force_login(people.cqc_administrator)
    address = reverse("api_person", args=[people.cqc.pk])
    changed = client.put(address, {"name": "Ada Novak", "job_title": "Inspector"}, "application/json")
    assert (changed.status_code, changed.json()["name"]) == (200, "Ada Novak")
    kept = client.put(address, {"job_title": "Inspector"}, "application/json")
    assert (kept.status_code, kept.json()["name"]) == (200, "Ada Novak")


def test_a_role_begins_no_earlier_than_its_person_did(people, client):
    since = Membership.objects.get(user=people.cqc).since
    with pytest.raises(Invalid, match="cannot begin before") as refused:
        commands.give_role(people.cqc, RoleKind.ANALYST, valid_from=since - timedelta(days=1), by=people.cqc_administrator)
    assert refused.value.field == "valid_from"
    client.force_login(people.cqc_administrator)
    typed = {"kind": "analyst", "valid_from_day": "1", "valid_from_month": "1", "valid_from_year": "1850"}
    page = client.post(reverse("role_give", args=[people.cqc.pk]), typed)
    assert (page.status_code, "A role cannot begin before that day" in page.content.decode()) == (422, True)
    assert commands.give_role(people.cqc, RoleKind.ANALYST, valid_from=since, by=people.cqc_administrator).valid_from == since


@pytest.mark.parametrize("without", [NEED_A_PLACE, WITHOUT_PLACE])
def test_an_invitation_may_bring_all_roles_that_go_together(people, client, without):
    inspectorate = people.cqc_administrator.membership.inspectorate
    facts = {"email": "new@walk.example", "name": "Nia New", "job_title": "Officer", "inspectorate": inspectorate}
    kinds = [kind for kind in RoleKind.values if kind not in {RoleKind.ADMINISTRATOR, *without}]
    commands.invite(**facts, roles=kinds, by=people.cqc_administrator)
    accept = reverse("invitation_accept", args=[secret_to("new@walk.example")])
    assert client.post(accept, {"password": "three small brown kettles"}).status_code == 302
    held = User.objects.get(email="new@walk.example").roles.values_list("kind", flat=True)
    assert sorted(held) == sorted(kinds)


def test_only_who_has_the_page_of_people_is_sent_to_it(people):
    commands.give_role(people.ofsted, RoleKind.PROGRAMME_LEAD, by=people.ofsted_administrator)
    told = {email.to: email.body for email in Email.objects.filter(subject__startswith="Somebody is given rights")}
    assert "end it under “People”" in told[people.second_administrator.email]
    assert "People" not in told[people.programme_lead.email]
    assert "tell your inspectorate’s administrator at once" in told[people.programme_lead.email]


def test_what_can_be_done_with_a_person_reads_as_something_to_do(people, client):
    client.force_login(people.ofsted_administrator)
    page = client.get(reverse("person", args=[people.ofsted.pk])).content.decode()
    for words in ("Recover this account", "Record that they have left", "Change name or job title"):
        assert f">{words}</a>" in page
    client.force_login(people.co_ordinator)
    assert ">Change name, job title or agency</a>" in client.get(reverse("person", args=[people.police.pk])).content.decode()


def test_withdrawing_an_invitation_asks_before(people, client):
    inspectorate = people.cqc_administrator.membership.inspectorate
    facts = {"email": "new@walk.example", "name": "Nia New", "job_title": "Officer", "inspectorate": inspectorate}
    commands.invite(**facts, by=people.cqc_administrator)
    client.force_login(people.cqc_administrator)
    assert 'data-confirm="Withdraw the invitation to new@walk.example?"' in client.get(reverse("invitations")).content.decode()
