"""A paused, deferred or cancelled inspection says since when, by whom and why, to those who may know; and what became of its dates."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from audit.models import Event
from inspections import commands
from inspections.models import Inspection
from scheduling.commands import open_year
from tests.walk import WEEK_TO_COME, cast, inspection_at, walk_on

pytestmark = pytest.mark.django_db
WHY = "A serious incident at the council"


@pytest.fixture
def people():
    return cast()


def recorded(verb):
    """The day on which it was done, by the clock of the database."""
    return localtime(Event.objects.filter(verb=f"inspection.{verb}").latest("at").at).date()


def said(verb):
    return date_format(recorded(verb), "j F Y")


def fresh(inspection):
    return Inspection.objects.get(pk=inspection.pk)


def stopped(step, status, people, **where):
    """Brought to a halt from there, with the reason."""
    inspection = inspection_at(status, **where)
    if step == "defer":
        commands.defer(inspection, asked_by="Director", reason=WHY, by=people.programme_lead)
    else:
        commands.take_step(step, inspection, reason=WHY, by=people.lead if step == "pause" else people.programme_lead)
    return fresh(inspection)


def opened(client, viewer, name, *args):
    client.force_login(viewer)
    return client.get(reverse(name, args=args))


def words(client, viewer, name, *args):
    return " ".join(opened(client, viewer, name, *args).content.decode().split())


def head(client, viewer, inspection):
    rows = opened(client, viewer, "inspection", inspection.pk).context["summary"]
    return {str(row["key"]): row.get("value") for row in rows}


@pytest.mark.parametrize(
    ("step", "key", "since"),
    [
        ("pause", "Paused since", "{day}, recorded by Lead"),
        ("defer", "Deferred on", "{day}, recorded by Programme lead"),
        ("cancel", "Cancelled on", "{day}, recorded by Programme lead"),
    ],
)
def test_its_page_says_since_when_by_whom_and_why(client, people, step, key, since):
    inspection = stopped(step, "set-up", people)
    for viewer in (people.programme_lead, people.cqc, people.observer):
        assert head(client, viewer, inspection)[key] == f"{since.format(day=said(step))}\n{WHY}"
    client.force_login(people.cqc)
    told = client.get(f"/api/v1/inspections/{inspection.pk}/").json()["stopped"]
    assert (date.fromisoformat(told["at"][:10]), told["by"], told["reason"]) == (
        recorded(step),
        since.rpartition("by ")[2],
        WHY,
    )


def test_one_that_goes_on_says_nothing_of_an_earlier_pause(client, people):
    inspection = stopped("pause", "set-up", people)
    commands.take_step("resume", inspection, by=people.lead)
    assert "Paused since" not in head(client, people.lead, inspection)
    client.force_login(people.cqc)
    assert client.get(f"/api/v1/inspections/{inspection.pk}/").json()["stopped"] is None


def test_the_second_pause_is_the_one_that_is_told_of(client, people):
    inspection = stopped("pause", "set-up", people)
    commands.take_step("resume", inspection, by=people.lead)
    commands.take_step("pause", fresh(inspection), reason="Snow", by=people.lead)
    assert head(client, people.lead, inspection)["Paused since"] == f"{said('pause')}, recorded by Lead\nSnow"


@pytest.mark.parametrize("step", ["pause", "defer", "cancel"])
def test_the_local_area_learns_since_when_and_not_why(client, people, step):
    page = words(client, people.co_ordinator, "response", stopped(step, "set-up", people).pk)
    assert f'since <time datetime="{recorded(step)}">{said(step)}</time>' in page
    assert WHY not in page


def test_the_dates_of_a_paused_inspection_rest_wherever_they_are_told(client, people):
    inspection = stopped("pause", "fieldwork", people)
    rests = "Its dates rest until it resumes"
    assert head(client, people.lead, inspection)["Next date"] == rests
    assert "The dates to come rest until it resumes." in words(client, people.cqc, "dates", inspection.pk)
    assert "These dates rest until the inspection resumes." in words(client, people.co_ordinator, "response", inspection.pk)
    for viewer in (people.lead, people.co_ordinator):
        assert [one.next_date for one in opened(client, viewer, "home").context["mine"]] == [rests]
    line = opened(client, people.lead, "inspection", inspection.pk).context["line"]
    assert [station.label for station in line if station.day and not station.happened] == []


@pytest.mark.parametrize(
    ("step", "holds"), [("defer", "holds until a new week is chosen"), ("cancel", "None of the dates to come holds")]
)
def test_the_pages_of_dates_say_that_they_do_not_hold(client, people, step, holds):
    inspection = stopped(step, "set-up", people)
    for viewer, name in ((people.cqc, "dates"), (people.co_ordinator, "response")):
        assert holds in words(client, viewer, name, inspection.pk)


def life(client, people, inspection):
    line = opened(client, people.programme_lead, "inspection", inspection.pk).context["line"]
    return [(station.label, station.where, station.day and station.day.isoformat()) for station in line]


def test_what_had_happened_before_a_deferral_is_done_in_its_life(client, people):
    line = life(client, people, stopped("defer", "notified", people))
    day = recorded("defer").isoformat()
    assert line[:4] == [
        ("Planned", "done", None),
        ("Notified", "done", day),
        ("Deferred", "now", day),
        ("Set-up", "to-come", None),
    ]
    assert {where for _label, where, _day in line[3:]} == {"to-come"}


def test_nothing_comes_after_a_cancellation(client, people):
    assert life(client, people, stopped("cancel", "planned", people)) == [
        ("Planned", "done", None),
        ("Cancelled", "now", recorded("cancel").isoformat()),
    ]


def test_what_is_cancelled_while_it_was_paused_in_moderation_had_come_so_far(client, people):
    inspection = stopped("pause", "moderation", people)
    commands.take_step("cancel", inspection, reason=WHY, by=people.programme_lead)
    line = life(client, people, inspection)
    assert [(label, where) for label, where, _day in line[-2:]] == [("Moderation", "done"), ("Cancelled", "now")]
    assert len(line) == 6


def passed(client, people, inspection, step="resume"):
    return opened(client, people.lead, "step", inspection.pk, step).context["passed"]


def test_who_resumes_reads_which_dates_have_passed_and_where_to_change_them(client, people):
    inspection = stopped("pause", "set-up", people, week=WEEK_TO_COME, year=2098)
    assert passed(client, people, inspection) == []
    assert "These have passed" not in words(client, people.lead, "step", inspection.pk, "resume")
    with time_machine.travel("2099-03-14T12:00Z"):
        rows = passed(client, people, inspection)
        assert ("Fieldwork starts: Monday 9 March 2099" in rows, "Fieldwork ends: Friday 13 March 2099" in rows) == (True, True)
        assert [row for row in rows if row.startswith(("Notification", "Set-up starts"))] == []
        page = words(client, people.lead, "step", inspection.pk, "resume")
        assert f'href="{reverse("dates", args=[inspection.pk])}">All dates</a>' in page
        assert passed(client, people, inspection, "notify") == []


def test_a_day_before_the_pause_that_no_step_reaches_is_not_pointed_out(client, people):
    rows = passed(client, people, stopped("pause", "set-up", people))
    assert ("Fieldwork starts: Monday 9 March 2026" in rows, "Fieldwork ends: Friday 13 March 2026" in rows) == (True, False)


def of_years(client, people):
    return [piece.about for piece in opened(client, people.programme_lead, "home").context["years"]]


@time_machine.travel("2026-03-02T12:00Z")
def test_home_of_the_programme_lead_names_what_is_paused(client, people):
    open_year(year=2025, target=1, by=people.programme_lead)
    inspection = inspection_at("set-up")
    assert "paused" not in of_years(client, people)[0]
    walk_on(inspection, "paused")
    assert "; 1 is paused: Fellmoor" in of_years(client, people)[0]


def test_the_page_of_the_year_says_why_one_is_paused(client, people):
    open_year(year=2025, target=1, by=people.programme_lead)
    stopped("pause", "set-up", people)
    page = words(client, people.programme_lead, "programme_year", 2025)
    assert f"{said('pause')}</time>, recorded by Lead<br>{WHY}" in page
