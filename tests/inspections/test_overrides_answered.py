"""What became of an override reaches whoever asked for it, and stands beside the place that it bears."""

import pytest
from django.urls import reverse

from agencies import commands as people_commands
from agencies.models import RoleKind
from inspections import commands
from inspections.models import Part
from jobs.models import Email
from jtai.errors import NotAllowed, NotNow
from tests.factories import MembershipFactory, RoleFactory
from tests.walk import inspection_at

pytestmark = pytest.mark.django_db
MARK = "Has a place by an override"


@pytest.fixture
def asked(people):
    """Ofsted’s programme lead wants somebody who lives there; CQC’s decides."""
    inspection = inspection_at("planned")
    people_commands.declare_interest(kind="lives", local_area=inspection.local_area, by=people.stranger)
    return commands.ask_override(inspection, person=people.stranger, reason="Needed", by=people.programme_lead)


@pytest.mark.parametrize(("allowed", "word"), [(True, "was allowed"), (False, "was refused")])
def test_the_answer_goes_to_who_asked_and_names_nobody(people, asked, allowed, word):
    commands.decide_override(asked, allowed=allowed, reason="canary-of-the-reason", by=people.cqc_programme_lead)
    mail = Email.objects.get(subject="Your request about a conflict of interest was decided")
    assert (mail.to, word in mail.body) == (people.programme_lead.email, True)
    for secret in ("canary", people.stranger.name, asked.inspection.local_area.name):
        assert secret not in mail.body
    assert mail.body.endswith(reverse("override", args=[asked.inspection_id, asked.pk]))


def test_a_place_that_an_override_bears_carries_a_mark_until_something_newer_is_declared(client, people, asked):
    inspection = asked.inspection
    commands.decide_override(asked, allowed=True, reason="Slight", by=people.cqc_programme_lead)
    commands.assign(inspection, person=people.stranger, part=Part.INSPECTOR, by=people.programme_lead)

    def shown(viewer):
        client.force_login(viewer)
        return client.get(reverse("team", args=[inspection.pk])).content.decode()

    assert shown(people.programme_lead).count(MARK) == 1
    assert MARK not in shown(people.lead)
    people_commands.declare_interest(kind="lives", local_area=inspection.local_area, by=people.stranger)
    assert MARK not in shown(people.programme_lead)


def programme_lead_beside(person):
    here = person.membership.inspectorate
    administrator = RoleFactory(user=MembershipFactory(inspectorate=here).user, kind=RoleKind.ADMINISTRATOR).user
    made = MembershipFactory(inspectorate=here).user
    people_commands.give_role(made, RoleKind.PROGRAMME_LEAD, by=administrator)
    return made


def decide(override, people):
    return commands.decide_override(override, allowed=True, reason="canary-why-decided", by=people.cqc_programme_lead)


def page(client, viewer, name, *args):
    client.force_login(viewer)
    return client.get(reverse(name, args=args)).content.decode()


def test_what_is_allowed_for_one_place_is_not_allowed_for_another(client, people, asked):
    inspection = asked.inspection
    decide(asked, people)
    with pytest.raises(NotNow, match="has a conflict of interest"):
        commands.assign(inspection, person=people.stranger, part=Part.LEAD, by=people.programme_lead)
    place = commands.assign(inspection, person=people.stranger, part=Part.INSPECTOR, by=people.programme_lead)
    lead = inspection.team.get(user=people.lead)
    with pytest.raises(NotNow, match="has a conflict of interest"):
        commands.replace(lead, person=people.stranger, by=people.programme_lead)
    page(client, people.programme_lead, "home")
    refused = client.post(reverse("team_replace", args=[inspection.pk, lead.pk]), {"person": people.stranger.pk})
    ask = reverse("override_ask", args=[inspection.pk, people.stranger.pk])
    assert f'href="{ask}?part=lead"' in refused.content.decode()
    assert client.get(f"{ask}?part=lead").context["form"]["part"].value() == "lead"
    second = commands.ask_override(
        inspection, person=people.stranger, part=Part.LEAD, reason="Knows the topic", by=people.programme_lead
    )
    assert "Lead inspector" in page(client, people.cqc_programme_lead, "override", inspection.pk, second.pk)
    # What is decided about the one leaves the other as it was.
    commands.decide_override(second, allowed=False, reason="Too near", by=people.cqc_programme_lead)
    assert MARK in page(client, people.programme_lead, "team", inspection.pk)
    assert place.part == Part.INSPECTOR


def test_once_decided_the_reasons_are_for_the_own_inspectorate_and_for_the_two(client, people, asked):
    inspection = asked.inspection
    hmicfrs, second = programme_lead_beside(people.hmicfrs), programme_lead_beside(people.cqc)

    def reads(viewer):
        said = page(client, viewer, "override", inspection.pk, asked.pk)
        told = client.get(f"/api/v1/inspections/{inspection.pk}/overrides/").json()["results"][0]
        assert told["reason"] == ("Needed" if "Needed" in said else None)
        assert told["decision_reason"] in {None, "", "canary-why-decided"}
        assert ("canary" in said) is (told["decision_reason"] == "canary-why-decided")
        return "Needed" in said, "canary" in said

    everybody = (people.programme_lead, people.cqc_programme_lead, second, hmicfrs)
    assert [reads(viewer) for viewer in everybody] == [(True, False)] * 4
    decide(asked, people)
    assert [reads(viewer) for viewer in everybody] == [(True, True), (True, True), (False, False), (False, False)]
    said = page(client, hmicfrs, "override", inspection.pk, asked.pk)
    assert "allowed it" in said
    assert "The reasons are for the person’s own inspectorate" in said


def test_who_asked_is_led_from_the_answer_to_the_place(client, people, asked):
    decide(asked, people)
    add = f"{reverse('team_add', args=[asked.inspection_id])}?part=inspector&amp;person={people.stranger.pk}"
    assert add in page(client, people.programme_lead, "override", asked.inspection_id, asked.pk)
    said = page(client, people.cqc_programme_lead, "override", asked.inspection_id, asked.pk)
    assert (add in said, "somebody else has to give the place" in said) == (False, True)
    page(client, people.programme_lead, "home")
    form = client.get(add.replace("&amp;", "&")).context["form"]
    assert (form["part"].value(), form["person"].value()) == ("inspector", str(people.stranger.pk))
    commands.assign(asked.inspection, person=people.stranger, part=Part.INSPECTOR, by=people.programme_lead)
    assert add not in page(client, people.programme_lead, "override", asked.inspection_id, asked.pk)


def test_nothing_is_asked_for_a_place_whose_role_the_person_lacks(people, asked):
    commands.decide_override(asked, allowed=False, reason="No", by=people.cqc_programme_lead)
    with pytest.raises(NotNow, match="does not hold the role “Signatory”"):
        commands.ask_override(
            asked.inspection, person=people.stranger, reason="Needed", part=Part.SIGNATORY, by=people.programme_lead
        )


def test_who_decides_second_keeps_what_they_typed(client, people, asked):
    decide(asked, people)
    other = programme_lead_beside(people.cqc)
    client.force_login(other)
    answer = client.post(
        reverse("override", args=[asked.inspection_id, asked.pk]), {"allowed": "no", "reason": "canary-of-the-second"}
    )
    said = answer.content.decode()
    assert (answer.status_code, "canary-of-the-second" in said, "canary-why-decided" in said) == (409, True, False)


def test_the_question_is_of_one_place(client, people, asked):
    client.force_login(people.cqc_programme_lead)
    page = client.get(reverse("override", args=[asked.inspection_id, asked.pk])).content.decode()
    assert "May Stranger have the place of team inspector?" in page
    assert "have a place?" not in page


def test_whoever_asked_withdraws_it_and_can_ask_for_another_part(client, people, asked):
    inspection = asked.inspection
    again = {"person": people.stranger, "part": Part.LEAD, "reason": "Knows the topic", "by": people.programme_lead}
    with pytest.raises(NotNow, match="as team inspector waits for a decision"):
        commands.ask_override(inspection, **again)
    address = reverse("override_withdraw", args=[inspection.pk, asked.pk])
    assert f'href="{address}"' in page(client, people.programme_lead, "override", inspection.pk, asked.pk)
    assert f'href="{address}"' not in page(client, people.cqc_programme_lead, "override", inspection.pk, asked.pk)
    decides = reverse("override", args=[inspection.pk, asked.pk])
    assert decides in page(client, people.cqc_programme_lead, "home")
    with pytest.raises(NotAllowed, match="Nobody else can withdraw it"):
        commands.withdraw_asking(asked, by=people.cqc_programme_lead)
    client.force_login(people.programme_lead)
    assert client.post(address).status_code == 302
    assert "Withdrawn" in page(client, people.programme_lead, "team", inspection.pk)
    assert decides not in page(client, people.cqc_programme_lead, "home")
    assert commands.ask_override(inspection, **again).part == Part.LEAD
    with pytest.raises(NotNow, match="withdrew this"):
        commands.withdraw_asking(asked, by=people.programme_lead)
    trail = page(client, people.lead, "inspection_trail", inspection.pk)
    assert f"{people.stranger.name}, Team inspector" in trail.rpartition("Withdrew what was asked about a conflict")[2][:400]


def test_what_was_withdrawn_allows_nothing_is_not_decided_and_its_reasons_stay_at_home(client, people, asked):
    inspection = asked.inspection
    commands.withdraw_asking(asked, by=people.programme_lead)
    with pytest.raises(NotNow, match="has a conflict of interest"):
        commands.assign(inspection, person=people.stranger, part=Part.INSPECTOR, by=people.programme_lead)
    with pytest.raises(NotNow, match="withdrew this"):
        decide(asked, people)
    client.force_login(people.cqc_programme_lead)
    typed = {"allowed": "no", "reason": "canary-of-the-second"}
    refused = client.post(reverse("override", args=[inspection.pk, asked.pk]), typed)
    said = refused.content.decode()
    assert (refused.status_code, "canary-of-the-second" in said, "was withdrawn first" in said) == (409, True, True)
    reads = [
        "Needed" in page(client, one, "override", inspection.pk, asked.pk)
        for one in (people.programme_lead, people.cqc_programme_lead)
    ]
    assert reads == [True, False]
    assert "Needed" not in client.get(f"/api/v1/inspections/{inspection.pk}/overrides/").content.decode()


def test_what_was_decided_is_not_withdrawn(people, asked):
    decide(asked, people)
    with pytest.raises(NotNow, match="decided already"):
        commands.withdraw_asking(asked, by=people.programme_lead)


def test_who_decides_again_reads_what_was_decided_before(client, people, asked):
    inspection = asked.inspection
    commands.decide_override(asked, allowed=False, reason="Too near", by=people.cqc_programme_lead)
    again = commands.ask_override(inspection, person=people.stranger, reason="Still needed", by=people.programme_lead)
    hmicfrs = programme_lead_beside(people.hmicfrs)
    first = reverse("override", args=[inspection.pk, asked.pk])
    said = page(client, hmicfrs, "override", inspection.pk, again.pk)
    words = f"It was asked before, and {people.cqc_programme_lead.name} refused it"
    assert (words in said, f'href="{first}"' in said, "Too near" in said) == (True, True, False)
    assert "It was asked before" not in page(client, hmicfrs, "override", inspection.pk, asked.pk)


def test_a_refusal_says_that_the_place_stays_until_somebody_ends_it(client, people):
    inspection = inspection_at("fieldwork")
    people_commands.declare_interest(kind="lives", local_area=inspection.local_area, by=people.cqc)
    wanted = commands.ask_override(inspection, person=people.cqc, reason="Needed", by=people.programme_lead)
    assert "still has this place" not in page(client, people.cqc_programme_lead, "override", inspection.pk, wanted.pk)
    commands.decide_override(wanted, allowed=False, reason="Too near", by=people.cqc_programme_lead)
    assert f"{people.cqc.name} still has this place" in page(
        client, people.cqc_programme_lead, "override", inspection.pk, wanted.pk
    )
    commands.end_place(inspection.team.get(user=people.cqc), by=people.programme_lead)
    assert "still has this place" not in page(client, people.cqc_programme_lead, "override", inspection.pk, wanted.pk)
