"""Days on which nothing is published if it can be avoided: a warning on board, check page and calendar, and never a block."""

import csv
import io
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from inspections.commands import override_date
from inspections.models import MilestoneKind
from jtai import scheduled
from scheduling import queries
from scheduling.asked import silent_days
from scheduling.commands import place_inspection, put
from tests.scheduling import planning
from tests.scheduling.boards import calendar
from tests.walk import AREA, FRONT_DOOR, cast, framework_version, local_area

pytestmark = pytest.mark.django_db
WEEK = date(2027, 2, 8)
# 34 working days after Friday 12 February: 1 April, and 5 April over Good Friday and Easter Monday.
SILENT = "Local elections, 1 April to 6 May 2027"
SAID = f"Publication would fall into {SILENT}"


@pytest.fixture(autouse=True)
def _before_the_year(monkeypatch):
    monkeypatch.setattr(scheduled, "SILENT", "2027-04-01/2027-05-06 Local elections")
    with time_machine.travel(planning.TODAY):
        yield


@pytest.fixture
def lead(client):
    people = cast()
    planning.people()
    calendar()
    framework_version(FRONT_DOOR)
    local_area(AREA)
    planning.year_to_plan()
    client.force_login(people.programme_lead)
    return client


def words(answer):
    return " ".join(answer.content.decode().split())


def by_hand():
    year, people = planning.year_to_plan(), cast()
    front_door = framework_version(FRONT_DOOR)
    return place_inspection(
        year, local_area=local_area(AREA), framework=front_door, topic=None, fieldwork_start=WEEK, by=people.programme_lead
    )


def test_the_check_page_warns_and_asks_for_no_reason(lead):
    chosen = {"area": AREA, "framework": FRONT_DOOR, "topic": "", "step": "preview"}
    day = {"fieldwork_start_day": "8", "fieldwork_start_month": "2", "fieldwork_start_year": "2027"}
    page = words(lead.get(reverse("plan_inspection", args=[2026]), chosen | day))
    assert SAID in page
    assert "Monday 5 April 2027" in page
    assert "Why must this week stand?" not in page


@pytest.mark.usefixtures("lead")
def test_by_hand_the_day_of_publication_counts_bank_holidays():
    year = planning.year_to_plan()

    def soft(silent):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(scheduled, "SILENT", silent)
            one = queries.ByHand(local_area(AREA), framework_version(FRONT_DOOR), WEEK)
            return queries.against_by_hand(cast().programme_lead, year, one).soft

    unknown = "Its school holidays in this year are not known"
    assert soft("2027-04-05 One day") == ["Publication would fall into One day, 5 April 2027", unknown]
    assert soft("2027-04-01 Without bank holidays") == [unknown]
    assert soft("2027-04-06 The day after") == [unknown]


def test_the_board_warns_in_picture_table_and_move(lead):
    plan = planning.plan()
    put(plan, local_area(AREA), week=WEEK, by=cast().programme_lead)
    board = words(lead.get(reverse("plan_board", args=[2026, plan.pk])))
    assert "No place of this plan breaks a rule." in board
    assert SAID in board
    move = reverse("plan_put", args=[2026, plan.pk, AREA])
    assert SAID in words(lead.get(move, {"week": WEEK.isoformat()}))
    assert SAID not in words(lead.get(move, {"week": "2026-06-08"}))
    asked = {"area": AREA, "week": WEEK.isoformat()}
    [week] = lead.get(reverse("plan_moves", args=[2026, plan.pk]), asked).json()["weeks"]
    assert (week["breaks"], week["said"]) == (
        0,
        f"Fellmoor (invented), 8 to 12 February 2027: breaks no rule. It forbids nothing, but: {SAID}.",
    )


def test_the_calendar_names_the_days_and_the_publications_in_them(lead):
    inspection = by_hand()
    page = words(lead.get(reverse("year_calendar", args=[2026])))
    warned = f"Fellmoor: publication on 5 April 2027 falls into {SILENT}."
    assert "Local elections:" in page
    assert warned in page
    assert f"in days without publications: {SILENT}" in page
    rows = lead.get(reverse("api_year_calendar", args=[2026])).json()["results"]
    assert {row["kind"]: row["silent"] for row in rows if row["silent"]} == {"publication": SILENT}
    file = b"".join(lead.get(reverse("year_calendar_file", args=[2026, "csv"]))).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(file)))
    assert {row["Date"]: row["In days without publications"] for row in lines if row["In days without publications"]} == {
        "Publication": SILENT
    }

    publication = inspection.milestones.get(kind=MilestoneKind.PUBLICATION)
    override_date(publication, day=date(2027, 5, 10), reason="After the elections", by=cast().programme_lead)
    assert warned not in words(lead.get(reverse("year_calendar", args=[2026])))


def test_a_calendar_without_such_days_says_that_none_is_known(lead, monkeypatch):
    monkeypatch.setattr(scheduled, "SILENT", "")
    assert "None is known around this year" in words(lead.get(reverse("year_calendar", args=[2026])))


def test_a_slip_in_the_setting_is_told_by_its_name(monkeypatch):
    monkeypatch.setattr(scheduled, "SILENT", "2027-04-01/2027-05-06 Local elections; 25 March 2027 Others")
    with pytest.raises(ImproperlyConfigured, match="JTAI_SILENT: “25 March 2027 Others”"):
        silent_days()
