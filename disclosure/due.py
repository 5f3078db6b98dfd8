"""When a request has to be answered. Pure: takes the set of bank holidays."""

from calendar import monthrange
from collections.abc import Set
from datetime import date

from jtai.workingdays import DAY, add, is_working

FREEDOM_OF_INFORMATION = 20  # working days, Freedom of Information Act 2000 s.10(1): "following the date of receipt"
# working days in all, where the public interest has to be weighed: s.10(3) says "reasonable", the Commissioner's guidance 40
FREEDOM_AT_MOST = 40
DECEMBER = 12


def one_month_after(received_on: date, holidays: Set[date]) -> date:
    """UK GDPR art. 12(3), as the Information Commissioner counts it.

    The same day of the next month, or its last day where it has none such; the next working day where that is none.
    """
    return _months_after(received_on, 1, holidays)


def three_months_after(received_on: date, holidays: Set[date]) -> date:
    """UK GDPR art. 12(3): the month may be made longer by two, for what is complex. Counted alike."""
    return _months_after(received_on, 3, holidays)


def _months_after(start: date, months: int, holidays: Set[date]) -> date:
    years, month = divmod(start.month + months - 1, DECEMBER)
    year, month = start.year + years, month + 1
    day = date(year, month, min(start.day, monthrange(year, month)[1]))
    while not is_working(day, holidays):
        day += DAY
    return day


def twenty_working_days_after(received_on: date, holidays: Set[date]) -> date:
    """FOIA 2000 s.10(1) and (6): working days are those without bank holidays."""
    return add(received_on, FREEDOM_OF_INFORMATION, holidays)


def forty_working_days_after(received_on: date, holidays: Set[date]) -> date:
    """The longest that a freedom of information request may take."""
    return add(received_on, FREEDOM_AT_MOST, holidays)
