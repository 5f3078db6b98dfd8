"""Programme years: from 1 April to 31 March, called by the year in which they begin. Pure."""

from datetime import date, timedelta

FIRST_MONTH = 4


def first_day(year: int) -> date:
    """The programme year begins on 1 April."""
    return date(year, FIRST_MONTH, 1)


def last_day(year: int) -> date:
    """And ends on 31 March."""
    return date(year + 1, FIRST_MONTH, 1) - timedelta(days=1)


def year_of(day: date) -> int:
    """The programme year in which a day lies."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1
