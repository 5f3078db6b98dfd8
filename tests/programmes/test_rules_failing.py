"""Monitoring visits while the last outcome is failing."""

from dataclasses import replace

import pytest

from jtai.programmeyears import year_of
from programmes.rules import State, evaluate
from tests.programmes.made import NORTH, activity, day, facts, judged, rule

FOUR = rule("while-failing", {"kind": "monitoring-visit", "times": 4, "until": ["standard-inspection", "short-inspection"]})
FAILED = activity(1, "standard-inspection", "2025-03-03", "2025-03-14", value="inadequate")
VISIT = activity(2, "monitoring-visit", "2025-06-02")


def asked(*done, today="2025-07-01", year=2025, by=FOUR):
    return evaluate([by], facts(*done), year, day(today)).duties


def test_the_first_is_counted_from_the_outcome():
    [duty] = asked(FAILED)
    assert (duty.subject, duty.kind, duty.state, duty.by) == (NORTH.key, "monitoring-visit", State.OVERDUE, day("2025-06-14"))
    assert duty.why == (
        "Judged inadequate (inspection of 3 to 14 March 2025); four a year are needed, so the first monitoring visit is due by 14 June 2025."
        " That day has passed."
    )


def test_the_next_is_counted_from_the_last_visit():
    done, following = asked(FAILED, VISIT)
    assert (done.state, done.by, done.activity) == (State.DONE, day("2025-06-14"), 2)
    assert (following.state, following.by, following.activity) == (State.DUE, day("2025-09-02"), None)
    assert following.why == (
        "Judged inadequate (inspection of 3 to 14 March 2025); the last monitoring visit was on 2 June 2025; four a year are needed,"
        " so the next is due by 2 September 2025."
    )


@pytest.mark.parametrize(
    ("today", "state", "tail"),
    [
        ("2025-08-20", State.PLANNED, "Planned for 20 August 2025."),
        ("2025-08-21", State.DUE, "It was planned for 20 August 2025 and is not recorded as done."),
        (
            "2025-09-03",
            State.OVERDUE,
            "It was planned for 20 August 2025 and is not recorded as done. 2 September 2025 has passed.",
        ),
    ],
)
def test_a_planned_one(today, state, tail):
    duty = asked(FAILED, VISIT, activity(3, "monitoring-visit", "2025-08-20", standing="planned"), today=today)[1]
    assert (duty.state, duty.activity) == (state, 3)
    assert duty.why.endswith(f"due by 2 September 2025. {tail}")


def test_one_planned_too_late_says_so_and_is_overdue_once_its_day_has_passed():
    late = activity(3, "monitoring-visit", "2025-10-20", standing="planned")
    for today, state in (("2025-09-02", State.PLANNED), ("2025-09-03", State.OVERDUE)):
        duty = asked(FAILED, VISIT, late, today=today)[1]
        assert duty.state == state
        assert duty.why.endswith("Planned for 20 October 2025, later than 2 September 2025.")


def test_it_ends_with_an_inspection_that_is_not_failing_and_goes_on_after_one_that_is():
    good = activity(3, "short-inspection", "2025-06-23", "2025-06-27", value="requires-improvement")
    assert [duty.state for duty in asked(FAILED, VISIT, good)] == [State.DONE]
    again = activity(3, "short-inspection", "2025-06-23", "2025-06-27", value="inadequate")
    assert [(duty.state, duty.by) for duty in asked(FAILED, VISIT, again)] == [
        (State.DONE, day("2025-06-14")),
        (State.DUE, day("2025-09-27")),
    ]


def test_an_inspection_without_a_deciding_judgement_does_not_end_it():
    silent = activity(3, "short-inspection", "2025-06-23")
    beside = replace(activity(4, "short-inspection", "2025-06-24"), judged=(judged("good", decides=False),))
    cancelled = activity(5, "short-inspection", "2025-06-25", value="good", standing="cancelled")
    before, after = asked(FAILED, VISIT)[1], asked(FAILED, VISIT, silent, beside, cancelled)[1]
    assert after == replace(before, why=after.why)


def test_the_why_names_an_inspection_of_which_no_judgement_is_recorded_yet():
    again = activity(3, "short-inspection", "2025-06-23", "2025-06-27")
    [_visit, duty] = asked(FAILED, VISIT, again, today="2025-09-03")
    assert (duty.state, duty.by) == (State.OVERDUE, day("2025-09-02"))
    assert duty.why == (
        "Judged inadequate (inspection of 3 to 14 March 2025); the last monitoring visit was on 2 June 2025; four a year are needed,"
        " so the next is due by 2 September 2025. Short inspection from 23 June 2025 to 27 June 2025 has no recorded judgement that decides yet:"
        " visits stay due until it has one. 2 September 2025 has passed."
    )
    earlier = replace(again, starts_on=day("2025-03-14"), ends_on=day("2025-03-14"))
    for other in (replace(again, standing="planned"), earlier, replace(again, kind="focused-visit")):
        assert "no recorded judgement" not in asked(FAILED, VISIT, other, today="2025-09-03")[1].why
    judged_badly = activity(4, "short-inspection", "2025-08-04", value="inadequate")
    assert "no recorded judgement" not in asked(FAILED, VISIT, again, judged_badly, today="2025-09-03")[1].why


def test_whoever_never_failed_owes_nothing():
    assert asked(activity(1, "standard-inspection", "2025-03-14", value="requires-improvement"), VISIT) == ()
    assert asked(VISIT) == ()


def test_the_next_one_is_on_this_years_list_even_where_its_day_lies_in_the_next():
    visit = activity(2, "monitoring-visit", "2026-02-10")
    assert [duty.by for duty in asked(FAILED, visit, today="2026-03-01")] == [day("2025-06-14"), day("2026-05-10")]
    assert [duty.by for duty in asked(FAILED, visit, today="2026-03-01", year=2026)] == [day("2026-05-10")]
    assert asked(FAILED, visit, today="2026-03-01", year=2027) == ()


@pytest.mark.parametrize(
    ("outcome", "by"), [("2025-11-30", "2026-02-28"), ("2023-11-30", "2024-02-29"), ("2025-12-31", "2026-03-31")]
)
def test_months_end_where_the_shorter_month_ends(outcome, by):
    [duty] = asked(activity(1, "standard-inspection", outcome, value="inadequate"), today=outcome, year=year_of(day(outcome)))
    assert duty.by == day(by)


def test_once_a_year_is_said_in_the_singular_and_counts_from_the_rules_first_day():
    yearly = rule(
        "while-failing", {"kind": "monitoring-visit", "times": 1, "until": ["standard-inspection"]}, first="2025-04-10"
    )
    [duty] = asked(FAILED, by=yearly)
    assert (
        duty.why
        == "Judged inadequate (inspection of 3 to 14 March 2025); one a year is needed, so the first monitoring visit is due by 10 April 2026."
    )


def test_a_visit_counts_from_the_day_after_the_outcome_to_the_last_day_of_the_next():
    again = activity(3, "short-inspection", "2025-06-23", "2025-06-27", value="good")
    days = ("2025-03-14", "2025-06-27", "2025-06-28")
    found = [activity(number, "monitoring-visit", on) for number, on in enumerate(days, 4)]
    assert [duty.activity for duty in asked(FAILED, again, *found)] == [5]
    assert [duty.activity for duty in asked(FAILED, *found, year=2024)] == []


def test_a_plan_from_before_the_last_visit_is_no_plan_for_the_next():
    stale = activity(3, "monitoring-visit", "2025-05-20", standing="planned")
    assert [duty.activity for duty in asked(FAILED, VISIT, stale)] == [2, None]


def test_what_is_needed_counts_from_the_rules_first_day():
    known, figures = facts(FAILED), {}
    for first in ("2025-12-31", "2026-01-10"):
        late = rule("while-failing", FOUR.parameters, first=first)
        figures[first] = evaluate([late], known, 2025, day("2026-03-31")).coverage[0].needed
    assert figures == {"2025-12-31": 1, "2026-01-10": 0}


@pytest.mark.parametrize(
    ("visits", "needed", "done"),
    [
        ([], 4, 0),
        (["2025-06-02"], 4, 1),
        (["2025-06-02", "2025-09-01", "2025-12-01", "2026-02-27"], 4, 4),
        (["2025-12-19"], 4, 1),
        (["2025-04-02", "2025-05-02", "2025-06-02", "2025-07-02", "2025-08-04"], 4, 5),
    ],
)
def test_coverage_counts_the_visits_of_the_year(visits, needed, done):
    found = [activity(number, "monitoring-visit", on) for number, on in enumerate(visits, 2)]
    [coverage] = evaluate([FOUR], facts(FAILED, *found), 2025, day("2026-03-31")).coverage
    assert (coverage.needed, coverage.done) == (needed, done)


def test_coverage_counts_every_visit_that_is_planned_for_the_rest_of_the_year():
    plans = [
        activity(number, "monitoring-visit", on, standing="planned")
        for number, on in enumerate(("2025-03-10", "2025-06-10", "2025-09-08", "2025-12-08", "2026-03-02", "2026-04-01"), 2)
    ]
    sentences = {}
    for today in ("2025-04-10", "2025-06-11", "2026-03-31"):
        [coverage] = evaluate([FOUR], facts(FAILED, *plans), 2025, day(today)).coverage
        sentences[today] = (coverage.sentence, coverage.missing)
    assert sentences == {
        "2025-04-10": ("Monitoring visit: 0 of 4 needed, 4 more planned", 0),
        "2025-06-11": ("Monitoring visit: 0 of 4 needed, 3 more planned", 1),
        "2026-03-31": ("Monitoring visit: 0 of 4 needed", 4),
    }
    assert [duty.activity for duty in asked(FAILED, *plans, today="2025-04-10")] == [3]
    good = activity(9, "short-inspection", "2025-05-05", value="good")
    [coverage] = evaluate([FOUR], facts(FAILED, *plans, good), 2025, day("2025-05-06")).coverage
    assert (coverage.needed, coverage.planned) == (0, 0)


def test_what_was_needed_ends_with_the_next_inspection():
    good = activity(3, "short-inspection", "2025-09-22", "2025-09-26", value="good")
    [coverage] = evaluate([FOUR], facts(FAILED, good), 2025, day("2026-03-31")).coverage
    assert (coverage.needed, coverage.done, coverage.sentence) == (2, 0, "Monitoring visit: 0 of 2 needed")


def test_what_a_year_that_is_over_had_too_few_of_is_on_its_list():
    later = activity(9, "standard-inspection", "2026-05-04", value="good")
    found = evaluate([FOUR], facts(FAILED, activity(2, "monitoring-visit", "2025-06-02"), later), 2025, day("2026-11-27"))
    assert [duty.state for duty in found.duties] == [State.DONE, State.OVERDUE]
    assert found.duties[1].why == (
        "Judged inadequate (inspection of 3 to 14 March 2025); 4 were needed in this year and 1 took place."
    )


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2025-03-14", "2025-03-14", "14 March 2025"),
        ("2025-03-03", "2025-03-14", "3 to 14 March 2025"),
        ("2025-02-24", "2025-03-07", "24 February to 7 March 2025"),
        ("2024-12-30", "2025-01-10", "30 December 2024 to 10 January 2025"),
    ],
)
def test_the_days_of_the_inspection_that_judged_are_said_shortly(first, last, said):
    failed = replace(FAILED, starts_on=day(first), ends_on=day(last))
    [duty] = evaluate([FOUR], facts(failed), 2025, day("2025-07-01")).duties
    assert duty.why.startswith(f"Judged inadequate (inspection of {said}); four a year are needed")
