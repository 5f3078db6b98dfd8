"""Rules of a year: everybody once, in order; a share of all, with those who could be next."""

from dataclasses import replace

import pytest

from programmes.rules import Credit, Next, State, Subject, evaluate, next_subjects
from tests.programmes.made import EAST, NORTH, SOUTH, WEST, activity, day, facts, rule

ONCE = rule("every-year", {"kind": "self-assessment"})
ORDERED = rule("every-year", {"kind": "annual-conversation", "after": "self-assessment"})
HALF = rule("share-a-year", {"kind": "focused-visit", "percent": 50, "jtai_counts": True, "label": "Focused visits"})
TODAY = day("2025-07-01")


def only(asked, known, today=TODAY, year=2025):
    [duty] = evaluate([asked], known, year, today).duties
    return duty


@pytest.mark.parametrize(
    ("today", "done", "state", "why"),
    [
        ("2025-07-01", [], State.DUE, "Needed once a year, by 31 March 2026."),
        ("2026-03-31", [], State.DUE, "Needed once a year, by 31 March 2026."),
        ("2026-04-01", [], State.OVERDUE, "Needed once a year, by 31 March 2026. That day has passed."),
        (
            "2025-07-01",
            [activity(1, "self-assessment", "2025-04-01")],
            State.DONE,
            "Needed once a year, by 31 March 2026. Done on 1 April 2025.",
        ),
        (
            "2025-07-01",
            [activity(1, "self-assessment", "2025-07-01", "2025-07-04", standing="planned")],
            State.PLANNED,
            "Needed once a year, by 31 March 2026. Planned for 1 July 2025 to 4 July 2025.",
        ),
        (
            "2025-07-05",
            [activity(1, "self-assessment", "2025-07-01", "2025-07-04", standing="planned")],
            State.DUE,
            "Needed once a year, by 31 March 2026. It was planned for 1 July 2025 to 4 July 2025 and is not recorded as done.",
        ),
        (
            "2026-04-01",
            [activity(1, "self-assessment", "2025-07-01", standing="planned")],
            State.OVERDUE,
            (
                "Needed once a year, by 31 March 2026. It was planned for 1 July 2025 and is not recorded as done."
                " 31 March 2026 has passed."
            ),
        ),
    ],
)
def test_once_a_year(today, done, state, why):
    duty = only(ONCE, facts(*done), day(today))
    assert (duty.rule, duty.subject, duty.kind, duty.by) == ("rule", NORTH.key, "self-assessment", day("2026-03-31"))
    assert (duty.state, duty.why, duty.activity) == (state, why, 1 if done else None)


def test_what_was_done_in_another_year_or_cancelled_does_not_count():
    others = [
        activity(1, "self-assessment", "2025-03-31"),
        activity(2, "self-assessment", "2026-04-01"),
        activity(3, "self-assessment", "2025-05-01", standing="cancelled"),
        activity(4, "annual-conversation", "2025-05-01"),
        activity(5, "self-assessment", "2025-05-01", of=SOUTH),
    ]
    assert only(ONCE, facts(*others)).state == State.DUE


def test_it_belongs_to_the_year_in_which_it_begins():
    across = activity(1, "self-assessment", "2026-03-30", "2026-04-02")
    assert [only(ONCE, facts(across), year=year).state for year in (2025, 2026)] == [State.DONE, State.DUE]


def test_of_two_plans_the_first_counts_until_its_last_day_has_passed():
    plans = [
        activity(1, "self-assessment", "2025-06-30", "2025-07-01", standing="planned"),
        activity(2, "self-assessment", "2025-09-01", standing="planned"),
    ]
    assert [only(ONCE, facts(*plans), day(today)).activity for today in ("2025-07-01", "2025-07-02")] == [1, 2]


def test_it_counts_only_on_the_days_on_which_it_is_in_force():
    early = activity(1, "self-assessment", "2025-05-01")
    assert only(rule("every-year", {"kind": "self-assessment"}, first="2025-06-01"), facts(early)).state == State.DUE
    ended = rule("every-year", {"kind": "self-assessment"}, last="2025-06-30")
    assert (only(ended, facts()).by, only(ended, facts()).state) == (day("2025-06-30"), State.OVERDUE)
    assert evaluate([ended], facts(), 2026, TODAY).duties == ()
    assert evaluate([rule("every-year", {"kind": "x"}, first="2026-04-01")], facts(), 2025, TODAY).coverage == ()


@pytest.mark.parametrize(
    ("before", "state", "why"),
    [
        (None, State.DUE, "Self-assessment comes first and is not recorded as done this year."),
        ("2025-06-10", State.DUE, "Self-assessment comes first and was done on 10 June 2025."),
    ],
)
def test_what_was_done_before_the_other_is_not_in_order_and_it_is_said(before, state, why):
    done = [activity(1, "annual-conversation", "2025-06-01")]
    done += [activity(2, "self-assessment", before)] if before else []
    duty = only(ORDERED, facts(*done))
    assert duty.state == state
    assert duty.why == (
        f"Needed once a year, by 31 March 2026. {why} The one of 1 June 2025 was not after the self-assessment, so it does not count."
    )


def test_what_was_done_after_the_other_or_on_its_day_is_in_order():
    first = activity(2, "self-assessment", "2025-06-10")
    for on in ("2025-06-10", "2025-09-01"):
        duty = only(ORDERED, facts(activity(1, "annual-conversation", on), first))
        assert (duty.state, duty.activity) == (State.DONE, 1)
    late = activity(3, "annual-conversation", "2025-09-01")
    duty = only(ORDERED, facts(activity(1, "annual-conversation", "2025-06-01"), first, late))
    assert duty.why == (
        "Needed once a year, by 31 March 2026. Self-assessment comes first and was done on 10 June 2025. Done on 1 September 2025."
    )


def test_the_first_of_the_year_is_what_the_other_comes_after():
    firsts = [activity(2, "self-assessment", "2025-06-10"), activity(3, "self-assessment", "2025-09-10")]
    duty = only(ORDERED, facts(activity(1, "annual-conversation", "2025-07-01"), *firsts))
    assert (duty.state, duty.activity) == (State.DONE, 1)


def test_coverage_of_a_year_counts_everybody():
    done = [
        activity(1, "self-assessment", "2025-05-01"),
        activity(2, "self-assessment", "2025-08-01", of=SOUTH, standing="planned"),
    ]
    [coverage] = evaluate([ONCE], facts(*done, subjects=(NORTH, SOUTH, EAST)), 2025, TODAY).coverage
    assert (coverage.needed, coverage.done, coverage.planned, coverage.missing, coverage.subjects) == (3, 1, 1, 1, 3)
    assert coverage.sentence == "Self-assessment: 1 of 3 needed, 1 more planned"


def test_half_of_all_is_rounded_up_and_the_sentence_says_how_far_it_is():
    subjects = [Subject(f"agency:{number}", f"Council {number}") for number in range(153)]
    done = [activity(number, "focused-visit", "2025-05-05", of=subjects[number]) for number in range(61)]
    [coverage] = evaluate([HALF], facts(*done, subjects=subjects), 2025, TODAY).coverage
    assert (coverage.sentence, coverage.subjects) == ("Focused visits: 61 of 77 needed", 153)


def test_a_share_asks_nobody_in_particular():
    assert evaluate([HALF], facts(subjects=(NORTH, SOUTH)), 2025, TODAY).duties == ()


def test_a_jtai_stands_for_one_visit_once():
    stands = [Credit(NORTH.key, "focused-visit", day("2025-05-05")), Credit(NORTH.key, "focused-visit", day("2025-06-05"))]
    evaluation = evaluate([HALF], facts(credits=stands, subjects=(NORTH, SOUTH, EAST)), 2025, TODAY)
    [duty] = evaluation.duties
    assert (duty.state, duty.activity) == (State.DONE, None)
    assert duty.why == "The joint targeted area inspection of 5 May 2025 stands for it."
    assert evaluation.coverage[0].sentence == "Focused visits: 1 of 2 needed"
    both = facts(activity(1, "focused-visit", "2025-06-10"), credits=stands, subjects=(NORTH, SOUTH, EAST))
    assert evaluate([HALF], both, 2025, TODAY).coverage[0].done == 1


def test_a_jtai_to_come_is_planned_and_one_of_another_year_or_kind_is_nothing():
    coming = facts(credits=[Credit(NORTH.key, "focused-visit", day("2025-09-01"))])
    duty = only(HALF, coming)
    assert (duty.state, duty.why) == (
        State.PLANNED,
        "The joint targeted area inspection of 1 September 2025 is to stand for it.",
    )
    for credit in (Credit(NORTH.key, "focused-visit", day("2025-03-31")), Credit(NORTH.key, "other", day("2025-05-05"))):
        assert evaluate([HALF], facts(credits=[credit]), 2025, TODAY).duties == ()
    unsaid = rule("share-a-year", {"kind": "focused-visit", "percent": 50})
    assert evaluate([unsaid], coming, 2025, TODAY).duties == ()


def test_a_visit_whose_plan_has_passed_is_overdue():
    duty = only(HALF, facts(activity(1, "focused-visit", "2025-06-02", "2025-06-06", standing="planned")))
    assert (duty.state, duty.by) == (State.OVERDUE, day("2025-06-06"))
    assert duty.why == "It was planned for 2 June 2025 to 6 June 2025 and is not recorded as done."


def test_who_could_be_next_is_whoever_was_not_visited_longest():
    known = facts(
        activity(1, "focused-visit", "2023-06-02", of=SOUTH),
        activity(2, "focused-visit", "2024-06-02", of=EAST),
        activity(3, "focused-visit", "2025-08-02", of=NORTH, standing="planned"),
        credits=[Credit(SOUTH.key, "focused-visit", day("2024-07-01"))],
        subjects=(NORTH, SOUTH, EAST, WEST),
    )
    assert next_subjects([ONCE, replace(HALF, code="half")], known, 2025, TODAY) == {
        "half": [
            Next(WEST.key, None, "None is recorded."),
            Next(EAST.key, day("2024-06-02"), "Last on 2 June 2024."),
            Next(SOUTH.key, day("2024-07-01"), "Last on 1 July 2024."),
        ]
    }
    before = next_subjects([HALF], known, 2022, TODAY)["rule"]
    assert before[0] == Next(NORTH.key, None, "None is recorded.")
    assert {one.last_on for one in before} == {None}
    assert next_subjects([rule("share-a-year", {}, last="2020-01-01")], known, 2025, TODAY) == {}


@pytest.mark.parametrize(("visits", "said"), [(1, "1 of 1 needed"), (2, "2 done, 1 is needed")])
def test_more_than_are_needed_are_no_part_of_them(visits, said):
    share = rule("share-a-year", {"kind": "focused-visit", "percent": 50, "label": "Focused visits"})
    done = [activity(key, "focused-visit", "2025-06-02", of=of) for key, of in enumerate((NORTH, SOUTH)[:visits])]
    [coverage] = evaluate([share], facts(*done, subjects=(NORTH, SOUTH)), 2025, day("2025-07-01")).coverage
    assert coverage.sentence == f"Focused visits: {said}"
