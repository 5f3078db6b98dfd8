"""Home names what waits for somebody beside their inspections, and nothing that is another's to decide."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agencies.commands import ask_recovery, confirm_recovery, declare_interest, state_interests
from agencies.models import InterestStatement
from inspections import commands
from tests.factories import MembershipFactory
from tests.walk import inspection_at

pytestmark = pytest.mark.django_db


def home(client: Client, person) -> str:
    client.force_login(person)
    return " ".join(client.get(reverse("home")).content.decode().partition("<main")[2].split())


def who_is_told(client: Client, people, sentence: str, *parts: str) -> list[str]:
    return [part for part in parts if sentence in home(client, getattr(people, part))]


def recovery_of(person, by):
    return ask_recovery(person, reason="Lost the telephone", by=by)


def override_on(inspection, person, by):
    declare_interest(kind="lives", local_area=inspection.local_area, by=person)
    return commands.ask_override(inspection, person=person, reason="Wanted", by=by)


def test_a_recovery_waits_for_the_second_administrator_only(client, people):
    waits = recovery_of(people.ofsted, people.ofsted_administrator)
    sentence = f"Confirm the recovery of the account of {people.ofsted}"
    administrators = ("ofsted_administrator", "second_administrator", "cqc_administrator", "administrator", "ofsted")
    assert who_is_told(client, people, sentence, *administrators) == ["second_administrator"]
    page = home(client, people.second_administrator)
    assert reverse("recovery", args=[waits.pk]) in page
    assert f"{people.ofsted_administrator} asked on" in page
    confirm_recovery(waits, by=people.second_administrator)
    assert sentence not in home(client, people.second_administrator)


def test_a_system_administrator_is_the_second_only_where_an_area_has_no_other_co_ordinator(client, people):
    recovery_of(people.police, people.co_ordinator)
    sentence = f"Confirm the recovery of the account of {people.police}"
    parts = ("administrator", "co_ordinator", "other_area")
    assert who_is_told(client, people, sentence, *parts) == ["administrator"]
    other = MembershipFactory(local_area=people.police.membership.local_area, inspectorate=None, co_ordinator=True).user
    assert who_is_told(client, people, sentence, *parts) == []
    assert sentence in home(client, other)


def test_an_override_waits_for_those_who_see_the_inspection_and_did_not_ask(client, people):
    inspection = inspection_at("planned")
    waits = override_on(inspection, people.cqc, people.programme_lead)
    sentence = f"Decide about the conflict of interest of {people.cqc}, {inspection.local_area.name}"
    parts = (
        "programme_lead",
        "cqc_programme_lead",
        "cqc_administrator",
        "ofsted_administrator",
        "cqc",
        "lead",
        "administrator",
    )
    assert who_is_told(client, people, sentence, *parts) == ["cqc_programme_lead"]
    assert reverse("override", args=[inspection.pk, waits.pk]) in home(client, people.cqc_programme_lead)
    commands.decide_override(waits, allowed=False, reason="Others can", by=people.cqc_programme_lead)
    assert sentence not in home(client, people.cqc_programme_lead)


def test_nobody_is_asked_to_decide_about_themselves(client, people):
    inspection = inspection_at("planned")
    override_on(inspection, people.cqc_programme_lead, people.programme_lead)
    assert "Decide about the conflict" not in home(client, people.cqc_programme_lead)


@pytest.mark.parametrize("part", ["second_administrator", "cqc_programme_lead", "administrator"])
def test_three_that_wait_cost_what_one_costs(client, people, part):
    inspection, person = inspection_at("planned"), getattr(people, part)

    def one_more() -> None:
        recovery_of(MembershipFactory(inspectorate=people.ofsted.membership.inspectorate).user, people.ofsted_administrator)
        recovery_of(
            MembershipFactory(local_area=people.police.membership.local_area, inspectorate=None).user, people.co_ordinator
        )
        colleague = MembershipFactory(inspectorate=people.cqc.membership.inspectorate).user
        override_on(inspection, colleague, people.programme_lead)

    def cost() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as asked:
            page = home(client, person)
        return len([query for query in asked if "SAVEPOINT" not in query["sql"]]), page.count(" asked on ")

    one_more()
    home(client, person)
    first = cost()
    one_more()
    one_more()
    assert (first[1], cost()) == (1, (first[0], 3))


def test_interests_are_to_be_declared_once_a_year(client, people):
    assert reverse("interests") in home(client, people.stranger)
    state_interests(nothing=True, by=people.stranger)
    assert "Declare your interests" not in home(client, people.stranger)
    InterestStatement.objects.filter(user=people.stranger).update(on=timezone.localdate() - timedelta(days=400))
    assert "Declare your interests" in home(client, people.stranger)
    for person in (people.co_ordinator, people.administrator):
        assert "Declare your interests" not in home(client, person)


def test_those_who_only_administer_are_led_to_what_they_administer(client, people):
    state_interests(nothing=True, by=people.ofsted_administrator)
    page = home(client, people.ofsted_administrator)
    assert f'href="{reverse("people")}"' in page
    assert "Nothing needs you today. You look after the people of your inspectorate." in page
    for sentence in ("no place on a live inspection", "All inspections that you can see"):
        assert sentence not in page
    page = home(client, people.administrator)
    for name in ("people", "bank_holidays", "retention"):
        assert f'href="{reverse(name)}"' in page


def test_a_conflict_of_somebody_on_the_team_waits_for_the_own_programme_lead_until_it_is_borne(client, people):
    inspection = inspection_at("fieldwork")
    sentence = f"{inspection.local_area.name}: {people.stranger.name} has a place in spite of a conflict of interest"
    commands.assign(inspection, person=people.stranger, part="inspector", by=people.programme_lead)
    parts = ("programme_lead", "cqc_programme_lead", "lead", "stranger", "ofsted_administrator")
    assert who_is_told(client, people, sentence, *parts) == []
    declare_interest(kind="lives", local_area=inspection.local_area, by=people.stranger)
    assert who_is_told(client, people, sentence, *parts) == ["programme_lead"]
    asked = commands.ask_override(inspection, person=people.stranger, reason="Wanted", by=people.programme_lead)
    commands.decide_override(asked, allowed=True, reason="Slight", by=people.cqc_programme_lead)
    assert who_is_told(client, people, sentence, *parts) == []
    # What is declared after the decision was not known to it.
    declare_interest(kind="relative", local_area=inspection.local_area, by=people.stranger)
    assert who_is_told(client, people, sentence, *parts) == ["programme_lead"]


def test_many_conflicts_cost_what_one_does(client, people):
    places = [
        commands.assign(
            inspection_at("fieldwork", year=year), person=people.stranger, part="inspector", by=people.programme_lead
        )
        for year in (2023, 2024, 2025)
    ]
    declare_interest(kind="lives", local_area=places[0].inspection.local_area, by=people.stranger)
    home(client, people.programme_lead)
    costs = []
    for place in places:
        with CaptureQueriesContext(connection) as queries:
            page = home(client, people.programme_lead)
        costs.append((page.count("in spite of a conflict"), len(queries)))
        commands.end_place(place, by=people.programme_lead)
    assert [count for count, _cost in costs] == [3, 2, 1]
    assert len({cost for _count, cost in costs}) == 1
