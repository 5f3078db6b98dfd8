"""What is known of each local area as a candidate of a year: of everything what the viewer may see, and nothing that is not so."""

from dataclasses import replace
from datetime import date

import pytest

from agencies.models import LocalArea, RoleKind
from inspections.models import DeepDiveTopic, Deferral, Inspection, PastInspection
from intelligence.queries import Signal
from scheduling import queries
from scheduling.candidates import words
from scheduling.candidates.facts import Terms
from scheduling.commands import open_year
from tests.factories import LocalAreaFactory
from tests.programmes import acting
from tests.scheduling.holidays import whole_year
from tests.sharing import sent
from tests.walk import AREA, OTHER_AREA, SINCE, cast, inspection_at, local_area

pytestmark = pytest.mark.django_db
YEAR = 2026


@pytest.fixture
def play():
    return cast()


@pytest.fixture
def year(play):
    return open_year(YEAR, 10, by=play.programme_lead)


@pytest.fixture
def hmicfrs_lead(play):
    """An inspector of HMICFRS who leads its part of the programme."""
    play.hmicfrs.roles.create(kind=RoleKind.PROGRAMME_LEAD, valid_from=SINCE)
    return play.hmicfrs


def of(user, year, code=AREA):
    return {one.code: one for one in queries.candidates(user, year)}[code]


def test_a_candidate_has_the_facts_of_its_area(play, year):
    one = of(play.programme_lead, year)
    assert (one.name, one.region, one.type, one.children) == ("Fellmoor", "Invented North", "unitary", 50_000)
    assert (list(one.forces.values()), one.boards) == (["Fellmoor Police"], (("Fellmoor Integrated Care Board", None),))
    assert (one.last_joint, one.years_since, one.here, one.coming, one.terms) == (None, None, None, (), Terms.UNKNOWN)


def test_deprivation_is_told_among_the_areas_of_one_world(play, year):
    for number, rank in enumerate((5, 70, 80, 90)):
        LocalArea.objects.filter(pk=local_area(f"X3{number}").pk).update(deprivation_rank=rank)
    LocalAreaFactory(deprivation_rank=1)  # a real one
    found = {one.code: (one.place, one.of, one.third) for one in queries.candidates(play.programme_lead, year)}
    assert found == {
        "X30": (1, 6, 1), "X001": (2, 6, 1), "X002": (3, 6, 2), "X31": (4, 6, 2), "X32": (5, 6, 3), "X33": (6, 6, 3),
    }  # fmt: skip


def test_where_a_demonstration_is_loaded_the_real_areas_are_asked_for(play, year):
    real = LocalAreaFactory(code="E1")
    lead = play.programme_lead
    assert [one.code for one in queries.candidates(lead, year)] == [AREA, OTHER_AREA]
    assert [one.code for one in queries.candidates(lead, year, queries.REAL)] == ["E1"]
    assert queries.candidate_for(lead, year, "E1").key == real.pk


def test_where_none_is_loaded_the_real_areas_are_listed(play, year):
    LocalArea.objects.update(demonstration=False)
    world = queries.world_of(play.programme_lead, year)
    assert ([one.code for one in world.candidates], world.invented) == ([AREA, OTHER_AREA], False)


def test_the_last_joint_inspection_is_the_newest_of_both_times(play, year):
    topic = DeepDiveTopic.objects.get(code="walk-topic")
    area = local_area(AREA)
    past = {"local_area": area, "kind": "thematic", "evidence": "letter"}
    PastInspection.objects.create(**past, year=2017, month=3, topic=topic)
    PastInspection.objects.create(
        **past, year=2020, month=1, fieldwork_start=date(2020, 1, 13), fieldwork_end=date(2020, 1, 17)
    )
    one = of(play.programme_lead, year)
    assert (one.last_joint.day, round(one.years_since, 1), words.topics(one)) == (date(2020, 1, 17), 6.2, "Neglect")
    inspection_at("moderation", year=2023, week=date(2024, 3, 4))
    one = of(play.programme_lead, year)
    assert (one.last_joint.day, round(one.years_since, 1)) == (date(2024, 3, 8), 2.1)


def test_a_planned_inspection_shows_only_to_those_who_may_see_it(play, year, hmicfrs_lead):
    found = inspection_at("planned", year=YEAR, partners=("ofsted", "cqc"), week=date(2099, 3, 9))
    assert of(play.programme_lead, year).here.key == found.pk
    assert of(play.cqc_programme_lead, year).here.key == found.pk
    assert (of(hmicfrs_lead, year).here, of(hmicfrs_lead, year).joint) == (None, ())


def test_a_deferred_inspection_waits_for_its_week_and_gives_its_place_back(play, year):
    found = inspection_at("planned", year=YEAR, week=date(2099, 3, 9))
    Inspection.objects.filter(pk=found.pk).update(status="deferred")
    Deferral.objects.create(
        inspection=found, asked_by="Director", reason="Flood", decided_by=play.lead, old_start=date(2099, 3, 9)
    )
    one = of(play.programme_lead, year)
    assert (one.here, [row.key for row in one.deferred]) == (None, [found.pk])
    assert (one.last_joint, one.years_since) == (None, None)


def test_what_took_place_and_what_is_coming_is_told_as_far_as_it_is_shared(play, year, hmicfrs_lead):
    acting.programme("ilacs", "own")
    acting.programme("peel", "own")
    acting.done("ilacs", "monitoring-visit", starts_on=date(2024, 5, 13), ends_on=date(2024, 5, 14))
    acting.done("ilacs", "focused-visit", focus="weakness", focus_words="Contacts")
    acting.done("ilacs", "annual-conversation", starts_on=date(2025, 9, 1), ends_on=date(2025, 9, 1))  # no visit
    acting.activity("ilacs", "standard-inspection", timing_reason="Due", starts_on=date(2026, 9, 14), ends_on=date(2026, 9, 25))
    acting.activity(
        "ilacs", "short-inspection", timing_reason="Due", starts_on=date(2027, 4, 5), ends_on=date(2027, 4, 9)
    )  # in the year after
    acting.activity("peel", "peel-assessment", starts_on=date(2026, 10, 5), ends_on=date(2026, 10, 9))
    one = of(play.programme_lead, year)
    assert {code: (row.kind, row.last) for code, row in one.last_visits.items()} == {"ofsted": ("focused-visit", acting.ENDED)}
    assert [(row.kind, row.gap) for row in one.coming] == [("standard-inspection", 90)]
    assert [row.kind for row in one.visits if row.planned] == ["standard-inspection", "short-inspection"]
    other = of(hmicfrs_lead, year)
    assert (dict(other.last_visits), [(row.kind, row.subject) for row in other.coming]) == (
        {}, [("peel-assessment", "Fellmoor Police")],
    )  # fmt: skip


def test_the_next_visit_is_the_first_that_is_not_over(play, year):
    acting.activity("ilacs", "monitoring-visit", starts_on=date(2026, 4, 7), ends_on=date(2026, 4, 8))
    acting.activity("ilacs", "monitoring-visit", starts_on=date(2026, 9, 7), ends_on=date(2026, 9, 8))
    one = of(play.programme_lead, year)
    days = (date(2026, 4, 8), date(2026, 4, 9), date(2026, 9, 9))
    found = [replace(one, today=day).next_visit for day in days]
    assert [row.first if row else None for row in found] == [date(2026, 4, 7), date(2026, 9, 7), None]


def test_concerns_are_those_that_the_viewer_may_see(play, year, hmicfrs_lead):
    sent(by=play.lead, to=("cqc",))
    for lead in (play.programme_lead, play.cqc_programme_lead):
        assert of(lead, year).signal.concerns == 1
    assert of(hmicfrs_lead, year).signal == Signal()


@pytest.mark.parametrize(
    ("years", "known"),
    [([], Terms.UNKNOWN), ([YEAR], Terms.PARTLY), ([YEAR - 1, YEAR], Terms.KNOWN), ([YEAR + 1], Terms.UNKNOWN)],
)
def test_school_holidays_are_known_when_both_school_years_are(play, year, years, known):
    for school_year in years:
        whole_year(AREA, school_year)
    assert of(play.programme_lead, year).terms == known


def test_school_holidays_are_known_in_part_where_a_school_year_lacks_some(play, year):
    whole_year(AREA, YEAR - 1)
    whole_year(AREA, YEAR, without=["Easter", "Summer"])
    found = of(play.programme_lead, year)
    said = "They are partly known: of 2026-27 Easter, summer are missing. Somebody has to look at them before a week is chosen."
    assert (found.terms, words.chapters(found)[-1].sentences) == (Terms.PARTLY, [said])


@pytest.mark.usefixtures("year")
def test_the_candidates_cost_few_queries(client, django_assert_max_num_queries, play):
    client.force_login(play.programme_lead)
    address = f"/programme-years/{YEAR}/candidates/"
    client.get(address)
    acting.activity("ilacs", "monitoring-visit")
    with django_assert_max_num_queries(12):
        client.get(address)
    with django_assert_max_num_queries(12):
        client.get(f"{address}map/")
    with django_assert_max_num_queries(13):  # and the area itself
        client.get(f"{address}{AREA}/")
