"""Who manages whom, invitations, dated memberships and recovery by two: the rules, each broken once."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.commands import create_token
from accounts.models import Token, User
from agencies import commands, policies, queries
from agencies.models import Invitation, PastMembership, RoleKind
from agencies.queries import PeopleFilter
from audit import trail
from inspections.models import TeamPlace
from jobs.mail import send
from jobs.models import Email
from jtai.errors import Invalid, NotAllowed, NotNow
from tests.doors.people_world import secret_to
from tests.walk import Cast, cast, inspection_at, local_area, note

pytestmark = pytest.mark.django_db
PASSWORD = "three small brown kettles"


@pytest.fixture
def people() -> Cast:
    return cast()


def fresh(person):
    return User.objects.get(pk=person.pk)


def cqc_of(people):
    return people.cqc_administrator.membership.inspectorate


def invited(people, **facts):
    given = {"email": "new@walk.example", "name": "Nia New", "job_title": "Inspector", "inspectorate": cqc_of(people)}
    return commands.invite(**{**given, "by": people.cqc_administrator, **facts})


# Whose people


def test_each_manager_finds_their_own_people_and_nobody_else(people):
    def found(by):
        return {person.name for person in queries.people_managed(by)}

    cqc = {person.name for person in User.objects.filter(membership__inspectorate__code="cqc")}
    assert found(people.cqc_administrator) == cqc
    assert found(people.co_ordinator) == {"Co ordinator", "Police"}
    assert found(people.administrator) == set(User.objects.exclude(membership=None).values_list("name", flat=True))
    for nobody in (people.programme_lead, people.lead, people.police, people.observer):
        assert found(nobody) == set()
        with pytest.raises(Http404):
            queries.person_for(nobody, people.cqc.pk)
    with pytest.raises(Http404):
        queries.person_for(people.cqc_administrator, people.lead.pk)
    with pytest.raises(Http404):
        queries.person_for(people.co_ordinator, people.other_area.pk)


def test_an_administrator_gives_roles_in_their_own_inspectorate_and_none_to_themselves(people):
    by = people.cqc_administrator
    assert commands.give_role(people.cqc, RoleKind.PROGRAMME_LEAD, by=by).kind == RoleKind.PROGRAMME_LEAD
    with pytest.raises(NotAllowed, match="Nobody manages themselves"):
        commands.give_role(by, RoleKind.PROGRAMME_LEAD, by=by)
    with pytest.raises(NotAllowed, match="own organisation"):
        commands.give_role(people.lead, RoleKind.QUALITY, by=by)
    with pytest.raises(NotAllowed, match="own organisation"):
        commands.end_role(people.programme_lead.roles.get(), by=by)
    with pytest.raises(NotAllowed, match="own organisation"):
        commands.leave(people.lead, by=by)
    with pytest.raises(NotAllowed, match="Nobody manages themselves"):
        commands.leave(by, by=by)
    with pytest.raises(NotAllowed, match="own organisation"):
        commands.join(people.cqc, inspectorate=people.lead.membership.inspectorate, job_title="x", by=by)
    with pytest.raises(NotAllowed, match="Only the person can agree to move"):
        commands.join(people.lead, inspectorate=cqc_of(people), job_title="x", by=by)


def test_a_system_administrator_names_administrators_and_gives_no_role_of_casework(people):
    with pytest.raises(NotAllowed, match="only names inspectorate administrators"):
        commands.give_role(people.cqc, RoleKind.PROGRAMME_LEAD, by=people.administrator)
    with pytest.raises(NotAllowed, match="has an administrator, who names the others"):
        commands.give_role(people.cqc, RoleKind.ADMINISTRATOR, by=people.administrator)
    inspectorate = cqc_of(people)
    with pytest.raises(NotAllowed, match="only names inspectorate administrators"):
        invited(people, inspectorate=inspectorate, roles=[RoleKind.SIGNATORY], by=people.administrator)
    commands.leave(people.cqc_administrator, by=people.administrator)
    commands.give_role(people.cqc, RoleKind.ADMINISTRATOR, by=people.administrator)
    assert queries.realm_of(fresh(people.cqc)).inspectorate == inspectorate
    with pytest.raises(NotAllowed, match="cannot belong"):
        commands.join(people.administrator, inspectorate=inspectorate, job_title="x", by=people.administrator)


def test_an_administrator_sees_no_inspection_and_no_trace_of_one(people, client):
    planned = inspection_at("planned")
    assert TeamPlace.objects.filter(inspection=planned, user=people.cqc).exists()
    client.force_login(people.cqc_administrator)
    for address in ("/people/", f"/people/{people.cqc.pk}/", f"/people/{people.cqc.pk}/leave/", "/people/invitations/"):
        page = client.get(address)
        assert page.status_code == 200
        main = page.content.decode().split("<main")[1]
        assert planned.local_area.name not in main
        assert f"/inspections/{planned.pk}/" not in main
    assert client.get(f"/inspections/{planned.pk}/").status_code == 404


def test_a_co_ordinator_manages_contacts_within_the_partnership(people):
    force = people.police.membership.agency
    here = commands.change_membership(people.police, job_title="Chief inspector", agency=force, by=people.co_ordinator)
    assert (here.job_title, here.agency) == ("Chief inspector", force)
    with pytest.raises(NotAllowed, match="Nobody manages themselves"):
        commands.change_membership(people.co_ordinator, job_title="King", by=people.co_ordinator)
    with pytest.raises(NotAllowed, match="own organisation"):
        commands.leave(people.other_area, by=people.co_ordinator)
    elsewhere = local_area("X002").partnership.agencies.first()
    with pytest.raises(Invalid, match="does not belong to the partnership"):
        commands.change_membership(people.police, job_title="x", agency=elsewhere, by=people.co_ordinator)


# Dated memberships


def test_who_left_is_on_record_with_their_dates_and_their_work_stays(people):
    inspection = inspection_at("fieldwork")
    written = note(inspection, by=people.cqc)
    since = people.cqc.membership.since
    commands.leave(people.cqc, by=people.cqc_administrator)
    (past,) = PastMembership.objects.filter(user=people.cqc)
    assert (past.inspectorate, past.job_title, past.since, past.until) == (
        people.cqc_administrator.membership.inspectorate, "Inspector", since, timezone.localdate(),
    )  # fmt: skip
    found = queries.person_for(fresh(people.cqc_administrator), people.cqc.pk)
    assert (found.membership, found.until, found.roles) == (None, timezone.localdate(), [])
    left = queries.people_managed(fresh(people.cqc_administrator), PeopleFilter(left=True))
    assert [(person.name, person.until) for person in left] == [("Cqc", timezone.localdate())]
    assert inspection.team.get(user=people.cqc).ended_at is not None
    written.refresh_from_db()
    assert written.author.name == "Cqc"
    with pytest.raises(Http404):
        queries.member_for(fresh(people.cqc_administrator), people.cqc.pk)


def test_of_somebody_who_moved_their_former_manager_learns_nothing_new(people, client):
    commands.join(people.cqc, inspectorate=people.lead.membership.inspectorate, job_title="Spy-canary", by=people.administrator)
    commands.give_role(people.cqc, RoleKind.QUALITY, by=people.ofsted_administrator)
    by = fresh(people.cqc_administrator)
    left = [
        list(queries.people_managed(by, PeopleFilter(left=True, role=kind))) for kind in (RoleKind.QUALITY, RoleKind.ANALYST)
    ]
    assert left[0] == left[1] == [people.cqc]
    client.force_login(people.cqc_administrator)
    for address in (
        "/people/?show=left",
        f"/people/{people.cqc.pk}/",
        "/api/v1/people/?left=true",
        f"/api/v1/people/{people.cqc.pk}/",
    ):
        body = client.get(address).content.decode().split("<main")[-1]
        assert not re.search(r"Spy-canary|Ofsted|ofsted|walk\.example", body), address
    assert client.get(f"/people/{people.cqc.pk}/change/").status_code == 404


# Invitations


def test_a_new_person_joins_by_the_link_and_the_link_works_once(people, client):
    invitation = invited(people, roles=[RoleKind.ANALYST])
    address = reverse("invitation_accept", args=[secret_to("new@walk.example")])
    assert client.get(address).status_code == 200
    weak = client.post(address, {"password": "password"})
    assert (weak.status_code, User.objects.filter(email="new@walk.example").exists()) == (422, False)
    assert client.post(address, {"password": PASSWORD}).status_code == 302

    person = User.objects.get(email="new@walk.example")
    assert person.check_password(PASSWORD)
    assert queries.membership_of(person).inspectorate == cqc_of(people)
    assert queries.has_role(person, RoleKind.ANALYST)
    used = client.get(address)
    assert (used.status_code, b"has been used" in used.content) == (410, True)
    verbs = [event.verb for event in trail.trail_of(f"person:{person.pk}")][::-1]
    assert verbs == ["person.open_account", "person.join", "person.give_role", "person.accept_invitation"]
    invitation.refresh_from_db()
    assert invitation.accepted_by == person


def test_only_a_digest_of_the_link_is_kept_once_the_email_has_gone(people):
    invitation = invited(people)
    secret = secret_to("new@walk.example")
    assert secret not in str(Invitation.objects.filter(pk=invitation.pk).values())
    email = Email.objects.get(to="new@walk.example")

    finish = send(Silent(), email=email.pk)
    finish()

    email.refresh_from_db()
    assert secret in mail.outbox[0].body
    assert (email.body, email.sent_at is not None) == ("", True)


class Silent:
    """A reporter to whom nobody listens."""

    def progress(self, *_words):
        """Nothing."""


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda row, people: commands.withdraw_invitation(row, by=people.cqc_administrator), "was withdrawn"),
        (lambda row, people: commands.send_again(row, by=people.cqc_administrator), "A newer one may have been sent to you"),
        (lambda row, _people: Invitation.objects.filter(pk=row.pk).update(invited_at="2020-01-01T00:00Z", expires_at="2020-01-02T00:00Z"), "has expired"),
        (lambda _row, people: commands.leave(people.cqc_administrator, by=people.administrator), "can no longer be used"),
    ],
)  # fmt: skip
def test_a_spoilt_link_says_what_to_do(people, client, spoil, sentence):
    invitation = invited(people)
    address = reverse("invitation_accept", args=[secret_to("new@walk.example")])
    spoil(invitation, people)
    page = client.get(address)
    assert page.status_code == 410
    assert sentence in page.content.decode()
    assert client.post(address, {"password": PASSWORD}).status_code == 410
    assert User.objects.filter(email="new@walk.example").exists() is False


def test_an_unknown_link_tells_nothing(people, client):
    invitation = invited(people)
    former = reverse("invitation_accept", args=[secret_to("new@walk.example")])
    commands.send_again(invitation, by=people.cqc_administrator)
    replaced, never = client.get(former), client.get(reverse("invitation_accept", args=["x" * 43]))
    assert (replaced.status_code, never.status_code) == (410, 410)
    assert main_of(replaced) == main_of(never)
    assert "This link no longer works" in main_of(never)


def main_of(page):
    return re.search(r"<main.*?</main>", page.content.decode(), re.DOTALL).group()


def test_it_lasts_fourteen_days(people):
    with time_machine.travel("2026-03-01T12:00Z", tick=False):
        invitation = invited(people)
        assert invitation.expires_at - timezone.now() == timedelta(days=14)
    with time_machine.travel("2026-03-15T11:59Z", tick=False):
        assert policies.can_be_accepted(invitation) is True
    with time_machine.travel("2026-03-15T12:01Z", tick=False):
        assert policies.can_be_accepted(invitation) is False


def test_an_address_with_an_account_elsewhere_looks_like_any_other_and_moves_only_by_its_own_hand(people, client):
    known = invited(people, email=people.lead.email.upper())
    unknown = invited(people, email="new@walk.example")
    bodies = [re.sub(r"invitations/[\w-]+", "invitations/…", Email.objects.get(to=row.email).body) for row in (known, unknown)]
    assert bodies[0] == bodies[1]
    address = reverse("invitation_accept", args=[secret_to(known.email)])
    assert client.post(address, {"password": PASSWORD}).status_code == 422
    client.force_login(people.stranger)
    assert client.post(address).status_code == 403
    client.force_login(people.lead)
    assert client.post(address).status_code == 302
    moved = fresh(people.lead)
    assert queries.membership_of(moved).inspectorate == cqc_of(people)
    assert PastMembership.objects.get(user=moved).inspectorate.code == "ofsted"


def test_somebody_who_left_comes_back_to_the_same_account(people, client):
    commands.leave(people.cqc, by=people.cqc_administrator)
    invited(people, email=people.cqc.email)
    address = reverse("invitation_accept", args=[secret_to(people.cqc.email)])
    assert client.post(address, {"password": PASSWORD}).status_code == 302
    back = fresh(people.cqc)
    assert (back.is_active, back.check_password(PASSWORD)) == (True, True)
    assert queries.membership_of(back).since == timezone.localdate()


def test_one_of_ones_own_or_a_waiting_invitation_is_refused_by_its_field(people):
    with pytest.raises(Invalid, match="one of your people already"):
        invited(people, email=people.cqc.email)
    invited(people)
    with pytest.raises(Invalid, match="Send that one again"):
        invited(people, email="NEW@walk.example")
    with pytest.raises(NotAllowed, match="own organisation"):
        invited(people, inspectorate=people.lead.membership.inspectorate)


def test_an_invitation_of_a_contact_never_mentions_an_inspection(people):
    planned = inspection_at("planned")
    invited(people, inspectorate=None, local_area=planned.local_area, by=people.co_ordinator)
    body = Email.objects.get(to="new@walk.example").body
    assert planned.local_area.name in body  # whom they would join
    assert not re.search(r"fieldwork|notif|planned|20\d\d-", body, re.IGNORECASE)


# Recovery


def test_two_administrators_recover_an_account_and_neither_becomes_its_person(people, client):
    token, _secret = create_token(name="sheet", scope="read", days=5, by=people.ofsted)
    Authenticator.objects.create(user=people.ofsted, type=Authenticator.Type.TOTP, data={})
    client.force_login(people.ofsted)
    recovery = commands.ask_recovery(people.ofsted, reason="Lost the telephone", by=people.ofsted_administrator)
    assert client.get("/account/").status_code == 200
    with pytest.raises(NotAllowed, match="Another administrator"):
        commands.confirm_recovery(recovery, by=people.ofsted_administrator)
    with pytest.raises(NotAllowed, match="own organisation"):
        commands.confirm_recovery(recovery, by=people.cqc_administrator)
    with pytest.raises(NotAllowed, match="own organisation"):
        commands.confirm_recovery(recovery, by=people.administrator)

    commands.confirm_recovery(recovery, by=people.second_administrator)

    person = fresh(people.ofsted)
    assert client.get("/account/").status_code == 302
    assert (person.is_active, person.has_usable_password()) == (True, False)
    assert Token.objects.get(pk=token.pk).revoked_at is not None
    assert Authenticator.objects.filter(user=person).exists() is False
    told = set(Email.objects.filter(subject="An account was recovered").values_list("to", flat=True))
    assert told == {people.ofsted_administrator.email, people.second_administrator.email, people.programme_lead.email}
    secret = secret_to(person.email)
    assert Email.objects.filter(body__contains=secret).count() == 1
    client.logout()
    address = reverse("recovery_use", args=[secret])
    assert client.post(address, {"password": PASSWORD}).status_code == 302
    assert fresh(person).check_password(PASSWORD)
    assert client.get(address).status_code == 410
    assert queries.membership_of(fresh(person)).inspectorate.code == "ofsted"


def test_where_there_is_no_second_administrator_it_says_what_to_do(people):
    with pytest.raises(NotNow, match="Name another administrator first"):
        commands.ask_recovery(people.cqc, reason="Lost", by=people.cqc_administrator)
    with pytest.raises(NotAllowed, match="two of them together"):
        commands.ask_recovery(people.cqc, reason="Lost", by=people.administrator)
    with pytest.raises(NotAllowed, match="Nobody manages themselves"):
        commands.ask_recovery(people.cqc_administrator, reason="Lost", by=people.cqc_administrator)


def test_in_an_area_with_one_co_ordinator_a_system_administrator_is_the_second(people):
    recovery = commands.ask_recovery(people.police, reason="Lost", by=people.co_ordinator)
    commands.confirm_recovery(recovery, by=people.administrator)
    assert fresh(people.police).has_usable_password() is False


def test_a_second_co_ordinator_comes_before_a_system_administrator(people):
    area = people.co_ordinator.membership.local_area
    newcomer = User.objects.create_user(email="c@walk.example", name="C")
    commands.join(newcomer, local_area=area, job_title="x", co_ordinator=True, by=people.administrator)
    recovery = commands.ask_recovery(people.police, reason="Lost", by=people.co_ordinator)
    with pytest.raises(NotAllowed, match="another co-ordinator"):
        commands.confirm_recovery(recovery, by=people.administrator)
    commands.confirm_recovery(recovery, by=newcomer)


def test_a_withdrawn_recovery_opens_nothing(people, client):
    recovery = commands.ask_recovery(people.ofsted, reason="Lost", by=people.ofsted_administrator)
    commands.confirm_recovery(recovery, by=people.second_administrator)
    address = reverse("recovery_use", args=[secret_to(people.ofsted.email)])
    commands.withdraw_recovery(recovery, by=people.second_administrator)
    assert client.get(address).status_code == 410
    unknown = client.get(reverse("recovery_use", args=["x" * 43]))
    assert (unknown.status_code, "A newer one may have been sent" in unknown.content.decode()) == (410, True)
