"""The year as a calendar: each date as it stands, to those who may see it, as a picture, a table and a file."""

import csv
import io
import re
from datetime import date
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import User
from agencies.loading import load_closed_periods
from agencies.models import RoleKind
from audit.models import Read
from inspections import commands
from inspections.loading import AGENCIES
from inspections.models import Milestone
from jtai.errors import NotAllowed
from scheduling import queries
from scheduling.commands import open_year
from scheduling.picture import NAMES, picture
from scheduling.queries import CalendarFilter, How
from tests.factories import MembershipFactory, RoleFactory
from tests.programmes.acting import activity
from tests.walk import AREA, FRONT_DOOR, WEEK, YEAR, cast, inspection_at

pytestmark = pytest.mark.django_db
MOVED = date(2026, 5, 12)


@pytest.fixture
def people():
    people = cast()
    open_year(YEAR, by=people.programme_lead)
    return people


def calendar(viewer, asked=None):
    return queries.calendar_of(User.objects.get(pk=viewer.pk), YEAR, asked)


def areas(found):
    return [row.inspection.local_area.code for row in found.rows]


def changed(inspection, by):
    row = Milestone.objects.select_related("inspection").get(inspection=inspection, kind="publication")
    return commands.override_date(row, day=MOVED, reason="The local elections", by=by)


def page(client, viewer, query=""):
    client.force_login(User.objects.get(pk=viewer.pk))
    return " ".join(client.get(reverse("year_calendar", args=[YEAR]) + query).content.decode().split())


def test_every_date_is_that_of_its_milestone(people):
    inspection = inspection_at("planned")
    changed(inspection, people.programme_lead)
    (row,) = calendar(people.programme_lead).rows
    stored = {one.kind: one.day for one in inspection.milestones.all() if one.day}
    assert {kind: one.day for kind, one in row.dates.items()} == stored
    publication = row.dates["publication"]
    assert (publication.how, publication.day, publication.reason) == (How.OVERRIDDEN, MOVED, "The local elections")
    assert publication.computed != MOVED
    assert row.dates["draft_due"].how == How.COMPUTED
    assert "statement_due" not in row.dates  # it counts from a receipt that has not come


def test_what_has_happened_has_the_day_on_which_it_did(people):
    inspection = inspection_at("notified")
    (row,) = calendar(people.programme_lead).rows
    notification = row.dates["notification"]
    happened = inspection.milestones.get(kind="notification").happened_on
    assert (notification.how, notification.day) == (How.HAPPENED, happened)
    assert notification.computed != happened


def test_the_weeks_are_whole_and_hold_the_year_and_what_lies_around_it(people):
    inspection_at("planned", week=date(2026, 3, 23))  # published after the end of the year
    found = calendar(people.programme_lead)
    assert (found.first, found.first.weekday()) == (date(2025, 3, 31), 0)
    assert found.last.weekday() == 6
    latest = max(one.day for one in found.rows[0].dates.values())
    assert latest > date(2026, 3, 31)
    assert 0 <= (found.last - latest).days < 7
    assert found.weeks == [date.fromordinal(found.first.toordinal() + 7 * place) for place in range(len(found.weeks))]
    assert (found.weeks[-1] - found.last).days == -6


def test_only_programme_leads_see_it_and_each_what_their_inspectorate_takes_part_in(people):
    inspection_at("planned", staffed=False)
    inspection_at("planned", framework=FRONT_DOOR, area="X003", staffed=False, partners=())
    assert areas(calendar(people.programme_lead)) == [AREA, "X003"]
    probation = MembershipFactory(inspectorate=people.probation.membership.inspectorate).user
    RoleFactory(user=probation, kind=RoleKind.PROGRAMME_LEAD)
    assert areas(calendar(probation)) == []  # in no group: a role alone opens nothing
    for viewer in (people.lead, people.co_ordinator, people.administrator):
        with pytest.raises(NotAllowed):
            calendar(viewer)


def test_what_gave_its_place_back_has_no_dates(people):
    inspection_at("deferred")
    inspection_at("cancelled", area="X003")
    inspection_at("planned", area="X004")
    assert areas(calendar(people.programme_lead)) == ["X004"]


def test_the_calendar_is_narrowed_by_inspectorate_status_and_topic(people):
    inspection_at("notified")
    inspection_at("planned", framework=FRONT_DOOR, area="X003")
    for asked, expected in (
        (CalendarFilter(), [AREA, "X003"]),
        (CalendarFilter(inspectorate="hmi-probation"), [AREA]),
        (CalendarFilter(inspectorate="ofsted", status="planned"), ["X003"]),
        (CalendarFilter(topic="walk-topic"), [AREA]),
        (CalendarFilter(topic="front-door"), ["X003"]),
        (CalendarFilter(topic="unheard-of"), []),
    ):
        found = calendar(people.programme_lead, asked)
        assert (areas(found), len(found.among)) == (expected, 2)


def test_routine_visits_at_the_area_and_its_agencies_stand_beside_as_far_as_they_are_shared(people):
    inspection_at("planned")
    inspection_at("planned", area="X003")
    days = {"starts_on": date(2026, 1, 12), "ends_on": date(2026, 1, 16)}
    own = activity("ilacs", **days)
    activity("ilacs", starts_on=date(2024, 1, 15), ends_on=date(2024, 1, 19))
    hidden = activity("peel", "peel-assessment", **days)
    found = calendar(people.programme_lead)
    assert [(row.inspection.local_area.code, one.activity) for row, one in found.visits] == [(AREA, own)]
    type(hidden.programme).objects.filter(pk=hidden.programme_id).update(sharing="all")
    found = calendar(people.programme_lead)
    assert [one.activity for _row, one in found.visits] == [own, hidden]
    assert found.programmes == [
        (own.programme.short_name, own.programme.name),
        (hidden.programme.short_name, hidden.programme.name),
    ]


def test_the_page_says_what_the_picture_shows(people, client):
    load_closed_periods(AGENCIES / "closed_periods.csv")
    inspection = inspection_at("planned")
    changed(inspection, people.programme_lead)
    said = page(client, people.programme_lead)
    assert "Fellmoor: publication, Tuesday 12 May 2026, changed by hand: The local elections".lower() in said.lower()
    assert said.count("The local elections") >= 2  # in the table too
    assert "9 Mar 2026" in said
    assert "OFFICIAL-SENSITIVE" in said
    assert inspection.get_absolute_url() in said
    assert "No inspection of this year that you can see fits these filters." in page(
        client, people.programme_lead, "?status=closed"
    )


def test_numbers_of_weeks_have_room_between_each_other(people):
    inspection_at("planned")
    drawn = picture(calendar(people.programme_lead))
    numbered = [tick.x for tick in drawn.weeks if tick.text]
    assert len(numbered) == (len(drawn.weeks) + 1) // 2
    assert min(second - first for first, second in pairwise(numbered)) >= 30


def test_the_marks_stand_in_their_weeks_and_none_on_another(people):
    inspection = inspection_at("planned")
    for day in (12, 13, 14):
        activity("ilacs", starts_on=date(2026, 1, day), ends_on=date(2026, 1, 16))
    found = calendar(people.programme_lead)
    drawn = picture(found)
    (lane,) = drawn.lanes
    fieldwork = next(mark for mark in lane.marks if mark.item.shape == "fieldwork")
    week = found.weeks.index(WEEK)
    assert fieldwork.item.left == pytest.approx(drawn.weeks[week].x)
    assert {mark.item.letter for mark in lane.marks} == {"N", "", "F", "D", "E", "P", "ILACS"}
    for one in lane.marks:
        assert NAMES <= one.item.left <= drawn.width
        assert (one.item.href == inspection.get_absolute_url()) == (one.item.shape != "visit")
        others = [other for other in lane.marks if other is not one and other.top == one.top]
        assert all(one.item.end <= other.item.left or other.item.end <= one.item.left for other in others)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_has_a_line_for_each_inspection_and_date(people, client, kind):
    inspection = inspection_at("planned")
    changed(inspection, people.programme_lead)
    client.force_login(people.programme_lead)
    answer = client.get(reverse("year_calendar_file", args=[YEAR, kind]))
    content = answer.getvalue()
    assert f'filename="calendar-2025-26.{kind}"' in answer["Content-Disposition"]
    if kind == "csv":
        lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    else:
        lines = [list(line) for line in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]
    lines = [[str(value.date() if hasattr(value, "date") else value or "") for value in line] for line in lines]
    computed = str(inspection.milestones.get(kind="publication").computed)
    assert ["Fellmoor", "Neglect", "Planned", "Publication", str(MOVED), "Tuesday", "Changed by hand", computed, str(MOVED),
            "The local elections", ""] in lines  # fmt: skip
    assert len(lines) == 1 + inspection.milestones.exclude(computed=None).count()
    assert [row.thing for row in Read.objects.filter(stream=inspection.stream)] == ["year_calendar_file"]


def test_there_is_no_other_kind_of_file(people, client):
    client.force_login(people.programme_lead)
    assert client.get(reverse("year_calendar_file", args=[YEAR, "ods"])).status_code == 404


def test_the_page_costs_no_more_than_twelve_queries(people, client):
    inspection_at("planned")
    activity("ilacs", starts_on=date(2026, 1, 12), ends_on=date(2026, 1, 16))
    client.force_login(people.programme_lead)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse("year_calendar", args=[YEAR])).status_code == 200
    # Beside those about the viewer and their session, and the note that it was read.
    own = [
        query["sql"]
        for query in asked
        if not re.search(r"session|accounts_user|membership|role|audit_read|SAVEPOINT", query["sql"])
    ]
    assert len(own) <= 12


def test_the_dates_over_the_api_are_those_of_the_page(people, client):
    inspection = inspection_at("planned")
    changed(inspection, people.programme_lead)
    client.force_login(people.programme_lead)
    rows = client.get(reverse("api_year_calendar", args=[YEAR]) + "?page_size=100").json()["results"]
    assert [(row["kind"], row["day"]) for row in rows] == [
        (one.kind, str(one.day)) for one in calendar(people.programme_lead).rows[0].ordered
    ]
    moved = next(row for row in rows if row["kind"] == "publication")
    assert (moved["how"], moved["override"], moved["reason"]) == ("overridden", str(MOVED), "The local elections")
    assert (moved["inspection"], moved["local_area"]["code"], moved["topic"]["code"]) == (inspection.pk, AREA, "walk-topic")
    assert client.get(reverse("api_year_calendar", args=[YEAR]) + "?status=closed").json()["count"] == 0
