"""The programme over the API: the same rules and sentences as the pages."""

import pytest
import time_machine

from agencies.loading import load_bank_holidays, load_closed_periods
from inspections.loading import AGENCIES
from inspections.models import Inspection
from scheduling.commands import open_year
from scheduling.models import ProgrammeYear
from tests.scheduling import planning
from tests.walk import AREA, THEMATIC, cast, framework_version

pytestmark = pytest.mark.django_db
YEARS, YEAR = "/api/v1/programme-years/", "/api/v1/programme-years/2026/"
PLACES, DATES = f"{YEAR}inspections/", f"{YEAR}dates/"

SUMMER = (
    "Summer closure (20 July 2026 to 11 September 2026): Schools are closed and many staff are away: no fieldwork in practice."
)


@pytest.fixture(autouse=True)
def _spring():
    """The weeks of these tests are to come, whenever they run: the year has just begun."""
    with time_machine.travel("2026-04-02T12:00Z"):
        yield


@pytest.fixture
def play():
    people = cast()
    planning.people(2)
    framework_version(THEMATIC)
    load_bank_holidays()
    load_closed_periods(AGENCIES / "closed_periods.csv")
    return people


@pytest.fixture
def lead(client, play):
    open_year(2026, by=play.programme_lead)
    client.force_login(play.programme_lead)
    return client


def place(**changes):
    return {"local_area": AREA, "framework": THEMATIC, "topic": "walk-topic", "fieldwork_start": "2026-09-14", **changes}


def post(client, address, body):
    return client.post(address, body, content_type="application/json")


def test_a_year_is_opened_and_read(client, play):
    client.force_login(play.programme_lead)
    made = post(client, YEARS, {"year": 2026})
    as_said = {"year": 2026, "name": "2026-27", "target": 10, "planned": 0, "published": 0, "shortfall": 10}
    as_said |= {"why": ["10 are not planned yet"]}
    assert (made.status_code, made.json()) == (201, as_said)
    assert client.get(YEARS).json()["results"] == [as_said]
    assert client.get(YEAR).json() == as_said
    again = post(client, YEARS, {"year": 2026})
    assert (again.status_code, again.json()["errors"]) == (
        422,
        [{"field": "year", "detail": "The programme year 2026-27 is open already."}],
    )


def test_dates_are_looked_at_before_anything_is_planned(lead):
    answer = lead.get(DATES, {"framework": THEMATIC, "fieldwork_start": "2026-08-31"})
    assert answer.status_code == 200
    dates = {row["name"]: row["day"] for row in answer.json()["dates"]}
    assert (dates["Notification"], dates["Statement of proposed action due"]) == ("2026-08-17", None)
    assert answer.json()["objections"] == [
        "Monday 31 August 2026 is a bank holiday.",
        SUMMER,
    ]
    assert Inspection.objects.count() == 0


@pytest.mark.parametrize(
    ("asked", "status", "field"),
    [
        ({}, 400, "framework"),
        ({"framework": "none", "fieldwork_start": "2026-09-14"}, 400, "framework"),
        ({"framework": "\x00", "fieldwork_start": "2026-09-14"}, 400, "framework"),
        ({"framework": THEMATIC, "fieldwork_start": "soon"}, 400, "fieldwork_start"),
        ({"framework": THEMATIC, "fieldwork_start": "0001-01-01"}, 400, "fieldwork_start"),
        ({"framework": THEMATIC, "fieldwork_start": "2025-09-15"}, 422, "fieldwork_start"),
        ({"framework": THEMATIC, "fieldwork_start": "2026-09-14", "grade": "good"}, 400, "grade"),
    ],
)
def test_what_cannot_be_asked_is_named(lead, asked, status, field):
    answer = lead.get(DATES, asked)
    assert answer.status_code == status
    assert [error["field"] for error in answer.json()["errors"]][:1] == [field]


def test_an_inspection_is_planned(lead, play):
    made = post(lead, PLACES, place())
    inspection = Inspection.objects.get()
    assert made.status_code == 201
    assert made.json() == {
        "id": inspection.pk,
        "local_area": {"code": AREA, "name": "Fellmoor"},
        "framework": {"code": THEMATIC, "name": inspection.framework.name},
        "topic": {"code": "walk-topic", "name": inspection.topic.name},
        "status": "planned",
        "fieldwork_start": "2026-09-14",
        "fieldwork_end": "2026-09-18",
        "week_reason": "",
    }
    assert lead.get(PLACES).json()["results"] == [made.json()]
    assert lead.get(YEAR).json()["shortfall"] == 9
    assert inspection.planned_by == play.programme_lead


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        (place(local_area="nowhere"), 400, "local_area"),
        (place(local_area=7), 400, "local_area"),
        (place(framework=None), 400, "framework"),
        (place(topic="\x00"), 400, "topic"),
        (place(topic=None), 422, "topic"),
        (place(fieldwork_start="2026-05-04"), 422, "week_reason"),
        (place(fieldwork_start="2027-05-03"), 422, "fieldwork_start"),
        (place(fieldwork_start="2026-04-02"), 422, "fieldwork_start"),
        (place(week_reason="x" * 1001), 400, "week_reason"),
        (place(week_reason="a\x07"), 400, "week_reason"),
        (place(grade="good"), 400, "grade"),
    ],
)
def test_a_place_with_a_mistake_is_not_taken(lead, body, status, field):
    answer = post(lead, PLACES, body)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert field in [error["field"] for error in answer.json()["errors"]]
    assert Inspection.objects.count() == 0


def test_an_area_has_one_live_inspection_a_year(lead):
    post(lead, PLACES, place())
    answer = post(lead, PLACES, place())
    assert (answer.status_code, answer.json()["detail"]) == (409, "Fellmoor already has an inspection in this programme year.")


def test_who_may_do_what(client, play):
    open_year(2026, by=play.programme_lead)
    assert client.get(YEARS).status_code == 401
    for person in (play.stranger, play.co_ordinator, play.administrator):
        client.force_login(person)
        assert [client.get(address).status_code for address in (YEARS, YEAR, PLACES, DATES)] == [403] * 4
        assert [post(client, YEARS, {"year": 2027}).status_code, post(client, PLACES, place()).status_code] == [403, 403]
    client.force_login(play.cqc_programme_lead)
    assert [client.get(address).status_code for address in (YEARS, YEAR, PLACES)] == [200] * 3
    assert [post(client, YEARS, {"year": 2027}).status_code, post(client, PLACES, place()).status_code] == [403, 403]
    # Who may not do it learns nothing of what is wrong with what they sent; what is not there is not there.
    assert post(client, PLACES, {}).status_code == 403
    assert post(client, "/api/v1/programme-years/2031/inspections/", {}).status_code == 404
    assert (ProgrammeYear.objects.count(), Inspection.objects.count()) == (1, 0)
