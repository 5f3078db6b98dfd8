"""An inspection that is given its week by hand: the same rules and sentences as on the board, and a reason for what is broken."""

from datetime import date, timedelta

import pytest

from accounts.models import User
from agencies.models import PartnershipMember
from audit.queries import trail_of
from inspections.commands import assign, defer
from inspections.commands import plan as plan_inspection
from inspections.models import Inspection, Part
from inspections.policies import SaidOfWeek
from jtai.errors import Invalid
from scheduling import queries
from scheduling.asked import AskedRules
from scheduling.commands import adopt_plan, place_inspection, put, rule_out
from scheduling.models import Absence, Plan
from tests.programmes import acting
from tests.scheduling import planning
from tests.scheduling.holidays import holiday, whole_year
from tests.walk import AREA, OTHER_AREA, THEMATIC, cast, framework_version, local_area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_year")]
PLAN = "/programme-years/2026/plan/"
PLACES, DATES = "/api/v1/programme-years/2026/inspections/", "/api/v1/programme-years/2026/dates/"
WEEK = date(2026, 11, 2)
UNKNOWN = "Its school holidays in this year are not known"
USUAL = "No plan of this year is adopted, so these are the usual rules."


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


def typed(week=WEEK, **changes):
    return {"area": AREA, "framework": THEMATIC, "topic": "invented", "fieldwork_start": week.isoformat(), **changes}


def look(client, week=WEEK):
    day = {"fieldwork_start_day": week.day, "fieldwork_start_month": week.month, "fieldwork_start_year": week.year}
    return client.get(PLAN, {**typed(week), **day, "step": "preview"})


def words(answer):
    return " ".join(answer.content.decode().split())


def against(year, week=WEEK, area=AREA, **more):
    one = queries.ByHand(local_area(area), framework_version(THEMATIC), week, **more)
    return queries.against_by_hand(cast().programme_lead, year, one)


def share_a_force():
    """The second local area has the police force of the first."""
    local_area(OTHER_AREA)
    police = PartnershipMember.objects.filter(agency__kind__code="police")
    own = police.get(partnership__local_area__code=AREA)
    police.filter(partnership__local_area__code=OTHER_AREA).update(agency=own.agency)


def neighbour(year, week, area=OTHER_AREA):
    return place_inspection(
        year,
        local_area=local_area(area),
        framework=framework_version(THEMATIC),
        topic=planning.topic(),
        fieldwork_start=week,
        by=cast().programme_lead,
    )


def visit():
    days = {"starts_on": date(2026, 10, 5), "ends_on": date(2026, 10, 16)}
    acting.activity(kind="standard-inspection", timing_reason="Three years are over.", **days)


def adopted(ruled_out="", name="The plan", area="X777", **rules):
    """A plan of one other local area, adopted."""
    people = cast()
    plan = planning.plan(name, [planning.thematic(1)], rules=AskedRules(**rules))
    put(plan, local_area(area), week=date(2027, 3, 1), by=people.programme_lead)
    if ruled_out:
        rule_out(Plan.objects.get(pk=plan.pk), local_area(AREA), reason=ruled_out, by=people.programme_lead)
    plan.refresh_from_db()
    adopt_plan(plan, version=plan.version, by=people.programme_lead)
    return plan


def test_what_breaks_nothing_says_so_and_by_which_rules(lead, year):
    found = against(year)
    assert (found.broken, found.soft, found.asked_of) == ([], [UNKNOWN], USUAL)
    page = words(look(lead))
    assert "It breaks none of these rules." in page
    assert UNKNOWN in page
    assert USUAL in page
    assert "Why must this week stand?" not in page


def test_a_police_force_twice_is_said_as_on_the_board(year):
    share_a_force()
    neighbour(year, date(2026, 9, 14))
    said = "Fellmoor Police is inspected in Ravenholt (invented), 14 to 18 September 2026, and 26 weeks must lie between; "
    assert against(year).broken == [said + "allowed from 15 March 2027"]


SCHOOLS = "School holidays of the local area, 2 to 6 November 2026; allowed from 9 November 2026"
RULED_OUT = "It is ruled out (A new director has just begun)"


def test_school_holidays_bar_and_half_terms_are_only_to_be_known(year):
    days = {"first_day": WEEK, "last_day": date(2026, 11, 6)}
    term = holiday(AREA, name="Autumn", **days)
    assert (against(year).broken, against(year).soft) == ([SCHOOLS], [])
    term.half_term = True
    term.save(update_fields=["half_term"])
    assert (against(year).broken, against(year).soft) == ([], ["Half-term of the local area, 2 to 6 November 2026"])


def test_what_is_missing_of_a_school_year_is_not_known_in_its_usual_time(year):
    whole_year(AREA, without=["Autumn half-term"])
    assert against(year).soft == ["Its school holidays in this year are partly known: autumn half-term is not recorded"]
    assert against(year, date(2026, 11, 16)).soft == []


def test_a_routine_visit_and_a_joint_inspection_too_near_are_said(year):
    visit()
    plan_inspection(
        local_area=local_area(AREA), framework=framework_version(THEMATIC), topic=planning.topic(), programme_year=2025,
        fieldwork_start=date(2025, 6, 2), by=cast().programme_lead,
    )  # fmt: skip
    assert against(year).broken == [
        "Fieldwork of the last joint inspection was until 6 June 2025, less than 4 years before; allowed from 11 June 2029",
        "ILACS standard inspection (Fellmoor Council) 5 to 16 October 2026, 11 working days away; allowed from 18 January 2027",
    ]


def test_people_who_are_away_are_missed_as_on_the_board(year, play):
    for person in planning.queries.inspectors_for_proposer(year):
        if person.inspectorate == "cqc":
            away = {"first_day": date(2026, 10, 26), "last_day": WEEK, "kind": "leave"}
            Absence.objects.create(user_id=person.key, recorded_by=play.cqc_programme_lead, **away)
    assert against(year).broken == ["CQC needs 2 inspectors in the week of 26 to 30 October 2026 and has none who is free"]


def test_the_adopted_plan_gives_the_numbers_and_what_was_ruled_out(year):
    share_a_force()
    neighbour(year, date(2026, 9, 14))
    adopted("A new director has just begun", force_weeks=7)
    found = against(year)
    assert (found.broken, found.asked_of) == ([RULED_OUT], "These are the rules of the adopted plan “The plan”.")
    said = "Fellmoor Police is inspected in Ravenholt (invented), 14 to 18 September 2026, and 7 weeks must lie between; "
    assert against(year, date(2026, 10, 26)).broken == [RULED_OUT, said + "allowed from 2 November 2026"]


def test_every_adopted_plan_of_the_year_has_its_say(year):
    share_a_force()
    neighbour(year, date(2026, 9, 14))
    adopted(force_weeks=26)
    adopted(name="Two more", area="X778", force_weeks=2)
    found = against(year)
    assert found.asked_of == "These are the rules of the adopted plans “The plan” and “Two more”."
    [said] = found.broken
    assert said.startswith(
        "Fellmoor Police is inspected in Ravenholt (invented), 14 to 18 September 2026, and 26 weeks must lie between"
    )


def test_what_several_plans_ask_of_one_fact_is_said_once_and_by_which(year):
    share_a_force()
    neighbour(year, date(2026, 9, 14))
    adopted("A new director has just begun", force_weeks=10)
    adopted(name="Two more", area="X778", force_weeks=26)
    said = "Fellmoor Police is inspected in Ravenholt (invented), 14 to 18 September 2026, and 26 weeks must lie between; "
    assert against(year).broken == [
        f"{RULED_OUT} (asked by “The plan”)",
        said + "allowed from 15 March 2027 (asked by “Two more”; 10 weeks by “The plan”)",
    ]
    adopted(name="As many", area="X779", force_weeks=26)
    assert against(year).broken[1].endswith("(asked by “Two more” and “As many”; 10 weeks by “The plan”)")


def test_a_notification_on_a_day_on_which_nobody_is_there_is_only_to_be_known(year):
    closed = "The local area would be notified on 23 December 2026, in a closed period"
    assert closed in against(year, date(2027, 1, 11)).soft
    assert closed not in against(year, date(2027, 2, 8)).soft
    notified = "The local area would be notified on 19 October 2026, in its school holidays"
    assert notified not in against(year).soft
    holiday(AREA, name="Autumn", first_day=date(2026, 10, 19), last_day=date(2026, 10, 20))
    assert (against(year).broken, notified in against(year).soft) == ([], True)


def test_a_deferred_inspection_of_another_year_that_waits_for_its_week_is_to_be_known(year):
    one = plan_inspection(
        local_area=local_area(AREA), framework=framework_version(THEMATIC), topic=planning.topic(), programme_year=2025,
        fieldwork_start=date(2026, 3, 23), by=cast().programme_lead,
    )  # fmt: skip
    waits = "Its inspection of 2025-26 is deferred and has no new week"
    assert waits not in against(year).soft
    defer(one, asked_by="Director", reason="Flood", by=cast().programme_lead)
    assert waits in against(year).soft


def test_the_sentences_are_those_of_the_board(year, play):
    share_a_force()
    neighbour(year, date(2026, 9, 14))
    holiday(AREA, name="Autumn", first_day=WEEK, last_day=date(2026, 11, 6))
    visit()
    plan = planning.plan(sets=[planning.thematic(1)])
    put(plan, local_area(AREA), week=WEEK, by=play.programme_lead)
    whole = queries.judged_plan(play.programme_lead, plan)
    row = whole.row(AREA)
    board = queries.move(whole, row, whole.place(row).week).own
    assert len(board) == 3
    assert against(year).broken == board


def test_a_day_that_is_no_monday_is_judged_by_its_own_five_days(year):
    holiday(AREA, name="Autumn", first_day=date(2026, 11, 9), last_day=date(2026, 11, 9))
    assert against(year, date(2026, 11, 2)).broken == []
    assert against(year, date(2026, 11, 5)).broken == [
        "School holidays of the local area, 9 November 2026; allowed from 16 November 2026"
    ]
    # The first days of the year lie before its first Monday.
    assert against(year, date(2026, 4, 2)).broken == []


def test_what_is_broken_needs_a_reason_which_is_kept_with_the_rules(lead):
    adopted("A new director has just begun")
    page = words(look(lead))
    assert RULED_OUT in page
    assert "These are the rules of the adopted plan “The plan”." in page
    assert "Why must this week stand?" in page

    refused = lead.post(PLAN, typed())
    assert (refused.status_code, Inspection.objects.filter(local_area__code=AREA).count()) == (422, 0)
    assert "Say why this week must stand" in words(refused)
    assert RULED_OUT in words(refused)

    lead.post(PLAN, typed(week_reason="The director asked for it."))
    assert Inspection.objects.get(local_area__code=AREA).week_reason == "The director asked for it."
    event = trail_of("programme-year:2026").filter(verb="plan.by_hand").get()
    assert event.words.data == {"area": "Fellmoor", "rules": [RULED_OUT], "reason": "The director asked for it."}


def test_what_breaks_nothing_leaves_no_such_trace(lead):
    lead.post(PLAN, typed())
    assert Inspection.objects.get().week_reason == ""
    assert not trail_of("programme-year:2026").filter(verb="plan.by_hand").exists()


def test_a_command_that_breaks_a_rule_without_a_reason_is_refused(year, play):
    with pytest.raises(Invalid, match=r"It is so\. Choose another, or say why this one must stand\.") as refused:
        place_inspection(
            year, local_area=local_area(AREA), framework=framework_version(THEMATIC), topic=planning.topic(),
            fieldwork_start=WEEK, broken=["It is so"], week_reason=" ", by=play.programme_lead,
        )  # fmt: skip
    assert refused.value.field == "week_reason"


def sent(client, **changes):
    body = typed(**changes)
    return client.post(PLACES, {"local_area": body.pop("area"), **body}, content_type="application/json")


def test_the_api_says_the_same(lead):
    adopted("A new director has just begun")
    asked = {"framework": THEMATIC, "fieldwork_start": WEEK.isoformat(), "local_area": AREA}
    assert lead.get(DATES, asked).json()["against"] == {
        "broken": [RULED_OUT],
        "soft": [UNKNOWN],
        "asked_of": "These are the rules of the adopted plan “The plan”.",
    }
    assert lead.get(DATES, {**asked, "local_area": "nowhere"}).status_code == 400
    refused = sent(lead)
    assert (refused.status_code, refused.json()["errors"]) == (
        422,
        [{"field": "week_reason", "detail": f"{RULED_OUT}. Choose another week, or say why this one must stand."}],
    )
    assert sent(lead, week_reason="Asked for").status_code == 201


def test_nobody_else_learns_what_the_rules_of_a_plan_say(client, play):
    adopted("A new director has just begun")
    client.force_login(play.cqc_programme_lead)
    asked = {"framework": THEMATIC, "fieldwork_start": WEEK.isoformat(), "local_area": AREA}
    answer = client.get(DATES, asked)
    assert (answer.status_code, answer.json()["against"]) == (200, None)


# Another week for an inspection that was deferred.


def put_off(year):
    """An inspection of the first local area, deferred."""
    one = neighbour(year, date(2026, 9, 14), AREA)
    return defer(one, asked_by="Director", reason="Flood", by=cast().programme_lead)


def test_a_new_week_that_breaks_a_rule_needs_a_reason(lead, year):
    holiday(AREA, name="Autumn", first_day=WEEK, last_day=date(2026, 11, 6))
    one = put_off(year)
    address = f"/inspections/{one.pk}/steps/reschedule/"
    day = {"fieldwork_start_day": "2", "fieldwork_start_month": "11", "fieldwork_start_year": "2026", "reason": "Dry again"}
    refused = lead.post(address, day)
    said = f"{SCHOOLS}. Choose another week, or say why this one must stand."
    assert (refused.status_code, refused.context["form"].errors["week_reason"]) == (422, [said])
    assert Inspection.objects.get(pk=one.pk).status == "deferred"

    lead.post(address, {**day, "week_reason": "The schools agreed"})
    one = Inspection.objects.get(pk=one.pk)
    assert (one.status, one.fieldwork_start, one.week_reason) == ("planned", WEEK, "The schools agreed")
    event = trail_of(one.stream).filter(verb="inspection.new_week").get()
    assert event.words.data == {"week": "2026-11-02", "week_reason": "The schools agreed"}


def test_a_new_week_is_not_barred_by_the_deferral_itself_and_soft_things_are_told(lead, year):
    one = put_off(year)
    day = {"fieldwork_start_day": "2", "fieldwork_start_month": "11", "fieldwork_start_year": "2026", "reason": "Dry again"}
    address = f"/inspections/{one.pk}/steps/reschedule/"
    answer = lead.post(address, day)
    page = words(answer)
    assert f"Speaks against the week that you chose without forbidding it: {UNKNOWN}." in page
    assert "nothing is saved yet" in page
    assert Inspection.objects.get(pk=one.pk).status == "deferred"
    checked = answer.context["form"]["checked"].value()
    other = lead.post(address, {**day, "fieldwork_start_day": "9", "checked": checked})
    assert "nothing is saved yet" in words(other)
    assert lead.post(address, {**day, "checked": checked}).status_code == 302
    assert Inspection.objects.get(pk=one.pk).fieldwork_start == WEEK


def test_all_that_speaks_against_a_new_week_is_said_at_once(lead, year):
    holiday(AREA, name="Half-term", half_term=True, first_day=WEEK, last_day=date(2026, 11, 6))
    one = put_off(year)
    tuesday = {"fieldwork_start": "2026-11-03", "reason": "Dry again"}
    refused = lead.post(f"/inspections/{one.pk}/steps/reschedule/", tuesday)
    page = words(refused)
    assert refused.status_code == 422
    assert "3 November 2026 is a Tuesday" in page
    assert "Speaks against the week that you chose without forbidding it: Half-term of the local area" in page


def test_the_team_of_an_inspection_that_moves_is_there_for_it(year, play):
    one, later = neighbour(year, WEEK, AREA), WEEK + timedelta(weeks=1)
    its, *others = (row.key for row in queries.inspectors_for_proposer(year) if row.inspectorate == "hmi-probation")
    assign(one, person=User.objects.get(pk=its), part=Part.INSPECTOR, by=play.programme_lead)
    for key in others:
        away = {"first_day": WEEK, "last_day": date(2026, 11, 13), "kind": "leave"}
        Absence.objects.create(user_id=key, recorded_by=play.programme_lead, **away)
    assert queries.against_new_week(play.programme_lead, one, later).broken == []
    assert "HMI Probation needs 2 inspectors" in against(year, later, OTHER_AREA).broken[0]


def test_the_api_asks_the_same_of_a_new_week(lead, year):
    holiday(AREA, name="Autumn", first_day=WEEK, last_day=date(2026, 11, 6))
    one = put_off(year)
    body = {"fieldwork_start": "2026-11-02", "reason": "Dry again"}
    address = f"/api/v1/inspections/{one.pk}/reschedule/"
    refused = lead.post(address, body, content_type="application/json")
    assert (refused.status_code, [one["field"] for one in refused.json()["errors"]]) == (422, ["week_reason"])
    answer = lead.post(address, {**body, "week_reason": "The schools agreed"}, content_type="application/json")
    assert answer.status_code == 200


def test_a_new_week_in_a_year_that_is_not_open_is_judged_by_the_calendar_alone(year):
    one = put_off(year)
    assert queries.against_new_week(cast().programme_lead, one, date(2028, 5, 8)) == SaidOfWeek()
