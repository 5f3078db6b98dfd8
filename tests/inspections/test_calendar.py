"""Every date of an inspection under every framework, by the framework's own file, and what speaks against a week."""

import json
from datetime import date

import pytest

from inspections.calendar import Closed, OffsetRule, last_day, milestones, week_objections
from tests.walk import FRAMEWORKS

MONDAY = date(2026, 3, 9)
EASTER = frozenset({date(2026, 4, 3), date(2026, 4, 6)})
LATER = {"comments_due", "statement_due"}  # their clocks start with what really happens


def dates_under(framework: str, holidays: frozenset[date] = EASTER, start: date = MONDAY) -> dict[str, date | None]:
    raw = json.loads((FRAMEWORKS / f"{framework}.json").read_text(encoding="utf-8"))
    rules = [OffsetRule(row["milestone"], row["anchor"], row["days"], row["counting"]) for row in raw["offsets"]]
    return {one.kind: one.day for one in milestones(rules, start, holidays)}


def test_a_thematic_inspection_has_these_dates():
    assert dates_under("2022-thematic") == {
        "notification": date(2026, 2, 23),
        "set_up_start": date(2026, 2, 24),
        "request_due": date(2026, 3, 2),
        "fieldwork_start": MONDAY,
        "feedback": date(2026, 3, 13),
        "draft_due": date(2026, 4, 7),
        "comments_due": None,
        "pre_publication": date(2026, 4, 30),
        "publication": date(2026, 5, 4),
        "statement_due": None,
    }


@pytest.mark.parametrize("framework", [file.stem for file in sorted(FRAMEWORKS.glob("*.json"))])
def test_only_what_counts_from_a_real_event_has_no_date_at_first(framework):
    found = dates_under(framework)
    assert {kind for kind, day in found.items() if day is None} == LATER
    assert found["pre_publication"] < found["publication"]


@pytest.mark.parametrize("framework", [file.stem for file in sorted(FRAMEWORKS.glob("*.json"))])
@pytest.mark.parametrize(
    ("start", "ends"),
    [
        (MONDAY, date(2026, 3, 13)),
        (date(2026, 3, 10), date(2026, 3, 13)),  # its fifth day is a Saturday
        (date(2026, 3, 11), date(2026, 3, 13)),  # a Sunday
        (date(2026, 3, 12), date(2026, 3, 16)),
        (date(2026, 3, 30), date(2026, 4, 2)),  # Good Friday
    ],
)
def test_fieldwork_ends_with_its_feedback_on_the_last_working_day_of_its_five(framework, start, ends):
    assert last_day(start, EASTER) == ends
    found = dates_under(framework, start=start)
    assert found["feedback"] == ends
    assert [kind for kind, day in found.items() if day and day.weekday() > 4] == []


def test_five_days_on_which_nobody_works_end_as_they_begin():
    closed = frozenset(date(2026, 3, day) for day in range(9, 14))
    assert last_day(MONDAY, closed) == MONDAY


SUMMER = Closed("Summer closure", date(2026, 7, 20), date(2026, 8, 31), "Schools are closed.")


@pytest.mark.parametrize(
    ("start", "speaks_against"),
    [
        (date(2026, 7, 13), False),  # its Friday is the last working day before
        (date(2026, 7, 20), True),
        (date(2026, 8, 31), True),  # the last day of the closure
        (date(2026, 9, 7), False),
    ],
)
def test_a_week_that_touches_a_closure_by_one_day_is_explained(start, speaks_against):
    assert bool(week_objections(start, frozenset(), [SUMMER])) is speaks_against


def test_a_closure_that_begins_on_the_friday_is_in_the_week():
    friday = Closed("Closure", date(2026, 7, 17), date(2026, 7, 17), "One day.")
    assert week_objections(date(2026, 7, 13), frozenset(), [friday]) == ["Closure (17 July 2026 to 17 July 2026): One day."]
