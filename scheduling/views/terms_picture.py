"""A school year as a small picture: twelve months in a row, with a bar for each holiday."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format

from agencies.models import SchoolHoliday
from jtai import schoolyears
from scheduling.importing.checking import said

A_DAY = 2  # how wide a day is, in the units of the drawing
MONTHS = 12


@dataclass(frozen=True)
class Bar:
    """One holiday."""

    x: int
    width: int
    half_term: bool
    words: str


@dataclass(frozen=True)
class Picture:
    """months: (where it begins, its name). today: where it lies, if in this year."""

    width: int
    months: list[tuple[int, str]]
    bars: list[Bar]
    today: int | None


def picture_of(school_year: int, rows: Iterable[SchoolHoliday]) -> Picture:
    """The school year from 1 September to 31 August; what lies beyond is cut off."""
    first, last = schoolyears.first_day(school_year), schoolyears.last_day(school_year)

    def at(day: date) -> int:
        return (day - first).days * A_DAY

    begins = [
        date(first.year + (first.month + number - 1) // MONTHS, (first.month + number - 1) % MONTHS + 1, 1)
        for number in range(MONTHS)
    ]
    bars = [
        Bar(at(row.first_day), at(min(row.last_day, last)) + A_DAY - at(row.first_day), row.half_term, said(row))
        for row in rows
    ]
    today = timezone.localdate()
    return Picture(
        width=at(last) + A_DAY,
        months=[(at(day), date_format(day, "M")) for day in begins],
        bars=bars,
        today=at(today) if first <= today <= last else None,
    )
