"""What comes round: one inspection in each period of years, and every subject at least once."""

from dataclasses import replace

import pytest

from programmes.rules import State, evaluate
from tests.programmes.made import EAST, NORTH, SOUTH, activity, day, facts, judged, rule

KINDS = ["standard-inspection", "short-inspection"]
PERIOD = rule(
    "every-period",
    {
        "kinds": KINDS,
        "years": 3,
        "by_last": {
            "outstanding": "short-inspection",
            "good": "short-inspection",
            "requires-improvement": "standard-inspection",
            "inadequate": "standard-inspection",
        },
        "first": "standard-inspection",
        "label": "Inspections",
    },
)
EVERYONE = rule("every-subject", {"kind": "inspection"}, first="2018-04-01")
AGAIN = rule("every-subject", {"kind": "inspection", "again_years": 5}, first="2018-04-01", code="again")


def asked(by, *done, today="2025-07-01", year=2025):
    return evaluate([by], facts(*done), year, day(today)).duties


@pytest.mark.parametrize(
    ("value", "words", "kind", "called"),
    [
        ("outstanding", "outstanding", "short-inspection", "short inspection"),
        ("good", "good", "short-inspection", "short inspection"),
        ("requires-improvement", "requires improvement", "standard-inspection", "standard inspection"),
        ("inadequate", "inadequate", "standard-inspection", "standard inspection"),
    ],
)
def test_the_kind_of_the_next_follows_the_last_outcome(value, words, kind, called):
    [duty] = asked(PERIOD, activity(1, "short-inspection", "2022-11-07", "2022-11-11", value=value))
    assert (duty.kind, duty.state, duty.by, duty.activity) == (kind, State.DUE, day("2025-11-11"), None)
    assert duty.why == (
        f"Short inspection from 7 November 2022 to 11 November 2022: {words}. One is needed every 3 years, so the next ({called}) is due by 11 November 2025."
    )


def test_the_worst_deciding_judgement_decides():
    one = activity(1, "short-inspection", "2022-11-07", value="good")
    others = (judged("requires-improvement", area="help"), judged("inadequate", area="beside", decides=False))
    mixed = replace(one, judged=(*one.judged, *others))
    [duty] = asked(PERIOD, mixed)
    assert (duty.kind, duty.why.split(".")[0]) == (
        "standard-inspection",
        "Short inspection on 7 November 2022: requires improvement",
    )


def test_an_inspection_without_an_outcome_moves_the_day_and_not_the_kind():
    good, silent = activity(1, "short-inspection", "2020-01-01", value="good"), activity(2, "standard-inspection", "2023-01-01")
    [duty] = asked(PERIOD, good, silent)
    assert (duty.by, duty.kind) == (day("2026-01-01"), "short-inspection")
    assert duty.why == (
        "Standard inspection on 1 January 2023; the last recorded outcome was good on 1 January 2020."
        " One is needed every 3 years, so the next (short inspection) is due by 1 January 2026."
    )
    [duty] = asked(PERIOD, silent)
    assert (duty.kind, duty.why.split(".")[0]) == (
        "standard-inspection",
        "Standard inspection on 1 January 2023, without a recorded outcome",
    )


def test_whoever_never_had_one_has_the_first_period():
    [duty] = asked(PERIOD, today="2021-05-01", year=2021)
    assert (duty.kind, duty.state, duty.by) == ("standard-inspection", State.DUE, day("2021-07-01"))
    assert duty.why == (
        "None is recorded. One is needed every 3 years since 1 July 2018, so the first (standard inspection) is due by 1 July 2021."
    )
    assert asked(PERIOD, today="2019-05-01", year=2019) == ()
    [duty] = asked(PERIOD)
    assert (duty.state, duty.by) == (State.OVERDUE, day("2021-07-01"))
    # What was done before the rule is no reason to be late on its first day.
    [duty] = asked(PERIOD, activity(1, "standard-inspection", "2014-01-01", value="good"), today="2021-05-01", year=2021)
    assert (duty.kind, duty.by) == ("short-inspection", day("2021-07-01"))


def test_one_that_was_done_shows_in_its_year_and_the_next_in_its_own():
    done = activity(2, "standard-inspection", "2025-05-12", "2025-05-23", value="good")
    before = activity(1, "standard-inspection", "2022-01-10", value="inadequate")
    [duty] = asked(PERIOD, before, done)
    assert (duty.state, duty.kind, duty.by, duty.activity) == (State.DONE, "standard-inspection", day("2025-01-10"), 2)
    assert duty.why == "Done from 12 May 2025 to 23 May 2025, later than 10 January 2025."
    assert asked(PERIOD, before, done, year=2026) == ()
    [following] = asked(PERIOD, before, done, year=2028)
    assert (following.state, following.kind, following.by) == (State.DUE, "short-inspection", day("2028-05-23"))


def test_one_planned_before_its_year_shows_in_the_year_of_the_plan():
    done = activity(1, "standard-inspection", "2024-05-20", value="good")
    plan = activity(2, "short-inspection", "2025-10-06", standing="planned")
    [duty] = asked(PERIOD, done, plan)
    assert (duty.state, duty.by, duty.activity) == (State.PLANNED, day("2027-05-20"), 2)


def test_coverage_of_a_period_counts_who_is_needed_by_the_end_of_the_year():
    done = [
        activity(1, "standard-inspection", "2023-05-20", value="good"),
        activity(2, "standard-inspection", "2022-05-20", value="good", of=SOUTH),
        activity(3, "short-inspection", "2026-01-12", standing="planned", of=SOUTH),
        activity(4, "standard-inspection", "2022-03-31", value="good", of=EAST),
    ]
    [coverage] = evaluate([PERIOD], facts(*done, subjects=(NORTH, SOUTH, EAST)), 2025, day("2025-07-01")).coverage
    assert (coverage.needed, coverage.done, coverage.planned) == (3, 1, 1)
    assert coverage.sentence == "Inspections: 1 of 3 needed, 1 more planned"
    [first] = evaluate([PERIOD], facts(), 2019, day("2019-07-01")).coverage
    assert (first.needed, first.done) == (0, 0)


@pytest.mark.parametrize(("ended", "done"), [("2023-03-31", 0), ("2023-04-01", 1)])
def test_whose_time_ends_on_the_last_day_of_the_year_is_needed_in_it(ended, done):
    known = facts(activity(1, "standard-inspection", ended, value="good"))
    [coverage] = evaluate([PERIOD], known, 2025, day("2025-07-01")).coverage
    assert (coverage.needed, coverage.done) == (1, done)
    first = rule("every-period", PERIOD.parameters, first="2019-03-31")
    figures = [evaluate([first], facts(), year, day("2020-07-01")).coverage[0].needed for year in (2020, 2021)]
    assert figures == [0, 1]


def test_a_plan_from_before_the_last_one_is_no_plan_for_the_next():
    done = activity(1, "standard-inspection", "2022-11-11", value="good")
    stale = activity(2, "short-inspection", "2022-05-02", standing="planned")
    [duty] = asked(PERIOD, done, stale)
    assert duty.activity is None


@pytest.mark.parametrize(
    ("on", "today", "planned"),
    [("2026-03-31", "2026-03-31", 1), ("2026-03-30", "2026-03-31", 0), ("2026-04-01", "2026-03-31", 0)],
)
def test_coverage_counts_plans_of_the_year_that_have_not_passed(on, today, planned):
    known = facts(activity(1, "short-inspection", on, standing="planned"))
    [coverage] = evaluate([PERIOD], known, 2025, day(today)).coverage
    assert (coverage.needed, coverage.done, coverage.planned) == (1, 0, planned)


def test_everybody_at_least_once_without_a_last_day():
    [duty] = asked(EVERYONE)
    assert (duty.state, duty.by) == (State.DUE, None)
    assert duty.why == "None is recorded since 1 April 2018; everyone is to have one. No last day is set."
    [planned] = asked(EVERYONE, activity(1, "inspection", "2027-01-11", standing="planned"))
    assert (planned.state, planned.activity) == (State.PLANNED, 1)
    assert planned.why.endswith("No last day is set. Planned for 11 January 2027.")
    assert asked(EVERYONE, activity(1, "inspection", "2018-03-31")) == (duty,)
    assert asked(EVERYONE, activity(1, "inspection", "2018-04-01")) == ()
    [done] = asked(EVERYONE, activity(1, "inspection", "2025-06-01"))
    assert (done.state, done.why) == (State.DONE, "Done on 1 June 2025.")
    assert asked(EVERYONE, activity(1, "inspection", "2023-06-01")) == ()


def test_again_within_so_many_years():
    [duty] = asked(AGAIN, activity(1, "inspection", "2020-06-11"), today="2025-06-11")
    assert (duty.state, duty.by) == (State.DUE, day("2025-06-11"))
    assert duty.why == "The last was on 11 June 2020. One is needed every 5 years, so the next is due by 11 June 2025."
    [never] = asked(AGAIN)
    assert (never.state, never.by) == (State.OVERDUE, day("2023-04-01"))
    assert never.why == "None is recorded since 1 April 2018; everyone is to have one by 1 April 2023. That day has passed."


def test_coverage_of_everybody_counts_from_the_first_day():
    done = [activity(1, "inspection", "2019-06-11"), activity(2, "inspection", "2023-06-11", of=SOUTH)]
    known = facts(*done, subjects=(NORTH, SOUTH, EAST))
    figures = [
        [(coverage.done, coverage.needed) for coverage in evaluate([EVERYONE, AGAIN], known, year, day("2025-07-01")).coverage]
        for year in (2018, 2019, 2023, 2024)
    ]
    assert figures == [[(0, 3), (0, 3)], [(1, 3), (1, 3)], [(2, 3), (2, 3)], [(2, 3), (1, 3)]]


def test_what_a_year_that_is_over_misses_is_on_its_list():
    done = activity(1, "standard-inspection", "2022-03-10", value="good")
    late = activity(2, "short-inspection", "2026-05-04", value="good")
    found = evaluate([PERIOD], facts(done, late), 2025, day("2026-11-27"))
    assert found.coverage[0].missing == 1
    [duty] = found.duties
    assert (duty.state, duty.by, duty.kind, duty.activity) == (State.OVERDUE, day("2025-03-10"), "short-inspection", None)
    assert duty.why == "It was due by 10 March 2025. It came after this year: Short inspection on 4 May 2026."
    [never] = evaluate([PERIOD], facts(done), 2025, day("2026-11-27")).duties
    assert never.why == "It was due by 10 March 2025. None is recorded since."
    assert evaluate([PERIOD], facts(done, late), 2026, day("2026-11-27")).duties[0].state == State.DONE
