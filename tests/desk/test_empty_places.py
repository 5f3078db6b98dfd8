"""A place whose person left waits for those who have to fill it, at home and on the team's page, until somebody has it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies import commands as people_commands
from agencies.models import PastMembership
from audit.models import Event
from inspections import commands
from inspections.models import Part
from jtai.errors import NotAllowed, NotNow
from tests.factories import MembershipFactory
from tests.walk import OTHER_AREA, WEEK, inspection_at

pytestmark = pytest.mark.django_db
EVERYBODY = (
    "programme_lead", "cqc_programme_lead", "lead", "ofsted", "hmicfrs", "reviewer", "cqc_signatory", "observer", "stranger",
    "decision_maker", "co_ordinator", "police", "administrator", "ofsted_administrator", "cqc_administrator", "governance",
)  # fmt: skip


def page(client: Client, person, name: str, *args) -> str:
    client.force_login(person)
    return " ".join(client.get(reverse(name, args=args)).content.decode().partition("<main")[2].split())


def told(client: Client, people, sentence: str) -> set[str]:
    return {part for part in EVERYBODY if sentence in page(client, getattr(people, part), "home")}


def colleague(person):
    return MembershipFactory(inspectorate=person.membership.inspectorate).user


def empty(inspection, person) -> str:
    return f"{inspection.local_area.name}: a place of CQC’s team stands empty since {person.name} left"


def test_the_own_programme_lead_and_the_lead_see_it_at_home_until_it_is_filled(client, people):
    inspection = inspection_at("fieldwork")
    new = colleague(people.cqc)
    people_commands.leave(people.cqc, by=people.cqc_administrator)
    sentence = empty(inspection, people.cqc)
    assert told(client, people, sentence) == {"cqc_programme_lead", "lead"}
    said = page(client, people.cqc_programme_lead, "home")
    assert f'href="{reverse("team", args=[inspection.pk])}">{sentence}</a> (Team inspector, ' in said
    commands.assign(inspection, person=new, part=Part.INSPECTOR, by=people.cqc_programme_lead)
    assert told(client, people, sentence) == set()


def test_the_page_of_the_team_says_who_left_and_leads_to_a_successor(client, people):
    inspection = inspection_at("fieldwork")
    people_commands.leave(people.cqc, by=people.cqc_administrator)
    day = PastMembership.objects.get(user=people.cqc).until
    sentence = f"{people.cqc.name} (Team inspector) left on {day:%-d %B %Y}, and nobody has taken the place over."
    place = inspection.team.get(user=people.cqc)
    add = f"{reverse('team_add', args=[inspection.pk])}?place={place.pk}"
    for person, link in ((people.programme_lead, True), (people.cqc_programme_lead, True), (people.lead, False)):
        said = page(client, person, "team", inspection.pk)
        assert (sentence in said, "Place empty" in said, f'href="{add}"' in said) == (True, True, link)
    for person in (people.hmicfrs, people.observer):
        said = page(client, person, "team", inspection.pk)
        assert (f"{people.cqc.name} (" in said, "nobody has taken" in said, "Place empty" in said) == (False, False, False)
    commands.assign(inspection, person=colleague(people.cqc_programme_lead), part="inspector", by=people.cqc_programme_lead)
    assert "Place empty" not in page(client, people.cqc_programme_lead, "team", inspection.pk)


def test_who_leads_nothing_any_more_leaves_the_place_to_the_office_of_the_year(client, people):
    inspection = inspection_at("fieldwork")
    people_commands.leave(people.lead, by=people.ofsted_administrator)
    sentence = f"{inspection.local_area.name}: nobody leads the inspection since {people.lead.name} left"
    assert told(client, people, sentence) == {"programme_lead"}
    commands.assign(inspection, person=people.stranger, part=Part.LEAD, by=people.programme_lead)
    assert told(client, people, sentence) == set()


def test_a_place_that_needs_a_role_stands_empty_when_the_role_ends(client, people):
    inspection = inspection_at("fieldwork")
    people_commands.end_role(people.reviewer.roles.get(), by=people.ofsted_administrator)
    sentence = f"a place of Ofsted’s team stands empty since the role of {people.reviewer.name} ended"
    assert told(client, people, sentence) == {"programme_lead", "lead"}
    said = page(client, people.lead, "team", inspection.pk)
    assert f"The role that the place of {people.reviewer.name} (Quality assurance) needs ended on" in said


def test_what_was_ended_handed_over_or_is_over_waits_for_nobody(client, people):
    inspection = inspection_at("fieldwork")
    inspection_at("cancelled", area=OTHER_AREA)
    people_commands.leave(people.observer, by=people.ofsted_administrator)  # no work waits in that place
    commands.end_place(inspection.team.get(user=people.hmicfrs), by=people.programme_lead)
    place = inspection.team.get(user=people.cqc)
    commands.replace(place, person=colleague(people.cqc), by=people.cqc_programme_lead)
    people_commands.leave(people.cqc, by=people.cqc_administrator)  # on the day on which the place was handed over
    assert told(client, people, "stands empty") == set()


def test_who_left_and_came_back_has_left_the_place_all_the_same(client, people):
    inspection = inspection_at("fieldwork")
    here = people.cqc.membership.inspectorate
    people_commands.leave(people.cqc, by=people.cqc_administrator)
    people.cqc.refresh_from_db()
    MembershipFactory(user=people.cqc, inspectorate=here)
    assert empty(inspection, people.cqc) in page(client, people.cqc_programme_lead, "home")


def test_two_empty_places_are_filled_one_after_the_other(client, people):
    inspection = inspection_at("fieldwork")
    second, third = colleague(people.cqc), colleague(people.cqc)
    commands.assign(inspection, person=second, part=Part.INSPECTOR, by=people.cqc_programme_lead)
    people_commands.leave(people.cqc, by=people.cqc_administrator)
    people_commands.leave(second, by=people.cqc_administrator)
    assert page(client, people.lead, "home").count("stands empty since") == 2
    commands.assign(inspection, person=third, part=Part.INSPECTOR, by=people.cqc_programme_lead)
    said = page(client, people.lead, "home")
    assert (empty(inspection, people.cqc) in said, empty(inspection, second) in said) == (False, True)
    # Somebody else's place changes hands: that fills none.
    commands.replace(inspection.team.get(user=third), person=colleague(people.cqc_programme_lead), by=people.cqc_programme_lead)
    assert empty(inspection, second) in page(client, people.lead, "home")


@pytest.mark.parametrize("part", ["cqc_programme_lead", "lead"])
@pytest.mark.parametrize("name", ["home", "team"])
def test_three_that_stand_empty_cost_what_one_costs(client, people, part, name):
    inspections = [inspection_at("fieldwork")]
    inspections += [inspection_at("fieldwork", area=f"X10{number}", week=WEEK + timedelta(weeks=number)) for number in (1, 2)]
    leaving = [colleague(people.cqc) for _number in range(3)]
    places = inspections if name == "home" else inspections[:1] * 3
    for inspection, person in zip(places, leaving, strict=True):
        commands.assign(inspection, person=person, part=Part.INSPECTOR, by=people.cqc_programme_lead)
    args = [] if name == "home" else [inspections[0].pk]
    sign = "since {} left" if name == "home" else "{} (Team inspector) left on"

    def cost() -> tuple[int, list[bool]]:
        with CaptureQueriesContext(connection) as asked:
            said = page(client, getattr(people, part), name, *args)
        return len([query for query in asked if "SAVEPOINT" not in query["sql"]]), [
            sign.format(one.name) in said for one in leaving
        ]

    people_commands.leave(leaving[0], by=people.cqc_administrator)
    cost()
    first = cost()
    for person in leaving[1:]:
        people_commands.leave(person, by=people.cqc_administrator)
    assert (first[1], cost()) == ([True, False, False], (first[0], [True, True, True]))


def test_a_place_that_is_left_empty_waits_for_nobody(client, people):
    inspection = inspection_at("fieldwork")
    place = inspection.team.get(user=people.cqc)
    address = reverse("team_leave_empty", args=[inspection.pk, place.pk])
    client.force_login(people.cqc_programme_lead)
    said = client.get(address).content.decode()
    assert (f"{people.cqc.name} holds this place" in said, "Leave it empty" in said) == (True, False)
    refused = client.post(address)
    assert (refused.status_code, "holds this place" in refused.content.decode()) == (409, True)
    people_commands.leave(people.cqc, by=people.cqc_administrator)
    assert f'href="{address}"' in page(client, people.cqc_programme_lead, "team", inspection.pk)
    assert f'href="{address}"' not in page(client, people.lead, "team", inspection.pk)
    client.force_login(people.cqc_programme_lead)
    assert client.post(address).status_code == 302
    assert told(client, people, "stands empty") == set()
    assert "Place empty" not in page(client, people.cqc_programme_lead, "team", inspection.pk)
    trail = page(client, people.lead, "inspection_trail", inspection.pk)
    assert f"{people.cqc.name}, Team inspector" in trail.rpartition("Left a place on the team empty")[2][:400]
    # A second click changes nothing, and is told so.
    client.force_login(people.cqc_programme_lead)
    assert client.post(address, follow=True).redirect_chain == [(reverse("team", args=[inspection.pk]), 302)]
    assert Event.objects.filter(verb="inspection.leave_empty").count() == 1


def test_what_does_not_stand_empty_cannot_be_left_so(people):
    inspection = inspection_at("fieldwork")
    place = inspection.team.get(user=people.cqc)
    with pytest.raises(NotNow, match="holds this place"):
        commands.leave_empty(place, by=people.programme_lead)
    commands.end_place(place, by=people.programme_lead)
    with pytest.raises(NotNow, match="does not stand empty any more"):
        commands.leave_empty(place, by=people.programme_lead)
    people_commands.leave(people.hmicfrs, by=people.administrator)
    with pytest.raises(NotAllowed):
        commands.leave_empty(inspection.team.get(user=people.hmicfrs), by=people.cqc_programme_lead)
    people_commands.leave(people.lead, by=people.ofsted_administrator)
    with pytest.raises(NotNow, match="needs a lead inspector"):
        commands.leave_empty(inspection.team.get(user=people.lead), by=people.programme_lead)


def test_the_place_of_a_signatory_is_not_left_empty(client, people):
    inspection = inspection_at("fieldwork")
    place = inspection.team.get(user=people.cqc_signatory)
    address = reverse("team_leave_empty", args=[inspection.pk, place.pk])
    people_commands.leave(people.cqc_signatory, by=people.cqc_administrator)
    said = page(client, people.cqc_programme_lead, "team", inspection.pk)
    assert (f"{people.cqc_signatory.name} (Signatory) left on" in said, address in said) == (True, False)
    with pytest.raises(NotNow, match="Each inspectorate signs the report: give the place to somebody"):
        commands.leave_empty(place, by=people.cqc_programme_lead)
    assert "Each inspectorate signs the report" in page(
        client, people.cqc_programme_lead, "team_leave_empty", inspection.pk, place.pk
    )


def test_the_team_is_not_done_while_a_place_stands_empty(client, people):
    inspection = inspection_at("fieldwork")

    def row(person) -> tuple[str, str]:
        client.force_login(person)
        answer = client.get(reverse("inspection", args=[inspection.pk]))
        rows = [one for section in answer.context["sections"] for one in section["rows"]]
        (found,) = (one for one in rows if one["text"] == "Team")
        return found["label"], found["hint"]

    count = inspection.team.count()
    assert row(people.lead) == ("Done", f"{count} people")
    people_commands.leave(people.cqc, by=people.cqc_administrator)
    for person in (people.lead, people.hmicfrs, people.cqc_programme_lead):
        assert row(person) == ("In progress", f"{count - 1} people; 1 place is empty")
    place = inspection.team.get(user=people.cqc)
    commands.fill(place, person=colleague(people.cqc_programme_lead), by=people.cqc_programme_lead)
    assert row(people.lead) == ("Done", f"{count} people")
