"""Working-day arithmetic: weekends and the given holidays are left out. Pure; holidays come in as a set of dates.

How an offset counts is stored with it (2018 paper's letters use both):
exclusive - the first day is day 0; inclusive - the first day is day 1.
"""

from collections.abc import Iterator, Set
from datetime import date, timedelta
from enum import StrEnum

DAY = timedelta(days=1)
FRIDAY = 4


class Counting(StrEnum):
    """Whether the day from which one counts is day 0 or day 1."""

    EXCLUSIVE = "exclusive"
    INCLUSIVE = "inclusive"


def is_working(day: date, holidays: Set[date]) -> bool:
    """True from Monday to Friday unless the day is a holiday."""
    return day.weekday() <= FRIDAY and day not in holidays


def add(start: date, days: int, holidays: Set[date], counting: Counting = Counting.EXCLUSIVE) -> date:
    """The date that lies `days` working days after `start` (before it, when negative).

    Exclusive: `add(start, 0)` is start itself. Inclusive: `add(start, 1)` is start itself when it is a working day,
    else the next one; an inclusive count of 0 has no meaning and raises ValueError.
    """
    if counting == Counting.INCLUSIVE:
        if days == 0:
            raise ValueError("An inclusive count begins with day 1 (or -1).")
        if is_working(start, holidays):
            days -= 1 if days > 0 else -1
    step = DAY if days >= 0 else -DAY
    day, left = start, abs(days)
    while left:
        day += step
        left -= is_working(day, holidays)
    return day


def between(start: date, end: date, holidays: Set[date]) -> int:
    """How many working days end lies after start, exclusive; negative when it lies before."""
    if end < start:
        return -between(end, start, holidays)
    return sum(1 for day in days_of(start + DAY, end) if is_working(day, holidays))


def days_of(first: date, last: date) -> Iterator[date]:
    """Every calendar day from first to last, both included."""
    day = first
    while day <= last:
        yield day
        day += DAY
