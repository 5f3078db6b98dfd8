"""The board of a plan: every week of a local area says what it would break, and a local area is moved by hand and back."""

from datetime import date

import pytest

from agencies.models import Inspectorate, PartnershipMember
from audit import trail
from jtai.errors import Changed
from scheduling import commands, queries
from scheduling.commands import open_year
from scheduling.models import PlanSet
from tests.factories import MembershipFactory, RoleFactory, UserFactory
from tests.programmes import acting
from tests.scheduling.boards import SPRING, calendar, planned
from tests.walk import AREA, FRONT_DOOR, OTHER_AREA, cast, framework_version, inspection_at, local_area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]
WEEK = date(2027, 3, 1)
VISITED = date(2027, 3, 9)


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


def move(plan, code=AREA):
    return f"/programme-years/2026/plans/{plan.pk}/areas/{code}/put/"


def undo(plan):
    return f"/programme-years/2026/plans/{plan.pk}/undo/"


def sent(plan, week, **changes):
    return {"week": str(week), "version": str(plan.version), "back": "board", **changes}


def said(plan, week, play, code=AREA):
    whole = queries.judged_plan(play.programme_lead, plan)
    number = queries.week_number([one.monday for one in whole.judged.problem.weeks], week)
    return queries.move(whole, whole.row(code), number).said


def test_a_week_without_anything_against_it_breaks_no_rule(plan, play):
    assert said(plan, WEEK, play) == "Fellmoor (invented), 1 to 5 March 2027: breaks no rule."


def test_a_week_says_each_rule_that_it_breaks_and_from_when_it_would_not(plan, play):
    visit()
    assert said(plan, date(2027, 3, 8), play) == (
        "Fellmoor (invented), 8 to 12 March 2027, breaks 1 rule: "
        "ILACS standard inspection (Fellmoor Council) 9 to 20 March 2027, in the same week; allowed from 21 June 2027."
    )
    assert said(plan, date(2026, 12, 21), play) == (
        "Fellmoor (invented), 21 to 25 December 2026, breaks 3 rules: "
        "Winter closure, 17 December 2026 to 9 January 2027; allowed from 11 January 2027. "
        "Bank holiday on Friday, 25 December 2026; allowed from 11 January 2027. "
        "ILACS standard inspection (Fellmoor Council) 9 to 20 March 2027, 50 working days away; allowed from 21 June 2027."
    )


def test_what_others_break_because_of_a_move_is_said_and_what_would_be_mended(year, play):
    share_a_force()
    plan = planned(year, {AREA: WEEK, OTHER_AREA: date(2026, 6, 1)})
    assert said(plan, date(2026, 7, 6), play) == (
        "Fellmoor (invented), 6 to 10 July 2026, breaks 1 rule: Fellmoor Police is inspected in Ravenholt (invented), "
        "1 to 5 June 2026, and 26 weeks must lie between; allowed from 30 November 2026. Because of it Ravenholt (invented) would "
        "break: Fellmoor Police is inspected in Fellmoor (invented), 6 to 10 July 2026, and 26 weeks must lie between; allowed "
        "from 11 January 2027."
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
        "V: ILACS standard inspection (Fellmoor Council) 9 to 20 March 2027, 59 working days away; allowed from 21 June 2027"
        in page
    )
    assert "C: closed periods" in page
    assert "<b>V</b> the distance from routine visits" in page
    assert '<option value="2027-03-01" selected>1 to 5 March 2027: its week now' in page
    assert '<option value="2026-11-02">2 to 6 November 2026: open</option>' in page
    assert "Ravenholt (invented)" in page


def test_what_is_pinned_in_is_marked_in_the_picture_and_in_the_table(lead, plan, play):
    assert "Pinned in" not in words(lead.get(board(plan)))
    commands.pin(plan, local_area(AREA), by=play.programme_lead)
    page = words(lead.get(board(plan)))
    assert 'data-name="Fellmoor (invented), pinned in"' in page
    assert page.count('text-anchor="middle">P</text>') == 1
    assert page.count("Pinned in") == 2  # beside its row, and in the table


def test_weeks_that_are_shut_for_all_are_marked_in_their_columns_alone(lead, plan):
    page = words(lead.get(board(plan)))
    assert page.count('fill="url(#board-shut)"') == 7  # Easter, what is too near, two days in May, summer, winter, Easter
    assert page.count('fill="url(#board-barred)"') == 0
    assert "No place of this plan breaks a rule." in page


def test_a_rule_of_the_calendar_that_the_plan_goes_without_shuts_no_week_of_it(lead, plan):
    plan.rules["left_out"]["closed-period"] = "The team agreed"
    plan.save()
    drawn = lead.get(board(plan)).context["board"]
    assert {bar.letter for bar in drawn.shut} == {"B", "N"}
    assert "C" not in dict(drawn.key)


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


def test_a_move_is_looked_at_and_done(lead, plan):
    look = lead.get(move(plan), {"week": "2026-12-21", "back": "board"})
    page = words(look)
    for sentence in ("From 1 to 5 March 2027 to 21 to 25 December 2026.", "In this week it breaks 2 rules", "Winter closure"):
        assert sentence in page
    assert 'name="back" value="board"' in page
    assert plan.places.get(local_area__code=AREA).week == WEEK
    assert lead.post(move(plan), sent(plan, "2026-11-02")).url == board(plan)
    assert plan.places.get(local_area__code=AREA).week == date(2026, 11, 2)


def test_a_week_chosen_on_the_board_leaves_a_local_area_in_its_set(lead, year, play):
    plan = planned(year, {}, name="Two sets")
    second = PlanSet.objects.create(plan=plan, position=2, framework=framework_version(FRONT_DOOR), count=1)
    commands.put(plan, local_area(AREA), week=WEEK, of=second, by=play.programme_lead)
    page = words(lead.get(move(plan), {"week": "2026-11-02", "back": "board"}))
    assert f'name="set" value="{second.pk}"' in page
    assert f'<option value="{second.pk}" selected>' in page


def test_the_last_move_is_undone_whoever_made_it_and_on_whatever_page(client, lead, plan):
    lead.post(move(plan), sent(plan, "2026-11-02"))
    plan.refresh_from_db()
    client.force_login(another_lead())
    for address in (board(plan), plan.get_absolute_url()):
        page = words(client.get(address))
        assert "Fellmoor was moved from 1 to 5 March 2027 to 2 to 6 November 2026. By " in page
        assert "Undo: back to 1 to 5 March 2027" in page
    assert "Fellmoor (invented), 2 to 6 November 2026: breaks no rule." in words(client.get(board(plan)))
    answer = client.post(undo(plan), {"version": plan.version, "back": "board"})
    assert (answer.url, plan.places.get(local_area__code=AREA).week) == (board(plan), WEEK)
    page = words(client.get(board(plan)))
    assert "Taken back: Fellmoor was moved from 1 to 5 March 2027 to 2 to 6 November 2026." in page
    assert "Undo: back to 2 to 6 November 2026" in page
    assert [one.verb for one in trail.trail_of(plan.stream)][:2] == ["plan.undo", "plan.put"]


def test_an_undo_gives_back_the_set_and_says_no_more_that_somebody_put_it_there(lead, plan):
    place = plan.places.get(local_area__code=AREA)
    type(place).objects.filter(pk=place.pk).update(by_hand=False)
    lead.post(move(plan), sent(plan, "2026-11-02"))
    plan.refresh_from_db()
    lead.post(undo(plan), {"version": plan.version})
    again = plan.places.get(local_area__code=AREA)
    assert (again.week, again.set_id, again.by_hand) == (WEEK, place.set_id, False)


def test_what_was_put_in_or_taken_out_is_undone_too(lead, plan, play):
    commands.take_out(plan, local_area(AREA), by=play.programme_lead)
    assert "Undo: put it back, 1 to 5 March 2027" in words(lead.get(board(plan)))
    for there in (True, False, True):
        plan.refresh_from_db()
        assert lead.post(undo(plan), {"version": plan.version}).url == plan.get_absolute_url()
        assert plan.places.filter(local_area__code=AREA, week=WEEK).exists() == there
    plan.refresh_from_db()
    commands.take_out(plan, local_area(AREA), by=play.programme_lead)
    commands.put(plan, local_area(AREA), week=WEEK, by=play.programme_lead)
    assert "Undo: take it out again" in words(lead.get(board(plan)))


def test_nothing_is_undone_where_the_plan_was_changed_since(lead, plan, play):
    seen = plan.version
    commands.put(plan, local_area(AREA), week=date(2026, 11, 2), by=play.programme_lead)
    stale = lead.post(undo(plan), {"version": seen, "back": "board"})
    assert (stale.status_code, "Somebody has changed this plan since you opened the page." in words(stale)) == (409, True)
    commands.rule_out(plan, local_area("X700"), reason="No.", by=play.programme_lead)
    plan.refresh_from_db()
    assert "Undo:" not in words(lead.get(board(plan)))
    none = lead.post(undo(plan), {"version": plan.version})
    assert (none.status_code, "There is no move to undo: the last change of this plan was another one." in words(none)) == (
        409,
        True,
    )
    assert plan.places.get(local_area__code=AREA).week == date(2026, 11, 2)


def test_nothing_is_put_back_that_has_its_place_in_the_year_meanwhile(lead, plan, play):
    commands.take_out(plan, local_area(AREA), by=play.programme_lead)
    inspection_at("planned", week=date(2026, 11, 2), year=2026)
    plan.refresh_from_db()
    refused = lead.post(undo(plan), {"version": plan.version})
    assert (refused.status_code, "Fellmoor has its place in the year already." in words(refused)) == (409, True)
    assert not plan.places.filter(local_area__code=AREA).exists()


def another_lead():
    """Of Ofsted too."""
    person = MembershipFactory(user=UserFactory(), inspectorate=Inspectorate.objects.get(code="ofsted")).user
    RoleFactory(user=person, kind="programme-lead", valid_from=date(2026, 1, 1))
    return person


def test_a_move_by_an_old_page_is_refused_and_can_be_sent_again(lead, plan, play):
    commands.put(plan, local_area(OTHER_AREA), week=date(2026, 11, 9), by=play.programme_lead)
    answer = lead.post(move(plan), sent(plan, "2026-11-02"))
    page = words(answer)
    assert answer.status_code == 409
    assert "Somebody has changed this plan since you opened the page." in page
    assert f'name="version" value="{plan.version + 1}"' in page
    assert 'name="week" value="2026-11-02"' in page
    assert plan.places.get(local_area__code=AREA).week == WEEK


def test_a_move_that_is_sent_twice_is_made_once(lead, plan):
    answers = [lead.post(move(plan), sent(plan, "2026-11-02")).status_code for _time in range(2)]
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
    answer = lead.post(move(plan), sent(plan, sent_week))
    assert (answer.status_code, sentence in words(answer)) == (422, True)


def test_a_discarded_plan_is_shown_and_not_moved(lead, plan, play):
    commands.discard_plan(plan, by=play.programme_lead)
    page = words(lead.get(board(plan)))
    assert "This plan was discarded. Bring it back to change it." in page
    assert "Look at the move" not in page
    assert lead.post(undo(plan), {"version": 1}).status_code == 409
    assert "data-block" not in page
    assert lead.post(move(plan), sent(plan, "2026-11-02")).status_code == 409
    assert lead.get(f"/programme-years/2026/plans/{plan.pk}/moves/?area={AREA}").status_code == 409


def test_nobody_but_those_who_make_plans_sees_a_board(client, plan, play):
    addresses = [board(plan), move(plan), f"/programme-years/2026/plans/{plan.pk}/moves/?area={AREA}"]
    for person in (play.cqc_programme_lead, play.stranger, play.co_ordinator):
        client.force_login(person)
        assert [client.get(address).status_code for address in addresses] == [403, 403, 403]
