"""The programme year: who opens it, what it shows to whom, and the shortfall that never hides."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from agencies.queries import AreaFilter
from audit import trail
from inspections.commands import take_step
from jtai.errors import Invalid, NotAllowed
from scheduling import queries
from scheduling.commands import open_year, place_inspection
from scheduling.models import ProgrammeYear
from tests.walk import FRONT_DOOR, cast, framework_version, local_area

pytestmark = pytest.mark.django_db
MONDAYS = [date(2026, 4, 13), date(2026, 6, 8), date(2026, 9, 14)]


@pytest.fixture
def play():
    return cast()


@pytest.fixture
def year(play):
    return open_year(2026, 10, by=play.programme_lead)


def place(year, play, number=0, **changes):
    """A front-door inspection of an area of its own: three inspectorates, HMI Probation is absent."""
    facts = {
        "local_area": local_area(f"X1{number}"),
        "framework": framework_version(FRONT_DOOR),
        "topic": None,
        "fieldwork_start": MONDAYS[number],
    }
    return place_inspection(year, **{**facts, **changes}, by=play.programme_lead)


def test_a_year_opens_with_its_ten_places(play):
    year = open_year(2026, by=play.programme_lead)
    assert (str(year), year.target, year.opened_by) == ("2026-27", 10, play.programme_lead)
    [standing] = queries.standings(play.programme_lead, [year])
    assert (standing.planned, standing.done, standing.shortfall) == (0, 0, 10)
    assert [event.verb for event in trail.trail_of("programme-year:2026")] == ["programme_year.open"]


@pytest.mark.parametrize(
    ("year", "target", "field"), [(2015, 10, "year"), (2101, 10, "year"), (2026, 0, "target"), (2026, 61, "target")]
)
def test_numbers_that_make_no_sense_are_refused(play, year, target, field):
    with pytest.raises(Invalid) as refusal:
        open_year(year, target, by=play.programme_lead)
    assert refusal.value.field == field


def test_a_year_opens_once(play, year):
    with pytest.raises(Invalid, match="2026-27 is open already"):
        open_year(year.year, 9, by=play.programme_lead)
    assert ProgrammeYear.objects.get().target == 10


def test_only_ofsteds_programme_lead_owns_a_year(play, year):
    for person in (play.cqc_programme_lead, play.lead, play.co_ordinator, play.administrator):
        with pytest.raises(NotAllowed):
            open_year(2027, by=person)
        with pytest.raises(NotAllowed):
            place_inspection(
                year,
                local_area=local_area("X10"),
                framework=framework_version(),
                topic=None,
                fieldwork_start=MONDAYS[0],
                by=person,
            )
    with pytest.raises(NotAllowed, match="Only programme leads of the inspectorates"):
        queries.year_for(play.stranger, 2026)


def test_a_place_is_taken_given_back_and_counted_as_published(play, year):
    first, second = place(year, play, 0), place(year, play, 1)
    take_step("cancel", second, reason="The area merges.", by=play.programme_lead)
    type(first).objects.filter(pk=first.pk).update(status="published")

    [standing] = queries.standings(play.programme_lead, [year])

    assert (standing.planned, standing.done, standing.shortfall) == (1, 1, 9)


def test_more_than_the_target_is_no_shortfall(play):
    year = open_year(2026, 1, by=play.programme_lead)
    place(year, play, 0)
    place(year, play, 1)
    [standing] = queries.standings(play.programme_lead, [year])
    assert (standing.planned, standing.shortfall) == (2, 0)


def test_the_week_must_lie_in_the_year(play, year):
    for day in (date(2026, 3, 30), date(2027, 4, 5)):
        with pytest.raises(Invalid, match="from 1 April 2026 to 31 March 2027") as refusal:
            place(year, play, 0, fieldwork_start=day)
        assert refusal.value.field == "fieldwork_start"
    assert place(year, play, 0, fieldwork_start=date(2027, 3, 8)).programme_year == 2026


def test_an_inspectorate_that_takes_no_part_sees_nothing_of_it(play, year):
    place(year, play, 0)
    [seen] = queries.standings(play.cqc_programme_lead, [year])
    assert seen.planned == 1
    assert [row.local_area.name for row in queries.inspections_of(play.cqc_programme_lead, year)] == ["Saltmere X10"]
    # HMI Probation is absent from front-door inspections.
    probation = play.cqc_programme_lead
    probation.membership.inspectorate = play.probation.membership.inspectorate
    probation.membership.save()
    probation.groups.clear()
    fresh = type(probation).objects.get(pk=probation.pk)
    [unseen] = queries.standings(fresh, [year])
    assert unseen.planned == 0


def test_areas_of_the_year_are_no_longer_free(play, year):
    inspection = place(year, play, 0)
    free = queries.free_areas(play.programme_lead, year, AreaFilter())
    assert inspection.local_area not in free
    take_step("cancel", inspection, reason="The area merges.", by=play.programme_lead)
    assert inspection.local_area in queries.free_areas(play.programme_lead, year, AreaFilter())


def test_frameworks_are_those_in_force_in_the_year(play):
    for code in ("2018", "2022-front-door", "2022-thematic"):
        framework_version(code)
    old, new = open_year(2018, by=play.programme_lead), open_year(2026, by=play.programme_lead)
    assert [row.code for row in queries.frameworks_of(old)] == ["2018"]
    assert sorted(row.code for row in queries.frameworks_of(new)) == ["2022-front-door", "2022-thematic"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_year_costs_the_same_for_one_inspection_as_for_three(client, django_assert_num_queries, play, year, count):
    for number in range(count):
        place(year, play, number)
    client.force_login(play.programme_lead)
    client.get("/programme-years/2026/")
    # Session, person, roles, year, inspections, deferrals, replacements; which planned ones are to come, and could break a rule.
    with django_assert_num_queries(8):
        client.get("/programme-years/2026/")
    with django_assert_num_queries(6):  # session, person, roles, year, count and rows
        client.get("/api/v1/programme-years/2026/inspections/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_years_costs_the_same_for_one_as_for_three(client, django_assert_num_queries, play, count):
    for number in range(count):
        open_year(2024 + number, by=play.programme_lead)
    client.force_login(play.programme_lead)
    client.get("/programme-years/")
    for address in ("/programme-years/", "/api/v1/programme-years/"):
        with django_assert_num_queries(5):  # session, person, roles, years, inspections: there are none
            client.get(address)


def test_the_database_keeps_years_whole(year):
    for constraint, change in (("year_is_plausible", {"year": 1999}), ("year_target_is_plausible", {"target": 0})):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            ProgrammeYear.objects.filter(pk=year.pk).update(**change)
