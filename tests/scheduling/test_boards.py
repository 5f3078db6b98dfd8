"""The board of a plan: every week of a local area says what it would break, and a local area is moved by hand and back."""

from datetime import date

import pytest
import time_machine

from agencies.models import PartnershipMember
from audit import trail
from jtai.errors import Changed
from scheduling import commands, queries
from scheduling.commands import open_year
from tests.programmes import acting
from tests.scheduling.boards import SPRING, calendar, planned
from tests.walk import AREA, OTHER_AREA, cast, local_area

pytestmark = pytest.mark.django_db
WEEK = date(2027, 3, 1)
VISITED = date(2027, 3, 9)


@pytest.fixture(autouse=True)
def _spring():
    """The weeks of these tests are to come, whenever they run: the year has just begun."""
    with time_machine.travel("2026-04-02T12:00Z"):
        yield


@pytest.fixture
def play():
    people = cast()
    calendar()
    return people


@pytest.fixture
def year(play):
    return open_year(2026, 2, by=play.programme_lead)


@pytest.fixture
def plan(year):
    return planned(year, SPRING)


@pytest.fixture
def lead(client, play):
    client.force_login(play.programme_lead)
    return client


def words(answer):
    return " ".join(answer.content.decode().split())


def board(plan):
    return f"/programme-years/2026/plans/{plan.pk}/board/"


def sent(plan, week, **changes):
    return {"week": str(week), "version": str(plan.version), **changes}


def said(plan, week, play, code=AREA):
    whole = queries.judged_plan(play.programme_lead, plan)
    number = queries.week_number([one.monday for one in whole.judged.problem.weeks], week)
    return queries.move(whole, whole.row(code), number).said


def test_a_week_without_anything_against_it_breaks_no_rule(plan, play):
    assert said(plan, WEEK, play) == "Fellmoor (invented), 1 to 5 March 2027: breaks no rule."


def test_a_week_says_each_rule_that_it_breaks_and_from_when_it_would_not(plan, play):
    visit()
    assert said(plan, date(2027, 3, 8), play) == (
        "Fellmoor (invented), 8 to 12 March 2027: breaks 1 rule: "
        "ILACS standard inspection (Fellmoor Council) 9 to 20 March 2027, in the same week; allowed from 19 June 2027."
    )
    assert said(plan, date(2026, 12, 21), play) == (
        "Fellmoor (invented), 21 to 25 December 2026: breaks 3 rules: "
        "Winter closure, 17 December 2026 to 9 January 2027; allowed from 10 January 2027. "
        "Bank holiday: Friday, 25 December 2026; allowed from 26 December 2026. "
        "ILACS standard inspection (Fellmoor Council) 9 to 20 March 2027, 50 working days away; allowed from 19 June 2027."
    )


def test_what_others_break_because_of_a_move_is_said_and_what_would_be_mended(year, play):
    share_a_force()
    plan = planned(year, {AREA: WEEK, OTHER_AREA: date(2026, 6, 1)})
    assert said(plan, date(2026, 7, 6), play) == (
        "Fellmoor (invented), 6 to 10 July 2026: breaks 1 rule: Fellmoor Police is inspected in Ravenholt (invented), "
        "1 to 5 June 2026: 26 weeks must lie between; allowed from 30 November 2026. Because of it Ravenholt (invented) would "
        "break: Fellmoor Police is inspected in Fellmoor (invented), 6 to 10 July 2026: 26 weeks must lie between; allowed "
        "from 4 January 2027."
    )
    commands.put(plan, local_area(AREA), week=date(2026, 7, 6), by=play.programme_lead)
    assert said(plan, WEEK, play) == (
        "Fellmoor (invented), 1 to 5 March 2027: breaks no rule. What Ravenholt (invented) breaks because of it now "
        "would be mended."
    )


def visit():
    acting.activity(
        kind="standard-inspection", starts_on=VISITED, ends_on=date(2027, 3, 20), timing_reason="Three years are over."
    )


def share_a_force():
    """Ravenholt has Fellmoor's police too."""
    police = PartnershipMember.objects.filter(agency__kind__code="police")
    own = police.get(partnership__local_area__code=AREA)
    police.filter(partnership__local_area__code=OTHER_AREA).update(agency=own.agency)


def test_the_board_marks_what_bars_a_local_area_and_offers_every_week(lead, plan):
    visit()
    page = words(lead.get(board(plan)))
    assert "1 place of 2 breaks a rule." in page
    assert (
        "V: ILACS standard inspection (Fellmoor Council) 9 to 20 March 2027, 59 working days away; allowed from 19 June 2027"
        in page
    )
    assert "C: closed periods" in page
    assert "<b>V</b> the distance from routine visits" in page
    assert '<option value="2027-03-01" selected>1 to 5 March 2027: ILACS standard inspection' in page
    assert '<option value="2026-11-02">2 to 6 November 2026: open</option>' in page
    assert "Ravenholt (invented)" in page


def test_weeks_that_are_shut_for_all_are_marked_in_their_columns_alone(lead, plan):
    page = words(lead.get(board(plan)))
    assert page.count('fill="url(#board-shut)"') == 7  # Easter, what is too near, two days in May, summer, winter, Easter
    assert page.count('fill="url(#board-barred)"') == 0
    assert "No place of this plan breaks a rule." in page


def test_the_answer_of_a_row_has_all_weeks_and_that_of_a_week_has_one(lead, plan):
    address = f"/programme-years/2026/plans/{plan.pk}/moves/"
    answer = lead.get(address, {"area": AREA}).json()
    assert (answer["version"], answer["week"], len(answer["weeks"])) == (plan.version, "2027-03-01", 52)
    one = {
        "week": "2027-03-01", "days": "1 to 5 March 2027", "breaks": 0,
        "said": "Fellmoor (invented), 1 to 5 March 2027: breaks no rule.",
    }  # fmt: skip
    assert one in answer["weeks"]
    assert lead.get(address, {"area": AREA, "week": "2027-03-01"}).json()["weeks"] == [one]
    assert lead.get(address, {"area": "X999"}).status_code == 404


def test_a_move_is_looked_at_done_and_undone(lead, plan):
    look = lead.get(f"{board(plan)}{AREA}/", {"week": "2026-12-21"})
    page = words(look)
    for sentence in ("From 1 to 5 March 2027 to 21 to 25 December 2026.", "In this week it breaks 2 rules", "Winter closure"):
        assert sentence in page
    assert plan.places.get(local_area__code=AREA).week == WEEK

    answer = lead.post(f"{board(plan)}{AREA}/", sent(plan, "2026-11-02"))
    assert answer.url == f"{board(plan)}?moved={AREA}&was=2027-03-01"
    assert plan.places.get(local_area__code=AREA).week == date(2026, 11, 2)
    page = words(lead.get(answer.url))
    assert "Fellmoor (invented), 2 to 6 November 2026: breaks no rule." in page
    assert "Undo: back to 1 to 5 March 2027" in page

    plan.refresh_from_db()
    lead.post(f"{board(plan)}{AREA}/", sent(plan, "2027-03-01"))
    assert plan.places.get(local_area__code=AREA).week == WEEK
    assert [one.verb for one in trail.trail_of(plan.stream)][:2] == ["plan.put", "plan.put"]
    assert "Undo: back" not in words(lead.get(answer.url))


def test_a_move_by_an_old_page_is_refused_and_can_be_sent_again(lead, plan, play):
    commands.put(plan, local_area(OTHER_AREA), week=date(2026, 11, 9), by=play.programme_lead)
    answer = lead.post(f"{board(plan)}{AREA}/", sent(plan, "2026-11-02"))
    page = words(answer)
    assert answer.status_code == 409
    assert "Somebody has changed this plan since you opened the page." in page
    assert f'name="version" value="{plan.version + 1}"' in page
    assert 'name="week" value="2026-11-02"' in page
    assert plan.places.get(local_area__code=AREA).week == WEEK


def test_a_move_that_is_sent_twice_is_made_once(lead, plan):
    answers = [lead.post(f"{board(plan)}{AREA}/", sent(plan, "2026-11-02")).status_code for _time in range(2)]
    before = plan.version
    plan.refresh_from_db()
    assert (answers, plan.version - before) == ([302, 302], 1)


def test_a_put_by_somebody_who_saw_less_is_refused(plan, play):
    with pytest.raises(Changed):
        commands.put(plan, local_area(AREA), week=date(2026, 11, 2), version=plan.version - 1, by=play.programme_lead)


@pytest.mark.parametrize(
    ("sent_week", "sentence"),
    [("", "Select a week"), ("2026-11-03", "Select an option from the list"), ("\x00", "from the list")],
)
def test_a_week_that_is_none_is_refused(lead, plan, sent_week, sentence):
    answer = lead.post(f"{board(plan)}{AREA}/", sent(plan, sent_week))
    assert (answer.status_code, sentence in words(answer)) == (422, True)


def test_a_discarded_plan_is_shown_and_not_moved(lead, plan, play):
    commands.discard_plan(plan, by=play.programme_lead)
    page = words(lead.get(board(plan)))
    assert "This plan was discarded. Bring it back to change it." in page
    assert "Look at the move" not in page
    assert "data-block" not in page
    assert lead.post(f"{board(plan)}{AREA}/", sent(plan, "2026-11-02")).status_code == 409
    assert lead.get(f"/programme-years/2026/plans/{plan.pk}/moves/?area={AREA}").status_code == 409


def test_nobody_but_those_who_make_plans_sees_a_board(client, plan, play):
    addresses = [board(plan), f"{board(plan)}{AREA}/", f"/programme-years/2026/plans/{plan.pk}/moves/?area={AREA}"]
    for person in (play.cqc_programme_lead, play.stranger, play.co_ordinator):
        client.force_login(person)
        assert [client.get(address).status_code for address in addresses] == [403, 403, 403]
