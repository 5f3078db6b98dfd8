"""What is said of a candidate is so whatever the numbers are, and whether the year is over or still to come."""

from dataclasses import replace
from datetime import date

import pytest

from intelligence.queries import Signal
from scheduling.candidates import words
from scheduling.candidates.facts import Joint
from tests.scheduling.test_hexes import ONE, VISIT

APRIL = "1 April 2026, the first day of this programme year"
OURS = {"key": 1, "status": "published", "programme_year": 2025}


def joint(*rows, **changes):
    (found,) = [one for one in words.chapters(replace(ONE, joint=rows, **changes)) if one.heading == "Joint inspections"]
    return found.sentences


@pytest.mark.parametrize("today", [date(2026, 3, 31), date(2026, 4, 1), date(2028, 1, 1)])
@pytest.mark.parametrize(
    ("last", "said"),
    [
        (date(2025, 2, 24), f"That is 1.1 years before {APRIL}."),
        (date(2025, 4, 1), f"That is 1.0 years before {APRIL}."),
        (date(2026, 3, 30), f"That is 2 days before {APRIL}."),
    ],
)
def test_how_long_ago_it_was_is_told_without_a_tense(today, last, said):
    assert joint(Joint(last.year, last=last, topic="Neglect"), today=today)[1] == said


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (date(2026, 3, 31), f"That is 1 day before {APRIL}."),
        (date(2026, 4, 1), "That is in this programme year."),
        (date(2027, 3, 31), "That is in this programme year."),
        (date(2027, 4, 1), "That is after this programme year."),
    ],
)
def test_what_was_in_the_year_or_after_it_is_not_said_to_be_before_it(last, said):
    assert joint(Joint(last.year, last=last), today=date(2028, 1, 1))[1] == said


def test_an_inspection_without_a_topic_looked_at_the_front_door_and_of_an_old_one_none_may_be_recorded():
    rows = (
        Joint(2026, last=date(2026, 5, 8), **OURS),
        Joint(2025, last=date(2025, 5, 9), topic="Neglect"),
        Joint(2019, last=date(2019, 5, 10)),
    )
    said = joint(*rows)
    assert said[0] == "Its last joint inspection: 8 May 2026 (Front door)."
    assert said[2] == "Before that: 9 May 2025 (Neglect); 10 May 2019 (topic not recorded)."
    one = replace(ONE, joint=rows)
    assert (words.last_joint(one), words.topics(one)) == ("8 May 2026 (Front door)", "Front door, Neglect")
    assert words.topics(replace(ONE, joint=rows[2:])) == "None known"


def test_an_inspection_of_the_year_before_counts_though_it_is_still_to_come():
    rows = (
        Joint(2026, first=date(2026, 3, 2), last=date(2026, 3, 6), **OURS),
        Joint(2023, last=date(2023, 5, 9), topic="Neglect"),
    )
    one = replace(ONE, joint=rows, today=date(2026, 3, 2))
    assert (words.last_joint(one), words.years_since(one)) == ("6 March 2026 (Front door), not over yet", "0.1")
    assert joint(*rows, today=date(2026, 3, 2))[:3] == [
        "Its last joint inspection: 6 March 2026 (Front door), not over yet.",
        f"That is 0.1 years before {APRIL}.",
        "Before that: 9 May 2023 (Neglect).",
    ]
    deferred = replace(one, joint=(replace(rows[0], status="deferred"), rows[1]))
    assert words.last_joint(deferred) == "9 May 2023 (Neglect)"
    assert words.last_joint(replace(one, today=date(2026, 3, 7))) == "6 March 2026 (Front door)"


@pytest.mark.parametrize("today", [date(2026, 1, 5), date(2026, 4, 1), date(2026, 4, 3)])
def test_the_last_week_of_the_year_before_counts_though_it_ends_in_this_one(today):
    week = Joint(2026, first=date(2026, 3, 30), last=date(2026, 4, 3), **OURS)
    one = replace(ONE, joint=(week,), today=today)
    assert (words.last_joint(one), words.years_since(one)) == ("3 April 2026 (Front door), not over yet", "0.0")
    assert replace(one, joint=(replace(week, programme_year=2026),)).last_joint is None


@pytest.mark.parametrize(
    ("signal", "said"),
    [
        (Signal(), "0"),
        (Signal(practices=1, urgent=1), "0"),
        (Signal(concerns=1, urgent=1), "1 (1 urgent)"),
        (Signal(concerns=2, urgent=2), "2 (2 urgent)"),
        (Signal(concerns=2, practices=1, urgent=1), "2 (1 urgent, this or practice)"),
        (Signal(concerns=2, practices=1, urgent=2), "2 (2 urgent, these or practice)"),
    ],
)
def test_urgent_is_said_of_concerns_where_it_can_be(signal, said):
    assert words.concerns(replace(ONE, signal=signal)) == said


@pytest.mark.parametrize(
    ("waited", "said"), [(None, "Nothing waits"), (0, "Less than a working day"), (1, "1 working day"), (2, "2 working days")]
)
def test_the_oldest_has_waited_so_long(waited, said):
    assert words.oldest(replace(ONE, signal=Signal(oldest_open=waited))) == said


@pytest.mark.parametrize(
    ("today", "said", "short"),
    [
        (date(2026, 9, 6), "ILACS, Visit, Council, 7 to 8 September 2026.", "ILACS, Visit, 7 to 8 September 2026"),
        (date(2026, 9, 8), "ILACS, Visit, Council, 7 to 8 September 2026.", "ILACS, Visit, 7 to 8 September 2026"),
        (
            date(2026, 9, 9),
            "ILACS, Visit, Council, 7 to 8 September 2026: these days are over, and nobody has said what became of it.",
            "ILACS, Visit, 7 to 8 September 2026 (these days are over)",
        ),
    ],
)
def test_what_is_planned_for_days_that_are_over_is_not_said_to_come(today, said, short):
    one = replace(ONE, visits=(VISIT,), today=today)
    assert (words.coming_one(one, VISIT), words.coming(one)) == (said, short)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 5, 4), date(2026, 5, 4), "4 May 2026"),
        (date(2026, 5, 4), date(2026, 5, 8), "4 to 8 May 2026"),
        (date(2026, 6, 29), date(2026, 7, 3), "29 June to 3 July 2026"),
        (date(2026, 12, 28), date(2027, 1, 1), "28 December 2026 to 1 January 2027"),
    ],
)
def test_days_are_said_without_saying_anything_twice(first, last, said):
    assert words.days(first, last) == said


@pytest.mark.parametrize(
    ("known", "day"),
    [
        ({"year": 2020, "month": 2}, date(2020, 2, 29)),
        ({"year": 2019}, date(2019, 12, 31)),
        ({"year": 2019, "month": 3, "published": date(2019, 5, 2)}, date(2019, 5, 2)),
        ({"year": 2019, "month": 3, "published": date(2019, 5, 2), "last": date(2019, 3, 8)}, date(2019, 3, 8)),
    ],
)
def test_where_only_a_month_or_year_is_known_the_last_day_of_it_counts(known, day):
    assert Joint(**known).day == day
