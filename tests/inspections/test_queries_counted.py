"""Pages cost the same however much there is, and the four busiest at most twelve queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inspections import commands, queries
from inspections.models import Finding
from inspections.workflow import MAIN_LINE
from tests.walk import WEEK, agency_of, cast, finding, inspection_at, note, strand_of
from tests.walk_reports import report_at

pytestmark = pytest.mark.django_db
MOST = 12
# What somebody opens is written down: one statement, which a process leaves out when it wrote the same in this quarter of an hour.
READ = 1


def cost(client, method, address, data=None):
    """How many queries a request makes; savepoints are the test's own, a request outside one has none."""
    with CaptureQueriesContext(connection) as captured:
        answer = getattr(client, method)(address, data or {})
    assert answer.status_code in {200, 302}, answer.content.decode()[:3000]
    return len([query for query in captured if "SAVEPOINT" not in query["sql"]])


def warmed(client, person, address):
    """Signed in, and what a process reads once is read."""
    client.force_login(person)
    client.get(address)
    return client


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_inspections(client, count):
    for number in range(count):
        inspection_at("planned", area=f"X10{number}", week=WEEK + timedelta(weeks=number))
    address = reverse("inspections")
    assert cost(warmed(client, cast().cqc, address), "get", address) == 5


@pytest.mark.parametrize("count", [1, 3])
def test_home(client, count):
    for number in range(count):
        inspection_at("moderation", area=f"X10{number}", week=WEEK + timedelta(weeks=number))
    address = reverse("home")
    # Among them whether somebody else looks after what is shared, and what of all that waits.
    assert cost(warmed(client, cast().cqc, address), "get", address) == MOST


@pytest.mark.parametrize("count", [1, 3])
def test_home_of_an_area(client, count):
    for number in range(count):
        inspection_at("set-up", week=WEEK + timedelta(weeks=number), year=2025 - number)
    address = reverse("home")
    assert cost(warmed(client, cast().police, address), "get", address) == 7


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_an_inspection(client, count):
    people = cast()
    inspection = inspection_at("fieldwork")
    for _number in range(count):
        finding(inspection, by=people.cqc, notes=[note(inspection, by=people.cqc)])
    address = reverse("inspection", args=[inspection.pk])
    # One of them asks what it stands in for, and what stands in for it.
    assert cost(warmed(client, people.cqc, address), "get", address) == 8 + READ
    assert cost(warmed(client, people.lead, address), "get", address) == 9 + READ


@pytest.mark.parametrize("count", [1, 3])
def test_why_places_ended_is_asked_in_one_query_of_teams_that_somebody_left(client, count):
    people = cast()
    inspection = inspection_at("fieldwork")
    for person in [people.observer, people.reviewer, people.ofsted][:count]:
        commands.end_place(inspection.team.get(user=person), by=people.programme_lead)
    address = reverse("inspection", args=[inspection.pk])
    assert cost(warmed(client, people.cqc, address), "get", address) == 8 + READ + 1
    assert len(queries.places_of(inspection).past) == count


@pytest.mark.parametrize("status", ["planned", "notified", "set-up", "fieldwork", "moderation", "paused", "deferred"])
def test_the_page_of_an_inspection_in_every_state(client, status):
    inspection = inspection_at(status)
    address = reverse("inspection", args=[inspection.pk])
    for person in (cast().lead, cast().cqc, cast().programme_lead):
        assert cost(warmed(client, person, address), "get", address) <= MOST


@pytest.mark.parametrize("count", [1, 3])
def test_the_finding_form(client, count):
    people = cast()
    inspection = inspection_at("fieldwork")
    notes = [note(inspection, by=people.cqc) for _number in range(count)]
    address = reverse("finding_add", args=[inspection.pk])
    client = warmed(client, people.cqc, address)
    assert cost(client, "get", address) == 6 + READ
    assert cost(client, "get", address, {"notes": [each.pk for each in notes]}) == 7 + READ


def test_saving_a_finding(client):
    people = cast()
    inspection = inspection_at("fieldwork")
    found = finding(inspection, by=people.cqc)
    add = reverse("finding_add", args=[inspection.pk])
    edit = reverse("finding_edit", args=[inspection.pk, found.pk])
    client = warmed(client, people.cqc, add)
    data = {
        "statement": "Plans say what has to change.", "kind": "improvement", "effect": "hinders", "level": "practice",
        "strand": strand_of(inspection).pk, "criterion": strand_of(inspection).criteria.first().pk,
        "agency": agency_of(inspection, "police").pk, "child": inspection.children.first().pk,
    }  # fmt: skip
    assert cost(client, "post", add, data) == MOST - 2
    assert Finding.objects.filter(text__body="Plans say what has to change.").count() == 1
    assert cost(client, "post", edit, {**data, "base": 1}) == MOST


@pytest.mark.parametrize("count", [1, 3])
def test_lists_of_an_inspection(client, count):
    people = cast()
    inspection = inspection_at("moderation")
    for number in range(count):
        each = finding(inspection, by=people.cqc, notes=[note(inspection, by=people.cqc)])
        commands.agree_finding(each, version=1, by=people.cqc)
        strand = strand_of(inspection, 1 + number % 2)
        agency = agency_of(inspection, ["police", "icb", "local-authority"][number])
        commands.add_evaluation(
            inspection, strand=strand, agency=agency, effect="improves", text="x", findings=[each], by=people.cqc
        )
    costs = {}
    for name in ("notes", "findings", "evaluations", "moderation", "children", "request", "dates", "team"):
        address = reverse(name, args=[inspection.pk])
        costs[name] = cost(warmed(client, people.cqc, address), "get", address) - READ
    assert costs == {
        "notes": 7, "findings": 8, "evaluations": 5, "moderation": 7, "children": 6, "request": 5, "dates": 5, "team": 7,
    }  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_finding(client, count):
    people = cast()
    inspection = inspection_at("fieldwork")
    found = finding(inspection, by=people.cqc, notes=[note(inspection, by=people.cqc) for _number in range(count)])
    address = reverse("finding", args=[inspection.pk, found.pk])
    assert cost(warmed(client, people.cqc, address), "get", address) == 9 + READ


def test_history_costs_the_same_for_many_versions(client):
    people = cast()
    inspection = inspection_at("fieldwork")
    noted = note(inspection, by=people.cqc)
    address = reverse("text_history", args=[inspection.pk, "notes", noted.pk])
    client = warmed(client, people.cqc, address)
    first = cost(client, "get", address)
    for number in range(3):
        noted.refresh_from_db()
        commands.edit_note(
            noted, base=number + 1, activity="interview", strand=strand_of(inspection), text=f"{number}", by=people.cqc
        )
    assert cost(client, "get", address) == first


@pytest.mark.parametrize("status", MAIN_LINE[5:])
def test_the_page_of_an_inspection_with_a_report(client, status):
    inspection = report_at(status).inspection
    address = reverse("inspection", args=[inspection.pk])
    people = cast()
    assert cost(warmed(client, people.cqc, address), "get", address) <= MOST
    # The lead's buttons say what is missing, which the rules of the report's steps look up, and what its place in the year is.
    assert cost(warmed(client, people.lead, address), "get", address) <= MOST + 7
