"""School years: from 1 September to 31 August, called by the calendar year in which they begin. Pure."""

import re
from datetime import date

FIRST_MONTH, LAST_MONTH = 9, 8
# The summer holiday ends in the days in which the next school year has begun already.
LAST_DAY_BACK = 15
WRITTEN = re.compile(r"(\d{4})(?:\s*[-/–]\s*(\d{2}|\d{4}))?")


def school_year_of(day: date) -> int:
    """The school year in which a day lies."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def first_day(school_year: int) -> date:
    """It begins on 1 September."""
    return date(school_year, FIRST_MONTH, 1)


def last_day(school_year: int) -> date:
    """And ends on 31 August."""
    return date(school_year + 1, LAST_MONTH, 31)


def latest_end(school_year: int) -> date:
    """The latest last day of a holiday that belongs to it: of the summer holiday."""
    return date(school_year + 1, FIRST_MONTH, LAST_DAY_BACK)


def school_years_of(programme_year: int) -> tuple[int, int]:
    """The two school years that a programme year, which begins in April, touches."""
    return programme_year - 1, programme_year


def named(school_year: int) -> str:
    """“2026-27”."""
    return f"{school_year}-{(school_year + 1) % 100:02d}"


def written(words: str) -> int:
    """The school year that is written as 2026-27, 2026/27, 2026-2027 or 2026. Raises ValueError."""
    found = WRITTEN.fullmatch(words.strip())
    if found is None:
        raise ValueError(words)
    year = int(found[1])
    if found[2] and found[2] not in {str(year + 1), f"{(year + 1) % 100:02d}"}:
        raise ValueError(words)
    return year
