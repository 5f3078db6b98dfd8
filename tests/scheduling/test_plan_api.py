"""Plans over the API: as the pages judge them, and moved by the same command."""

from datetime import date, timedelta

import pytest

from scheduling.commands import open_year
from tests.scheduling.boards import SPRING, calendar, planned
from tests.scheduling.holidays import holiday
from tests.walk import AREA, cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]
CLOSED = "2026-12-21"
BROKEN = [
    "Winter closure, 17 December 2026 to 9 January 2027; allowed from 11 January 2027",
    "Bank holiday on Friday, 25 December 2026; allowed from 11 January 2027",
]


@pytest.fixture
def plan():
    lead = cast().programme_lead
    calendar()
    return planned(open_year(2026, 2, by=lead), SPRING)


@pytest.fixture
def lead(client, plan):  # noqa: ARG001 -- the year is open
    client.force_login(cast().programme_lead)
    return client


def moves(plan):
    return f"/api/v1/programme-years/2026/plans/{plan.pk}/moves/{AREA}/"


def move(lead, plan, week, **headers):
    return lead.post(moves(plan), {"week": week}, content_type="application/json", headers=headers)


def test_a_plan_has_its_places_with_what_they_break(lead, plan):
    answer = lead.get(f"/api/v1/programme-years/2026/plans/{plan.pk}/")
    found = answer.json()
    assert (answer.headers["ETag"], found["name"], found["state"], found["wanted"]) == (
        f'"{plan.version}"',
        "First",
        "draft",
        2,
    )
    assert [(row["local_area"]["code"], row["week"], row["by_hand"], row["broken"]) for row in found["places"]] == [
        ("X002", "2027-02-01", True, []),
        (AREA, "2027-03-01", True, []),
    ]


def test_every_week_says_what_it_would_break(lead, plan):
    answer = lead.get(moves(plan)).json()
    weeks = {row["week"]: row for row in answer["weeks"]}
    assert (answer["week"], len(weeks), weeks[CLOSED]["broken"], weeks["2027-03-01"]["more_points"]) == (
        "2027-03-01",
        52,
        BROKEN,
        0,
    )


def test_what_speaks_against_a_week_without_forbidding_it_is_said_as_on_the_pages(lead, plan):
    week = SPRING[AREA]
    holiday(AREA, name="Half-term", half_term=True, first_day=week, last_day=week + timedelta(days=4))
    soft = ["Half-term of the local area, 1 to 5 March 2027"]
    found = lead.get(f"/api/v1/programme-years/2026/plans/{plan.pk}/").json()
    assert {row["local_area"]["code"]: row["soft"] for row in found["places"]} == {
        "X002": ["Its school holidays in this year are not known"], AREA: soft,
    }  # fmt: skip
    weeks = {row["week"]: row["soft"] for row in lead.get(moves(plan)).json()["weeks"]}
    assert (weeks["2027-03-01"], weeks["2027-03-08"]) == (soft, [])


def test_a_move_needs_the_version_from_which_it_starts_and_says_what_it_broke(lead, plan):
    assert move(lead, plan, CLOSED).status_code == 428
    assert move(lead, plan, CLOSED, If_Match='"1"').status_code == 409
    answer = move(lead, plan, CLOSED, If_Match=f'"{plan.version}"')
    assert (answer.status_code, answer.headers["ETag"]) == (200, f'"{plan.version + 1}"')
    assert answer.json()["places"][0]["broken"] == BROKEN
    assert plan.places.get(local_area__code=AREA).week == date(2026, 12, 21)
    assert move(lead, plan, "2026-12-22", If_Match=f'"{plan.version + 1}"').status_code == 422
