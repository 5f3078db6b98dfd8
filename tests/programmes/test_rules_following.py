"""What follows an activity within so many days, and what stays open until it is resolved."""

from dataclasses import replace

import pytest

from programmes.rules import Open, State, Subject, evaluate
from programmes.rules.words import inside
from tests.programmes.made import NORTH, activity, day, facts, rule

WITHIN = {"kind": "action-plan", "after": "inspection", "within_days": 42}
PLAN = rule("follow-up", WITHIN)
PUBLISHED = rule("follow-up", {**WITHIN, "counted_from": "published"})
FAILING = rule("follow-up", {**WITHIN, "if_failing": True})
BREACHES = rule("until-resolved", {"what": "breach"}, code="breaches")


def asked(by, *done, today="2025-07-01", year=2025):
    return evaluate([by], facts(*done), year, day(today)).duties


def test_it_is_due_so_many_days_after_the_end():
    [duty] = asked(PLAN, activity(1, "inspection", "2025-06-02", "2025-06-13"))
    assert (duty.kind, duty.state, duty.by, duty.activity) == ("action-plan", State.DUE, day("2025-07-25"), None)
    assert duty.why == "Inspection from 2 June 2025 to 13 June 2025; action plan is needed within 42 days, so by 25 July 2025."


@pytest.mark.parametrize(
    ("on", "tail"),
    [("2025-07-25", "Done on 25 July 2025."), ("2025-07-26", "Done on 26 July 2025, later than 25 July 2025.")],
)
def test_it_is_done_also_when_it_came_late(on, tail):
    [duty] = asked(PLAN, activity(1, "inspection", "2025-06-13"), activity(2, "action-plan", on), today="2025-09-01")
    assert (duty.state, duty.activity) == (State.DONE, 2)
    assert duty.why.endswith(tail)


def test_what_came_before_does_not_follow_and_one_follows_one():
    first, second = activity(1, "inspection", "2025-06-02"), activity(2, "inspection", "2025-06-20")
    before, after = activity(3, "action-plan", "2025-06-01"), activity(4, "action-plan", "2025-06-25")
    assert [duty.activity for duty in asked(PLAN, first, activity(4, "action-plan", "2025-06-02"))] == [4]
    last_day = activity(4, "action-plan", "2025-07-14")
    assert [duty.activity for duty in asked(PLAN, first, second, last_day, today="2025-07-14")] == [4, None]
    assert [(duty.state, duty.activity) for duty in asked(PLAN, first, second, before, after)] == [
        (State.DONE, 4),
        (State.DUE, None),
    ]
    coming = activity(5, "action-plan", "2025-07-10", standing="planned")
    assert [(duty.state, duty.activity) for duty in asked(PLAN, first, second, coming)] == [
        (State.PLANNED, 5),
        (State.DUE, None),
    ]


def test_what_came_late_belongs_to_the_last_one_before_it():
    old, new = activity(1, "inspection", "2023-06-02"), activity(2, "inspection", "2025-04-07")
    late = activity(3, "action-plan", "2025-06-20")
    assert [(duty.by, duty.state, duty.activity) for duty in asked(PLAN, old, new, late)] == [
        (day("2023-07-14"), State.OVERDUE, None),
        (day("2025-05-19"), State.DONE, 3),
    ]


def test_counted_from_publication_it_has_no_last_day_before():
    [waiting] = asked(PUBLISHED, activity(1, "inspection", "2025-06-13"))
    assert (waiting.state, waiting.by) == (State.DUE, None)
    assert (
        waiting.why == "Inspection on 13 June 2025, not yet published; action plan is needed within 42 days of its publication."
    )
    published = activity(1, "inspection", "2025-06-13", standing="published", published="2025-08-01")
    [duty] = asked(PUBLISHED, published, today="2025-09-13")
    assert (duty.state, duty.by) == (State.OVERDUE, day("2025-09-12"))
    assert duty.why == (
        "Inspection on 13 June 2025, published on 1 August 2025; action plan is needed within 42 days, so by 12 September 2025."
        " That day has passed."
    )


def test_only_after_failing_ones_where_that_is_said():
    assert asked(FAILING, activity(1, "inspection", "2025-06-13", value="good")) == ()
    assert len(asked(FAILING, activity(1, "inspection", "2025-06-13", value="inadequate"))) == 1


SERVICE = rule("follow-up", {"kind": "action-plan", "after": "inspection", "within_days": 182, "if_failing": True})


def test_what_follows_and_fails_again_asks_for_another():
    failed = activity(1, "inspection", "2025-04-03", value="inadequate")
    again = activity(2, "action-plan", "2025-06-03", value="inadequate")
    first, following = asked(SERVICE, failed, again)
    assert (first.state, first.activity, first.by) == (State.DONE, 2, day("2025-10-02"))
    assert (following.state, following.activity, following.by) == (State.DUE, None, day("2025-12-02"))
    assert first.why == (
        "Inspection (inadequate) on 3 April 2025; action plan is needed within 182 days, so by 2 October 2025. Done on 3 June 2025."
    )
    assert following.why == "Action plan (inadequate) on 3 June 2025; another is needed within 182 days, so by 2 December 2025."
    [coverage] = evaluate([SERVICE], facts(failed, again), 2025, day("2026-01-10")).coverage
    assert coverage.sentence == "Action plan: 1 of 2 needed"
    met = activity(3, "action-plan", "2026-01-09", value="good")
    assert [duty.activity for duty in asked(SERVICE, failed, again, met, today="2026-01-10")] == [2, 3]


def test_on_one_day_the_later_recorded_one_follows_and_none_follows_itself():
    failed = activity(1, "inspection", "2025-04-03", value="inadequate")
    twice = [activity(key, "action-plan", "2025-04-03", value="inadequate") for key in (2, 3)]
    assert [duty.activity for duty in asked(SERVICE, failed, *twice)] == [2, 3, None]
    assert [duty.activity for duty in asked(SERVICE, twice[0])] == [None]


def test_where_every_one_asks_what_follows_asks_for_nothing_however_it_went():
    plan = activity(2, "action-plan", "2025-06-13", value="inadequate")
    assert [duty.activity for duty in asked(PLAN, activity(1, "inspection", "2025-06-02"), plan)] == [2]


def test_who_else_is_to_do_something_is_asked_like_a_subject_and_counts_as_none():
    board = Subject("agency:9", "Care Board")
    known = replace(facts(opened=[Open(5, board.key, "breach", day("2025-08-01"), None)]), addressed=[board])
    evaluation = evaluate([BREACHES, PLAN], known, 2025, day("2025-07-01"))
    assert [(duty.subject, duty.activity, duty.by) for duty in evaluation.duties] == [(board.key, 5, day("2025-08-01"))]
    assert [coverage.subjects for coverage in evaluation.coverage] == [1, 1]


def test_only_after_those_that_ended_while_the_rule_was_in_force():
    assert asked(rule("follow-up", WITHIN, first="2025-06-14"), activity(1, "inspection", "2025-06-13")) == ()


def test_what_is_overdue_from_an_earlier_year_stays_on_this_years_list_and_counts_in_its_own():
    old = activity(1, "inspection", "2024-06-13")
    assert [duty.state for duty in asked(PLAN, old)] == [State.OVERDUE]
    assert asked(PLAN, old, year=2026) == ()
    figures = {year: evaluate([PLAN], facts(old), year, day("2025-07-01")).coverage[0].sentence for year in (2024, 2025)}
    assert figures == {2024: "Action plan: 0 of 1 needed", 2025: "Action plan: 0 of 0 needed"}


def test_what_came_late_shows_in_the_year_of_its_day_and_in_that_in_which_it_came():
    old, late = activity(1, "inspection", "2025-02-10"), activity(2, "action-plan", "2025-04-10")
    assert [[duty.activity for duty in asked(PLAN, old, late, year=year)] for year in (2024, 2025, 2026)] == [[2], [2], []]


def test_what_waits_for_publication_stands_on_this_years_list_alone():
    waiting = activity(1, "inspection", "2025-06-13")
    assert [len(asked(PUBLISHED, waiting, year=year)) for year in (2024, 2025, 2026)] == [0, 1, 0]


def test_a_name_keeps_its_capitals_within_a_sentence():
    assert [inside(name) for name in ("PEEL assessment", "Action plan", "")] == ["PEEL assessment", "action plan", ""]


@pytest.mark.parametrize(
    ("due", "closed", "state", "why"),
    [
        ("2025-07-01", None, State.DUE, "Open; it is to be addressed by 1 July 2025."),
        ("2025-06-30", None, State.OVERDUE, "Open; it was to be addressed by 30 June 2025."),
        (None, None, State.DUE, "Open; no last day is set."),
        ("2025-06-30", "2025-06-30", State.DONE, "Closed on 30 June 2025."),
        ("2025-06-29", "2025-06-30", State.DONE, "Closed on 30 June 2025, later than 29 June 2025."),
    ],
)
def test_a_breach_is_open_until_it_is_closed(due, closed, state, why):
    breach = Open(9, NORTH.key, "breach", day(due) if due else None, day(closed) if closed else None)
    [duty] = evaluate([BREACHES], facts(opened=[breach]), 2025, day("2025-07-01")).duties
    assert (duty.kind, duty.state, duty.why, duty.activity, duty.by) == ("breach", state, why, 9, breach.due_on)


def test_open_ones_stand_in_this_year_and_in_that_of_their_day_and_closed_ones_where_they_were_closed():
    opened = [
        Open(1, NORTH.key, "breach", day("2023-06-01"), None),
        Open(2, NORTH.key, "breach", day("2023-06-01"), day("2024-05-01")),
        Open(3, NORTH.key, "breach", day("2026-06-01"), None),
        Open(4, NORTH.key, "recommendation", None, None),
    ]
    years = {
        year: [duty.activity for duty in evaluate([BREACHES], facts(opened=opened), year, day("2025-07-01")).duties]
        for year in (2023, 2024, 2025, 2026)
    }
    assert years == {2023: [1], 2024: [2], 2025: [1, 3], 2026: [3]}
    sentences = [
        evaluate([rule("until-resolved", {"what": what})], facts(opened=opened), 2025, day("2025-07-01")).coverage[0].sentence
        for what in ("breach", "recommendation")
    ]
    assert sentences == [
        "Breaches: 0 of 2 closed; 2 are open, 1 of them past its day",
        "Recommendations: 0 of 1 closed; 1 is open",
    ]


@pytest.mark.parametrize(("due", "enforced"), [("2025-06-30", "2025-06-20"), ("2025-06-20", "2025-06-30")])
def test_a_breach_in_enforcement_stays_open_and_is_late_on_no_day(due, enforced):
    breach = Open(9, NORTH.key, "breach", day(due), None, enforced_on=day(enforced))
    found = evaluate([BREACHES], facts(opened=[breach]), 2025, day("2025-07-01"))
    assert [(duty.state, duty.by) for duty in found.duties] == [(State.ENFORCED, day(due))]
    assert found.duties[0].why.startswith("In enforcement since")
    assert found.coverage[0].sentence == "Breaches: 0 of 1 closed; 1 is open and in enforcement"
    resolved = Open(9, NORTH.key, "breach", day(due), day("2025-07-01"), enforced_on=day(enforced))
    assert [duty.state for duty in evaluate([BREACHES], facts(opened=[resolved]), 2025, day("2025-07-01")).duties] == [
        State.DONE
    ]


def test_of_what_was_found_is_said_how_much_is_closed_open_and_late():
    def said(*days_, enforced=None):
        opened = [Open(key, NORTH.key, "breach", day(due), closed and day(closed)) for key, (due, closed) in enumerate(days_)]
        opened += [Open(99, NORTH.key, "breach", day("2025-06-01"), None, enforced_on=day(enforced))] if enforced else []
        coverage = evaluate([BREACHES], facts(opened=opened), 2025, day("2025-07-01")).coverage[0]
        assert (coverage.missing, coverage.planned) == (0, 0)
        return coverage.sentence

    late, later, closed = ("2025-06-30", None), ("2025-08-01", None), ("2025-06-30", "2025-06-29")
    assert said() == "Breaches: 0 of 0 closed"
    assert said(closed) == "Breaches: 1 of 1 closed"
    assert said(closed, later) == "Breaches: 1 of 2 closed; 1 is open"
    assert said(late) == "Breaches: 0 of 1 closed; 1 is open and past its day"
    assert said(closed, late, late, later) == "Breaches: 1 of 4 closed; 3 are open, 2 of them past their day"
    assert said(late, later, enforced="2025-06-02") == (
        "Breaches: 0 of 3 closed; 3 are open, 1 of them past its day, 1 of them in enforcement"
    )
