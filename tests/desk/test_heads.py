"""The head and the first tasks of an inspection's page: what is missing from the team, and which week and dates still hold."""

import pytest
from django.urls import reverse

from inspections import commands
from inspections.models import Inspection, Part
from inspections.queries import forget_framework_choices
from tests.walk import FRONT_DOOR, cast, inspection_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client):
    client.force_login(cast().programme_lead)
    return client


def looked(client, inspection):
    """The value of the row Fieldwork, and (label, hint) of the tasks Dates and Team."""
    context = client.get(reverse("inspection", args=[inspection.pk])).context
    rows = {row["text"]: (row["label"], row["hint"]) for section in context["sections"] for row in section["rows"]}
    return next(row["value"] for row in context["summary"] if row["key"] == "Fieldwork"), rows["Dates"], rows["Team"]


def team(client, inspection):
    return looked(client, inspection)[2]


def test_a_team_is_done_when_every_place_that_is_wanted_is_filled_and_somebody_leads(lead):
    people = cast()
    inspection = inspection_at("planned", framework=FRONT_DOOR, staffed=False)
    wanted = dict(inspection.framework.participations.values_list("inspectorate__code", "typical_team"))
    total = sum(wanted.values())
    assert team(lead, inspection) == ("Not started", f"0 of {total} places; no lead inspector")
    commands.assign(inspection, person=people.observer, part=Part.OBSERVER, by=people.programme_lead)
    assert team(lead, inspection) == ("In progress", f"0 of {total} places; no lead inspector")
    commands.assign(inspection, person=people.lead, part=Part.LEAD, by=people.programme_lead)
    assert team(lead, inspection) == ("In progress", f"1 of {total} places")
    for participation in inspection.framework.participations.all():
        participation.typical_team = int(participation.inspectorate.code == "ofsted")
        participation.save(update_fields=["typical_team"])
    forget_framework_choices()
    assert team(lead, inspection) == ("Done", "2 people")


def test_people_of_one_inspectorate_do_not_make_up_for_another(lead):
    people = cast()
    inspection = inspection_at("planned", framework=FRONT_DOOR, staffed=False)
    inspection.framework.participations.update(typical_team=1)
    count = inspection.framework.participations.count()
    commands.assign(inspection, person=people.lead, part=Part.LEAD, by=people.programme_lead)
    commands.assign(inspection, person=people.ofsted, part=Part.INSPECTOR, by=people.programme_lead)
    assert team(lead, inspection) == ("In progress", f"1 of {count} places")


def test_from_fieldwork_on_the_team_is_who_they_are(lead):
    inspection = inspection_at("fieldwork")
    assert team(lead, inspection) == ("Done", f"{inspection.team.count()} people")
    inspection.team.filter(part=Part.LEAD).delete()
    assert team(lead, inspection) == ("In progress", f"{inspection.team.count()} people; no lead inspector")


WEEK = "Monday 9 March – Friday 13 March 2026"


def test_a_deferred_inspection_was_planned_and_has_no_date_that_holds(lead):
    planned = inspection_at("planned")
    assert looked(lead, planned)[:2] == (WEEK, ("Done", "11 dates"))
    commands.defer(planned, asked_by="Director", reason="Flood", by=cast().programme_lead)
    assert looked(lead, planned)[:2] == (
        f"Was planned for {WEEK}",
        ("Not started", "None holds until a new week is chosen"),
    )


def test_a_cancelled_inspection_was_planned_and_needs_nothing_any_more(lead):
    inspection = inspection_at("planned")
    commands.take_step("cancel", inspection, reason="Abolished", by=cast().programme_lead)
    fieldwork, dates, people = looked(lead, inspection)
    assert (fieldwork, dates) == (
        f"Was planned for {WEEK}",
        ("Not needed any more", "None holds: the inspection was cancelled"),
    )
    assert people[0] == "Not needed any more"


@pytest.mark.parametrize(("status", "said"), [("set-up", f"Was planned for {WEEK}"), ("fieldwork", WEEK)])
def test_the_dates_of_a_paused_inspection_rest_and_fieldwork_that_began_was_not_only_planned(lead, status, said):
    inspection = inspection_at(status)
    commands.take_step("pause", inspection, reason="Flood", by=cast().lead)
    assert looked(lead, Inspection.objects.get(pk=inspection.pk))[:2] == (
        said,
        ("In progress", "11 dates, which rest until the inspection resumes"),
    )
