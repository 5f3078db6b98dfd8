"""Nobody lets in a second self unseen: who is told, who names whom, and from which addresses people come."""

import pytest
from allauth.socialaccount.models import SocialApp
from django.urls import reverse

from accounts.models import SingleSignOn, User
from agencies import commands, queries
from agencies.models import RoleKind
from jobs.models import Email
from jtai.errors import Invalid, NotAllowed
from tests.doors.people_world import secret_to
from tests.walk import Cast, cast

pytestmark = pytest.mark.django_db
RIGHTS = "Somebody is given rights in your organisation"
ALIAS = "ann.second@walk.example"


@pytest.fixture
def people() -> Cast:
    return cast()


def invite(by, **facts):
    given = {"email": ALIAS, "name": "Ann Second", "job_title": "Inspector", "inspectorate": ofsted(), "by": by}
    return commands.invite(**{**given, **facts})


def ofsted():
    return queries.inspectorates().get(code="ofsted")


def told():
    return sorted(Email.objects.filter(subject=RIGHTS).values_list("to", flat=True))


def test_a_system_administrator_does_not_put_a_second_self_beside_an_administrator(people):
    with pytest.raises(NotAllowed, match="has an administrator, who names the others"):
        invite(people.administrator, roles=[RoleKind.ADMINISTRATOR])
    with pytest.raises(NotAllowed, match="has an administrator, who names the others"):
        commands.give_role(people.ofsted, RoleKind.ADMINISTRATOR, by=people.administrator)


def test_where_there_is_none_a_system_administrator_names_the_first_once(people, client):
    inspectorate = people.cqc_administrator.membership.inspectorate
    commands.end_role(people.cqc_administrator.roles.get(), by=people.administrator)
    assert told() == sorted([people.cqc_administrator.email, people.cqc_programme_lead.email])
    for email in (ALIAS, "third@walk.example"):
        invite(people.administrator, email=email, inspectorate=inspectorate, roles=[RoleKind.ADMINISTRATOR])
    answers = [
        client.post(reverse("invitation_accept", args=[secret_to(email)]), {"password": "three small brown kettles"})
        for email in (ALIAS, "third@walk.example")
    ]
    assert [answer.status_code for answer in answers] == [302, 410]


def test_the_others_learn_of_an_invitation_with_rights_when_it_is_sent_and_when_it_is_accepted(people, client):
    office = [people.second_administrator.email, people.programme_lead.email]
    invite(people.ofsted_administrator, email="plain@walk.example")
    assert told() == []
    invite(people.ofsted_administrator, roles=[RoleKind.PROGRAMME_LEAD])
    assert told() == sorted(office)
    client.post(reverse("invitation_accept", args=[secret_to(ALIAS)]), {"password": "three small brown kettles"})
    alias = User.objects.get(email=ALIAS)
    assert queries.has_role(alias, RoleKind.PROGRAMME_LEAD)
    assert sorted(set(told()) - {ALIAS}) == sorted(office)
    assert len([address for address in told() if address != ALIAS]) == 2 * len(office)
    assert ALIAS in Email.objects.filter(subject=RIGHTS, to=office[0]).last().body


def test_a_lone_administrator_is_seen_by_the_programme_leads(people):
    invite(people.cqc_administrator, inspectorate=people.cqc_administrator.membership.inspectorate, roles=[RoleKind.QUALITY])
    assert told() == [people.cqc_programme_lead.email]
    commands.give_role(people.cqc, RoleKind.PROGRAMME_LEAD, by=people.cqc_administrator)
    assert told() == [people.cqc_programme_lead.email] * 2


def test_a_lone_co_ordinator_is_seen_by_the_system_administrators(people):
    area = people.co_ordinator.membership.local_area
    invite(people.co_ordinator, inspectorate=None, local_area=area, co_ordinator=True)
    assert told() == [people.administrator.email]
    commands.change_membership(people.police, job_title="Chief", co_ordinator=True, by=people.co_ordinator)
    assert told() == [people.administrator.email] * 2


def test_where_domains_are_named_nobody_is_invited_from_elsewhere(people):
    app = SocialApp.objects.create(provider="openid_connect", provider_id="ofsted", name="Ofsted", client_id="x")
    SingleSignOn.objects.create(app=app, inspectorate="ofsted", domains=["ofsted.example"])
    for email in (ALIAS, "ann@ofsted.example.evil.example", "ofsted.example@walk.example"):
        with pytest.raises(Invalid, match=r"They end in: @ofsted\.example") as refused:
            invite(people.ofsted_administrator, email=email)
        assert refused.value.field == "email"
    assert invite(people.ofsted_administrator, email="Ann@Ofsted.example").pk
    cqc = people.cqc_administrator.membership.inspectorate
    assert invite(people.cqc_administrator, inspectorate=cqc).pk
