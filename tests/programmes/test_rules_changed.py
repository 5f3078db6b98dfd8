"""A rule that is changed goes on: its rows of one code are one rule, asked once, counted from the first row's day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.rules import Credit, State, evaluate, next_subjects, rules_of_year
from tests.programmes.made import EAST, NORTH, SOUTH, activity, day, facts, rule
from tests.programmes.test_rules_hold import ALL, days, worlds, years

VISITS = {"kind": "monitoring-visit", "times": 4, "until": ["standard-inspection", "short-inspection"]}
FAILED = activity(1, "standard-inspection", "2025-03-03", "2025-03-14", value="inadequate")
LIMITED = (*ALL, *(replace(one, code=f"{one.code}-limited", valid_to=date(2024, 9, 30)) for one in ALL))


def changed(evaluator, before, after, *, on):
    """A rule from July 2018 that is replaced on a day."""
    last = day(on) - timedelta(days=1)
    return [rule(evaluator, before, last=str(last)), rule(evaluator, after, first=on)]


@given(facts=worlds, year=years, today=days, on=st.dates(date(2018, 7, 2), date(2027, 12, 31)))
def test_a_row_that_is_replaced_by_an_equal_one_from_any_day_changes_nothing(facts, year, today, on):
    rows = []
    for row in LIMITED:
        parted = on <= (row.valid_to or date.max)
        rows += [replace(row, valid_to=on - timedelta(days=1)), replace(row, valid_from=on)] if parted else [row]
    assert len(rows) > len(LIMITED)
    assert evaluate(rows, facts, year, today) == evaluate(LIMITED, facts, year, today)
    assert evaluate(sorted(rows, key=lambda row: row.valid_from), facts, year, today) == evaluate(LIMITED, facts, year, today)
    assert next_subjects(rows, facts, year, today) == next_subjects(LIMITED, facts, year, today)


def test_whoever_is_late_with_a_visit_stays_late_when_the_rule_is_changed():
    rows = changed("while-failing", VISITS, VISITS, on="2026-04-01")
    [duty] = evaluate(rows, facts(FAILED), 2026, day("2026-04-02")).duties
    assert (duty.state, duty.by) == (State.OVERDUE, day("2025-06-14"))


def test_from_the_day_of_the_change_the_new_row_says_when_the_next_is_due():
    rows = changed("while-failing", VISITS, {**VISITS, "times": 6}, on="2025-10-01")
    visit = activity(2, "monitoring-visit", "2025-09-15")
    for today, by in (("2025-09-30", "2025-12-15"), ("2025-10-01", "2025-11-15")):
        made, following = evaluate(rows, facts(FAILED, visit), 2025, day(today)).duties
        assert (made.by, following.by) == (day("2025-06-14"), day(by))
    # Two by the old row until September, then one every other month: November, January, March.
    assert evaluate(rows, facts(FAILED), 2025, day("2025-07-01")).coverage[0].needed == 5


def test_the_next_visit_has_one_last_day_on_the_list_of_every_year():
    rows = changed("while-failing", VISITS, {**VISITS, "times": 6}, on="2026-04-01")
    known = facts(FAILED, activity(2, "monitoring-visit", "2026-02-10"))
    found = {
        (year, today): [duty.by for duty in evaluate(rows, known, year, day(today)).duties if duty.state != State.DONE]
        for year in (2025, 2026)
        for today in ("2026-03-01", "2026-04-02")
    }
    assert found == {
        (2025, "2026-03-01"): [day("2026-05-10")],
        (2026, "2026-03-01"): [day("2026-05-10")],
        # What that year had too few of is on its list; the next one is on that of the new year alone.
        (2025, "2026-04-02"): [day("2026-03-31")],
        (2026, "2026-04-02"): [day("2026-04-10")],
    }


def test_a_year_in_which_a_rule_is_changed_asks_once():
    rows = changed("every-year", {"kind": "self-assessment"}, {"kind": "self-assessment"}, on="2025-10-01")
    for done in ("2025-05-05", "2025-12-05"):
        evaluation = evaluate(rows, facts(activity(1, "self-assessment", done)), 2025, day("2025-12-06"))
        assert [(duty.state, duty.by) for duty in evaluation.duties] == [(State.DONE, day("2026-03-31"))]
        assert [coverage.sentence for coverage in evaluation.coverage] == ["Self-assessment: 1 of 1 needed"]


@pytest.mark.parametrize(("today", "needed"), [("2025-09-30", 2), ("2025-10-01", 3), ("2027-01-01", 3)])
def test_a_share_is_that_of_today_and_in_a_year_that_is_over_that_of_its_last_day(today, needed):
    half = {"kind": "focused-visit", "percent": 50, "jtai_counts": True}
    rows = changed("share-a-year", half, {**half, "percent": 100}, on="2025-10-01")
    known = facts(credits=[Credit(NORTH.key, "focused-visit", day("2025-05-05"))], subjects=(NORTH, SOUTH, EAST))
    [coverage] = evaluate(rows, known, 2025, day(today)).coverage
    assert (coverage.done, coverage.needed) == (1, needed)
    assert rules_of_year(rows, 2025, day(today))["rule"].parameters["percent"] == (50 if needed == 2 else 100)
    assert [one.subject for one in next_subjects(rows, known, 2025, day(today))["rule"]] == [SOUTH.key, EAST.key]


def test_a_period_counts_from_the_last_one_also_where_that_was_of_a_kind_of_before():
    by_last = {"good": "short-inspection"}
    old = {"kinds": ["short-inspection"], "years": 3, "by_last": by_last, "first": "short-inspection"}
    new = {"kinds": ["inspection"], "years": 4, "by_last": {"good": "inspection"}, "first": "inspection"}
    rows = changed("every-period", old, new, on="2025-04-01")
    done = activity(1, "short-inspection", "2022-05-16", value="good")
    found = {}
    for today, year in (("2025-03-31", 2025), ("2025-04-01", 2026)):
        [duty] = evaluate(rows, facts(done), year, day(today)).duties
        found[today] = (duty.kind, duty.by)
    assert found == {"2025-03-31": ("short-inspection", day("2025-05-16")), "2025-04-01": ("inspection", day("2026-05-16"))}
    earlier = activity(2, "short-inspection", "2019-06-03", value="good")
    [made] = evaluate(rows, facts(earlier, done), 2022, day("2025-04-01")).duties
    assert (made.state, made.by) == (State.DONE, day("2022-06-03"))
    [never] = evaluate(rows, facts(), 2025, day("2025-04-01")).duties
    assert never.why.startswith("None is recorded. One is needed every 4 years since 1 July 2018")


def test_what_is_to_follow_stays_due_by_the_row_of_its_day():
    plan = {"kind": "action-plan", "after": "inspection", "within_days": 42}
    rows = changed("follow-up", plan, {**plan, "within_days": 20}, on="2026-04-01")
    known = facts(activity(1, "inspection", "2026-03-31"), activity(2, "inspection", "2026-04-01"))
    duties = evaluate(rows, known, 2026, day("2026-04-02")).duties
    assert [duty.by for duty in duties] == [day("2026-05-12"), day("2026-04-21")]


def test_after_a_time_without_it_a_rule_begins_anew():
    ended, again = rule("while-failing", VISITS, last="2025-06-30"), rule("while-failing", VISITS, first="2026-07-01")
    by = {}
    for today in ("2025-06-15", "2026-07-01"):
        [duty] = evaluate([ended, again], facts(FAILED), date.fromisoformat(today).year, day(today)).duties
        by[today] = duty.by
    assert by == {"2025-06-15": day("2025-06-14"), "2026-07-01": day("2026-10-01")}


def test_a_code_that_is_worked_out_in_another_way_from_a_day_on_is_asked_once_by_the_row_of_today():
    rows = [
        rule("every-year", {"kind": "focused-visit"}, last="2025-09-30"),
        rule("share-a-year", {"kind": "focused-visit", "percent": 50}, first="2025-10-01"),
    ]
    asked = {
        today: [str(duty.by) for duty in evaluate(rows, facts(), 2025, day(today)).duties]
        for today in ("2025-09-30", "2025-10-01")
    }
    assert asked == {"2025-09-30": ["2025-09-30"], "2025-10-01": []}
    assert [len(evaluate(rows, facts(), year, day("2025-10-01")).coverage) for year in (2024, 2025, 2026)] == [1, 1, 1]
