"""Planned inspections whose week breaks a rule since they were planned: told on the year, Home, their own page and the calendar."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inspections.commands import assign, defer
from inspections.models import Inspection, Milestone, Part
from scheduling import queries
from scheduling.asked import AskedRules
from scheduling.commands import Asked, adopt_plan, make_plan, open_year, place_inspection, put
from scheduling.models import Absence, ProgrammeYear
from tests.programmes import acting
from tests.scheduling import planning
from tests.scheduling.holidays import holiday
from tests.walk import AREA, OTHER_AREA, THEMATIC, cast, framework_version, local_area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_year")]
WEEK, LATER = date(2026, 11, 2), date(2027, 3, 8)
VISIT = "ILACS standard inspection (Fellmoor Council) 5 to 16 October 2026, 11 working days away; allowed from 18 January 2027"
SCHOOLS = "School holidays of the local area, 2 to 6 November 2026; allowed from 9 November 2026"
HOME = "1 planned inspection breaks a rule by what is known now"


@pytest.fixture
def play():
    return planning.to_judge()


@pytest.fixture
def year(play):  # noqa: ARG001 -- who opens it
    return planning.year_to_plan()


@pytest.fixture
def lead(client, play, year):  # noqa: ARG001 -- the year is open
    client.force_login(play.programme_lead)
    return client


def placed(year, week=WEEK, area=AREA, **more):
    return place_inspection(
        year, local_area=local_area(area), framework=framework_version(THEMATIC), topic=planning.topic(),
        fieldwork_start=week, by=cast().programme_lead, **more,
    )  # fmt: skip


def visit():
    days = {"starts_on": date(2026, 10, 5), "ends_on": date(2026, 10, 16)}
    acting.activity(kind="standard-inspection", timing_reason="Three years are over.", **days)


def adopted(week, area, name, **rules):
    """Came of a plan that asks this."""
    people = cast()
    plan = planning.plan(name, [planning.thematic(1)], rules=AskedRules(**rules))
    put(plan, local_area(area), week=week, by=people.programme_lead)
    plan.refresh_from_db()
    adopt_plan(plan, version=plan.version, by=people.programme_lead)
    return Inspection.objects.get(local_area__code=area)


def told(year, viewer=None):
    found = queries.against_now(viewer or cast().programme_lead, [year]).get(year.year, [])
    return {one.inspection.local_area.code: list(one.broken) for one in found}


def about_at_home(client):
    return "; ".join(str(piece.about) for piece in client.get(reverse("home")).context.get("years", []))


def test_what_comes_after_the_planning_is_told_wherever_the_week_is_looked_at(lead, year):
    one = placed(year)
    placed(year, LATER, OTHER_AREA)
    pages = [reverse("programme_year", args=[2026]), one.get_absolute_url(), reverse("year_calendar", args=[2026])]
    said = ["Planned inspections that break a rule now", "Its week breaks a rule by what is known now", "Breaks a rule now"]
    assert [words in planning.words(lead.get(page)) for page, words in zip(pages, said, strict=True)] == [False] * 3
    assert HOME not in about_at_home(lead)

    visit()
    assert told(year) == {AREA: [VISIT]}
    texts = [planning.words(lead.get(page)) for page in pages]
    assert [words in text for text, words in zip(texts, said, strict=True)] == [True] * 3
    assert [f"{VISIT}." in text for text in texts] == [True, True, False]
    assert f'href="/inspections/{one.pk}/steps/reschedule/"' in lead.get(pages[0]).content.decode()
    assert [text.count("Breaks a rule") for text in texts] == [1, 0, 1]
    assert HOME in about_at_home(lead)


def test_a_holiday_an_absence_and_another_inspection_are_told_too(year, play):
    placed(year)
    placed(year, LATER, OTHER_AREA)
    assert told(year) == {}
    term = holiday(AREA, name="Autumn", first_day=WEEK, last_day=date(2026, 11, 6))
    assert told(year) == {AREA: [SCHOOLS]}
    term.delete()
    for person in queries.inspectors_for_proposer(year):
        if person.inspectorate == "cqc":
            away = {"first_day": date(2027, 3, 1), "last_day": LATER, "kind": "leave"}
            Absence.objects.create(user_id=person.key, recorded_by=play.cqc_programme_lead, **away)
    short = "CQC needs 2 inspectors in the week of 1 to 5 March 2027 and has none who is free"
    assert told(year) == {OTHER_AREA: [short]}


def test_what_a_plan_put_into_its_week_is_judged_by_that_plan_and_what_was_put_by_hand_by_all(year):
    adopted(WEEK, AREA, "Far", clash={"ilacs": 10})
    by_hand = placed(year, date(2026, 10, 26), OTHER_AREA)
    adopted(date(2027, 3, 1), "X777", "Near", clash={"ilacs": 90})
    visit()
    council = acting.council(OTHER_AREA)
    days = {"starts_on": date(2026, 10, 5), "ends_on": date(2026, 10, 9), "agency": council}
    acting.activity(kind="standard-inspection", timing_reason="Three years are over.", **days)
    assert list(told(year)) == [by_hand.local_area.code]


def test_a_week_that_begins_on_another_day_is_judged_by_its_own_five_days(year):
    placed(year, date(2026, 11, 5), week_reason="The director asked for it")
    holiday(AREA, name="Autumn", first_day=date(2026, 11, 2), last_day=date(2026, 11, 4))
    assert told(year) == {}
    holiday(AREA, name="More", first_day=date(2026, 11, 9), last_day=date(2026, 11, 9))
    assert list(told(year)) == [AREA]


def test_once_it_was_notified_its_week_is_no_question_any_more(year):
    one = placed(year)
    visit()
    Inspection.objects.filter(pk=one.pk).update(status="notified")
    assert told(year) == {}
    assert queries.against_now_of(cast().programme_lead, Inspection.objects.get(pk=one.pk)) == []


def test_nobody_but_who_makes_the_plans_learns_of_it(client, year, play):
    one = placed(year)
    holiday(AREA, name="Autumn", first_day=WEEK, last_day=date(2026, 11, 6))  # which everybody may know
    for viewer in (play.cqc_programme_lead, play.lead, play.cqc, play.co_ordinator):
        assert told(year, viewer) == {}
        client.force_login(viewer)
        assert HOME not in about_at_home(client)
        for page in (one.get_absolute_url(), reverse("programme_year", args=[2026]), reverse("year_calendar", args=[2026])):
            assert "reaks a rule" not in client.get(page).content.decode()


def test_what_no_other_inspectorate_shares_is_not_told(year):
    placed(year)
    acting.programme("youth-justice", "own")
    acting.activity("youth-justice", "inspection", starts_on=date(2026, 10, 5), ends_on=date(2026, 10, 16))
    assert told(year) == {}
    acting.programme("youth-justice", "all")
    assert list(told(year)) == [AREA]


def test_one_fact_is_said_once_with_what_each_plan_asks_of_it(year):
    placed(year)
    adopted(date(2027, 3, 1), "X777", "Near", clash={"ilacs": 30})
    adopted(date(2027, 2, 1), "X778", "Far", clash={"ilacs": 90})
    visit()
    assert told(year) == {AREA: [f"{VISIT} (asked by “Far”; allowed from 16 November 2026 by “Near”)"]}


def test_a_deferred_inspection_that_waits_is_told_where_its_area_is_planned_anew(lead, year, play):
    one = placed(year)
    open_year(2027, by=play.programme_lead)
    defer(one, asked_by="Director", reason="Flood", by=play.programme_lead)
    asked = Asked("Next", [planning.thematic(1)], rules=AskedRules())
    plan = make_plan(ProgrammeYear.objects.get(year=2027), asked, by=play.programme_lead)
    waits = "Its inspection of 2026-27 is deferred and has no new week"
    assert waits in planning.words(lead.get(planning.at(plan, "plan_area", AREA)))
    put(plan, local_area(AREA), week=date(2027, 11, 8), by=play.programme_lead)
    assert waits in planning.words(lead.get(planning.at(plan, "plan_area", AREA)))
    assert waits in planning.words(lead.get(planning.at(plan)))
    assert f"Fellmoor {waits}" in planning.words(lead.get(planning.at(plan, "plan_adopt")))


def test_people_who_are_away_in_what_is_planned_are_told_of_at_home(lead, year, play):
    one = placed(year)
    assign(one, person=play.ofsted, part=Part.INSPECTOR, by=play.programme_lead)
    said = "1 person has too much, is away while their team is at work, or has a conflict of interest"
    assert said not in about_at_home(lead)
    away = {"first_day": WEEK, "last_day": WEEK, "kind": "training"}
    Absence.objects.create(user=play.ofsted, recorded_by=play.ofsted, **away)
    assert said in about_at_home(lead)
    lead.force_login(play.cqc_programme_lead)
    assert said not in about_at_home(lead)


def test_a_notification_in_a_closed_period_is_told_on_the_calendar(lead, year):
    placed(year, date(2027, 1, 11))
    address = reverse("year_calendar", args=[2026])
    assert "Fellmoor would be notified on 23 December 2026, in a closed period: " in planning.words(lead.get(address))
    assert lead.get(address).context["calendar"].notified_while_closed[0][2].last_day == date(2027, 1, 9)
    Milestone.objects.filter(kind="notification").update(computed=date(2027, 1, 25))
    assert "would be notified" not in planning.words(lead.get(address))


def test_home_asks_as_much_for_three_that_break_a_rule_as_for_one(lead, year):
    placed(year)
    visit()
    costs = []
    for week, area in ((None, ""), (date(2027, 1, 11), OTHER_AREA), (date(2027, 2, 8), "X777")):
        if week:
            placed(year, week, area)
            holiday(area, name="Short", first_day=week, last_day=week)
        lead.get(reverse("home"))
        with CaptureQueriesContext(connection) as asked:
            assert f"{len(costs) + 1} planned inspection" in about_at_home(lead)
        costs.append(len(asked))
    assert costs == [costs[0]] * 3
