"""The page of the team remembers who inspected: places that have ended stand below those of today, for everybody who sees it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.timezone import localdate

from agencies import commands as people_commands
from inspections import commands
from tests.factories import MembershipFactory
from tests.walk import inspection_at

pytestmark = pytest.mark.django_db


def colleague(person):
    return MembershipFactory(inspectorate=person.membership.inspectorate).user


def page(client, viewer, inspection) -> str:
    client.force_login(viewer)
    return " ".join(client.get(reverse("team", args=[inspection.pk])).content.decode().partition("<main")[2].split())


def past(said: str, inspectorate: str) -> list[str]:
    part = said.partition(f">{inspectorate}</h2>")[2].partition("<h2")[0].partition("No longer on the team")[2]
    return [re.sub(r"<.*?>", " ", one).strip() for one in re.findall(r"<li>(.*?)</li>", part)]


def test_every_place_that_ended_is_named_with_its_days_and_what_became_of_it(client, people):
    inspection = inspection_at("fieldwork")
    today = date_format(localdate(), "j F Y")
    days = f"From {today} until {today}"
    assert "No longer on the team" not in page(client, people.observer, inspection)
    new = colleague(people.hmicfrs)
    commands.replace(inspection.team.get(user=people.hmicfrs), person=new, by=people.programme_lead)
    people_commands.leave(people.cqc, by=people.cqc_administrator)
    for viewer in (people.observer, people.hmicfrs_signatory, people.programme_lead, people.lead):
        said = page(client, viewer, inspection)
        assert [" ".join(one.split()) for one in past(said, "Care Quality Commission")] == [f"Cqc , Team inspector {days}"]
        assert f"Taken over by {new.name}" in past(said, escape(people.hmicfrs.membership.inspectorate.name))[0]
        assert past(said, "Ofsted") == []
    commands.leave_empty(inspection.team.get(user=people.cqc), by=people.cqc_programme_lead)
    assert (
        f"Left empty by Cqc programme lead on {today}"
        in past(page(client, people.observer, inspection), "Care Quality Commission")[0]
    )


def test_who_leaves_after_an_inspection_has_ended_stays_named_on_its_page(client, people):
    inspection = inspection_at("cancelled")
    people_commands.leave(people.cqc_signatory, by=people.cqc_administrator)
    (said,) = past(page(client, people.lead, inspection), "Care Quality Commission")
    assert ("Cqc signatory" in said, "Signatory" in said) == (True, True)


def test_three_that_have_ended_cost_what_one_costs(client, people):
    inspection = inspection_at("fieldwork")
    others = [colleague(people.cqc) for _number in range(2)]
    for person in others:
        commands.assign(inspection, person=person, part="inspector", by=people.cqc_programme_lead)

    def cost() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as asked:
            said = page(client, people.observer, inspection)
        return len([one for one in asked if "SAVEPOINT" not in one["sql"]]), len(past(said, "Care Quality Commission"))

    people_commands.leave(people.cqc, by=people.cqc_administrator)
    cost()
    first = cost()
    for person in others:
        people_commands.leave(person, by=people.cqc_administrator)
    commands.leave_empty(inspection.team.get(user=others[0]), by=people.cqc_programme_lead)
    assert (first[1], cost()) == (1, (first[0], 3))
