"""What Home says of programme years: the present one, later ones that miss their target, and what was deferred."""

import pytest
import time_machine
from django.urls import reverse

from agencies.models import RoleKind
from scheduling.commands import open_year, replace
from tests.factories import MembershipFactory, RoleFactory
from tests.walk import cast, inspection_at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _autumn():
    with time_machine.travel("2026-10-01T12:00Z"):
        yield


def told(client, viewer):
    client.force_login(viewer)
    return [(piece.text, piece.about) for piece in client.get(reverse("home")).context["years"]]


def test_later_years_are_told_of_while_their_target_is_missed(client):
    people = cast()
    for year, target in ((2025, 3), (2026, 1), (2027, 2), (2028, 1)):
        open_year(year=year, target=target, by=people.programme_lead)
    for year in (2026, 2028):
        inspection_at("planned", year=year, staffed=False, area=f"X{year}")
    assert told(client, people.programme_lead) == [
        ("Programme year 2026-27", "1 inspection of 1 has an area and a week; 1 team wants people of yours"),
        ("Programme year 2027-28", "2 wanted, 0 planned: 2 are not planned yet"),
        ("Programme year 2028-29", "1 inspection of 1 has an area and a week; 1 team wants people of yours"),
    ]
    # Of the teams of a year each inspectorate is told of those that want its own people.
    assert told(client, people.cqc_programme_lead) == [
        ("Programme year 2026-27", "your inspectorate takes part in 1 inspection; 1 team wants people of yours"),
        ("Programme year 2028-29", "your inspectorate takes part in 1 inspection; 1 team wants people of yours"),
    ]
    assert told(client, people.stranger) == []


def test_who_sees_no_shortfall_is_told_of_the_present_year_alone(client):
    people = cast()
    for year in (2026, 2027):
        open_year(year=year, target=2, by=people.programme_lead)
    probation = MembershipFactory(inspectorate=people.probation.membership.inspectorate).user
    RoleFactory(user=probation, kind=RoleKind.PROGRAMME_LEAD)
    assert told(client, probation) == [("Programme year 2026-27", "your inspectorate takes part in 0 inspections")]


def test_a_deferred_inspection_needs_a_new_week_until_another_takes_its_place(client):
    people = cast()
    year = open_year(year=2026, target=1, by=people.programme_lead)
    gone = inspection_at("deferred", year=2026, staffed=False)
    [(_text, about)] = told(client, people.programme_lead)
    assert about.endswith("; 1 deferred inspection needs a new week or a replacement")  # and its team wants nobody until then
    instead = inspection_at("planned", year=2026, staffed=False, area="X002")
    replace(year, gone=gone, instead=instead, reason="Near", by=people.programme_lead)
    [(_text, about)] = told(client, people.programme_lead)
    assert about == (
        "1 inspection of 1 has an area and a week; Fellmoor was deferred and is replaced by Ravenholt; "
        "1 team wants people of yours"
    )
