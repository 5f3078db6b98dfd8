"""When a request has to be answered. Pure: takes the set of bank holidays."""

from calendar import monthrange
from collections.abc import Set
from datetime import date

from jtai.workingdays import DAY, add, is_working

FREEDOM_OF_INFORMATION = 20  # working days, Freedom of Information Act 2000 s.10(1): "following the date of receipt"


def one_month_after(received_on: date, holidays: Set[date]) -> date:
    """UK GDPR art. 12(3), as the Information Commissioner counts it.

    The same day of the next month, or its last day where it has none such; the next working day where that is none.
    """
    year, month = (received_on.year + 1, 1) if received_on.month == 12 else (received_on.year, received_on.month + 1)  # noqa: PLR2004 -- December
    day = date(year, month, min(received_on.day, monthrange(year, month)[1]))
    while not is_working(day, holidays):
        day += DAY
    return day


def twenty_working_days_after(received_on: date, holidays: Set[date]) -> date:
    """FOIA 2000 s.10(1) and (6): working days are those without bank holidays."""
    return add(received_on, FREEDOM_OF_INFORMATION, holidays)
