"""What pages and messages of people say: the role by its name, no role where there is none, what to do next, no more than happened."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from accounts.commands import stream_of
from agencies import commands
from agencies.models import Agency, Interest, Invitation, RoleKind
from agencies.policies.people import NEED_A_PLACE
from agencies.queries import roles_now
from audit import trail
from inspections import access
from jobs.models import Email
from jtai.errors import Invalid
from tests.doors.people_world import secret_to
from tests.walk import cast, inspection_at

pytestmark = pytest.mark.django_db
PASSWORD = "three small brown kettles"


@pytest.fixture
def people():
    return cast()


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_who_gets_another_name_joins_nothing(people):
    before = trail.trail_of(stream_of(people.cqc)).count()
    commands.change_membership(people.cqc, name="Cora Quick", job_title="Inspector", by=people.cqc_administrator)
    rows = trail.trail_of(stream_of(people.cqc)).order_by("pk")[before:]
    assert [row.verb for row in rows] == ["person.rename"]
    commands.change_membership(people.cqc, job_title="Senior inspector", by=people.cqc_administrator)
    rows = trail.trail_of(stream_of(people.cqc)).order_by("pk")[before:]
    assert [row.verb for row in rows] == ["person.rename", "person.change_job_title"]


def test_the_trail_says_of_another_job_that_it_is_another_job(client, people):
    commands.change_membership(people.cqc, job_title="Senior inspector", by=people.cqc_administrator)
    client.force_login(people.cqc_administrator)
    page = client.get(reverse("person_trail", args=[people.cqc.pk])).content.decode().partition("<tbody")[2]
    assert "Changed the job title" in page
    assert "to Senior inspector" in page
    assert "Took the person into an organisation" not in page


def test_of_a_contact_each_change_is_told_by_itself(client, people):
    agency = people.police.membership.agency
    for facts in ({"agency": None, "co_ordinator": True}, {"agency": agency}):
        commands.change_membership(people.police, job_title=people.police.membership.job_title, by=people.co_ordinator, **facts)
    client.force_login(people.administrator)
    page = client.get(reverse("person_trail", args=[people.police.pk])).content.decode().partition("<tbody")[2]
    told = [
        "Ended the person’s part as a co-ordinator of their local area",
        f"From no agency to {agency}",
        "Made the person a co-ordinator of their local area",
        f"From {agency} to no agency",
    ]
    places = [page.find(words) for words in told]
    assert -1 not in places
    assert places == sorted(places)


def test_the_message_names_the_role(client, people):
    client.force_login(people.cqc_administrator)
    answer = client.post(reverse("role_give", args=[people.cqc.pk]), {"kind": RoleKind.ANALYST})
    assert said(answer) == ["Cqc has the role “Analyst”."]


def test_a_signatory_is_asked_for_the_title_that_is_not_called_optional(client, people):
    client.force_login(people.cqc_administrator)
    address = reverse("role_give", args=[people.cqc.pk])
    page = client.get(address).content.decode()
    assert "Title (optional)" not in page
    assert "Needed for a signatory: printed under reports" in page
    assert "From (optional)" in page
    refused = client.post(address, {"kind": RoleKind.SIGNATORY}).content.decode()
    assert '<a href="#id_title">Enter the title that is printed under a report</a>' in refused


def test_only_people_of_an_inspectorate_read_of_roles(client, people):
    pages = {}
    for who in ("police", "administrator", "lead"):
        client.force_login(getattr(people, who))
        pages[who] = "Your roles" in client.get(reverse("account")).content.decode()
    assert pages == {"police": False, "administrator": False, "lead": True}


def test_nobody_lives_at_an_agency(client, people):
    inspection = inspection_at("planned")
    council = Agency.objects.first()
    for facts in ({"agency": council}, {"agency": council, "local_area": inspection.local_area}):
        with pytest.raises(Invalid, match="live"):
            commands.declare_interest(kind="lives", by=people.lead, **facts)
    client.force_login(people.lead)
    page = client.get(reverse("interest_add")).content.decode()
    assert ("Local area (optional)" in page, "Agency (optional)" in page) == (False, False)
    assert "Anything else that matters (optional)" in page
    answer = client.post(reverse("interest_add"), {"kind": "lives", "agency": council.pk})
    assert (answer.status_code, "Nobody lives at an agency" in answer.content.decode()) == (422, True)
    client.post(reverse("interest_add"), {"kind": "employer", "agency": council.pk})
    assert Interest.objects.get().agency == council


@pytest.mark.parametrize(("email", "foreign"), [("nia@gmail.example", True), ("nia@WALK.example", False)])
def test_an_address_of_another_domain_is_remarked_on_and_invited_all_the_same(client, people, email, foreign):
    client.force_login(people.cqc_administrator)
    answer = client.post(reverse("invite"), {"name": "Nia New", "email": email, "job_title": "Inspector"})
    assert Invitation.objects.filter(email=email).exists()
    remarks = [words for words in said(answer) if words.startswith("Nobody of CQC has an address at")]
    assert bool(remarks) == foreign
    assert all("withdraw the invitation" in words for words in remarks)


def test_of_a_local_area_no_domain_is_remarked_on(client, people):
    client.force_login(people.co_ordinator)
    sent = {"name": "Nia New", "email": "nia@gmail.example", "job_title": "Nurse"}
    assert said(client.post(reverse("invite"), sent)) == ["An invitation was sent to nia@gmail.example."]


def test_who_has_accepted_reads_how_to_sign_in(client, people):
    facts = {"name": "Nia New", "job_title": "Inspector", "inspectorate": people.cqc_administrator.membership.inspectorate}
    commands.invite(email="nia@walk.example", by=people.cqc_administrator, **facts)
    answer = client.post(reverse("invitation_accept", args=[secret_to("nia@walk.example")]), {"password": PASSWORD})
    assert said(answer) == ["You have joined CQC. Sign in with nia@walk.example and the password that you have just chosen."]


def accepting(client, address):
    """What the e-mail says, and the page that its link opens."""
    page = client.get(reverse("invitation_accept", args=[secret_to(address)])).content.decode()
    return Email.objects.filter(to=address).first().body, page


@pytest.mark.parametrize(
    ("roles", "said"),
    [
        ([], "You would be there as: Inspector."),
        ([RoleKind.PROGRAMME_LEAD], "You would be there as: Inspector, with the role: Programme lead."),
        (
            [RoleKind.PROGRAMME_LEAD, RoleKind.ANALYST],
            "You would be there as: Inspector, with the roles: Programme lead, Analyst.",
        ),
    ],
)
def test_who_is_invited_reads_with_which_roles(client, people, roles, said):
    facts = {"name": "Nia New", "job_title": "Inspector", "inspectorate": people.cqc_administrator.membership.inspectorate}
    commands.invite(email="nia@walk.example", roles=roles, by=people.cqc_administrator, **facts)
    assert [said in words for words in accepting(client, "nia@walk.example")] == [True, True]


def test_who_is_invited_to_co_ordinate_reads_it(client, people):
    facts = {"name": "Nia New", "job_title": "Nurse", "local_area": people.co_ordinator.membership.local_area}
    commands.invite(email="nia@walk.example", co_ordinator=True, by=people.co_ordinator, **facts)
    said = "You would be there as: Nurse, with the role: Co-ordinator of the local area."
    assert [said in words for words in accepting(client, "nia@walk.example")] == [True, True]


@pytest.mark.parametrize("roles", [["signatory", "information-governance"], ["administrator", "observer", "analyst"]])
def test_roles_of_which_one_makes_the_other_useless_are_given_to_nobody(client, people, roles):
    """By invitation, and one after the other in both orders."""
    client.force_login(people.cqc_administrator)
    sent = {"name": "Ann Other", "email": "ann.other@walk.example", "job_title": "Inspector", "roles": roles}
    page = client.post(reverse("invite"), sent)
    assert (page.status_code, "needs a place on a team" in page.content.decode()) == (422, True)
    assert not Invitation.objects.filter(email=sent["email"]).exists()
    one, other = [role for role in roles if role != "analyst"]
    for first, second in ((one, other), (other, one)):
        role = commands.give_role(people.cqc, first, title="x", by=people.cqc_administrator)
        answer = client.post(reverse("role_give", args=[people.cqc.pk]), {"kind": second, "title": "x"})
        assert (answer.status_code, "needs a place on a team" in answer.content.decode()) == (422, True)
        assert [held.kind for held in roles_now(people.cqc)] == [first]
        commands.end_role(role, by=people.cqc_administrator)


def test_the_roles_that_need_a_place_are_those_of_the_parts():
    assert set(NEED_A_PLACE) == set(access.ROLE_OF.values())
