"""Counting in months: the same day of the month, or its last day where there is no such day."""

from calendar import monthrange
from datetime import date

A_YEAR = 12


def add_months(start: date, months: int) -> date:
    """31 January and one month is 28 or 29 February."""
    year, month = divmod(start.year * A_YEAR + start.month - 1 + months, A_YEAR)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def add_years(start: date, years: int) -> date:
    """29 February and one year is 28 February."""
    return add_months(start, years * A_YEAR)
