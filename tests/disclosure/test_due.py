"""The last day to answer, by the law of each kind."""

from datetime import date

import pytest

from disclosure.due import one_month_after, twenty_working_days_after

EASTER = frozenset({date(2026, 4, 3), date(2026, 4, 6)})


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 9, 3), date(2026, 10, 5)),  # 3 October is a Saturday
        (date(2026, 1, 31), date(2026, 3, 2)),  # no 31 February; the 28th is a Saturday
        (date(2026, 3, 3), date(2026, 4, 7)),  # Good Friday, weekend, Easter Monday
        (date(2025, 12, 10), date(2026, 1, 12)),  # over the year's end; the 10th is a Saturday
        (date(2028, 1, 31), date(2028, 2, 29)),
    ],
)
def test_one_calendar_month(received: date, due: date) -> None:
    assert one_month_after(received, EASTER) == due


def test_twenty_working_days_follow_the_day_of_receipt() -> None:
    assert twenty_working_days_after(date(2026, 3, 2), frozenset()) == date(2026, 3, 30)
    assert twenty_working_days_after(date(2026, 3, 16), EASTER) == date(2026, 4, 15)
