"""School years: from 1 September to 31 August, called by the calendar year in which they begin. Pure."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

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


@dataclass(frozen=True)
class Part:
    """A holiday that every school year has. first, last: month and day between which it usually lies; days: how many it has at least."""

    code: str
    name: str | Promise
    first: tuple[int, int]
    last: tuple[int, int]
    days: int

    def span(self, school_year: int) -> tuple[date, date]:
        """The days between which it usually lies in this school year."""
        return _day_of(school_year, *self.first), _day_of(school_year, *self.last)

    def among(self, school_year: int, holidays: Collection[tuple[date, date]]) -> bool:
        """Whether enough days of its usual time are days of these holidays."""
        first, last = self.span(school_year)
        met = (min(last, ends) - max(first, begins) for begins, ends in holidays if begins <= last and ends >= first)
        return sum(one.days + 1 for one in met) >= self.days


PARTS = (
    Part("autumn-half-term", gettext_lazy("autumn half-term"), (10, 10), (11, 10), 3),
    Part("christmas", gettext_lazy("Christmas"), (12, 15), (1, 10), 7),
    Part("spring-half-term", gettext_lazy("spring half-term"), (2, 1), (2, 28), 3),
    Part("easter", gettext_lazy("Easter"), (3, 20), (4, 30), 7),
    Part("summer-half-term", gettext_lazy("summer half-term"), (5, 15), (6, 12), 3),
    Part("summer", gettext_lazy("summer"), (7, 10), (8, 31), 21),
)


def missing(school_year: int, holidays: Collection[tuple[date, date]]) -> tuple[Part, ...]:
    """The parts of a school year that none of these holidays, first and last day, stands for.

    A school year is known when this is empty: it has Christmas, Easter, the summer and the three half-terms. What a holiday is
    called does not count, nor whether it is marked as a half-term, but when it is: enough of its days lie where that part usually
    lies. A single closed day is no Christmas. Without any holiday all parts are missing: the year is not known at all.
    """
    return tuple(part for part in PARTS if not part.among(school_year, holidays))


def _day_of(school_year: int, month: int, day: int) -> date:
    return date(school_year if month >= FIRST_MONTH else school_year + 1, month, day)
