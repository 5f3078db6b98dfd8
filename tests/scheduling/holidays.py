"""School holidays for tests."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from agencies.models import LocalArea, SchoolHoliday
from scheduling.importing import HEAD
from tests.walk import local_area

CHRISTMAS = ("X001", "2026-27", "Christmas", "21/12/2026", "01/01/2027", "no")
EASTER = ("X001", "2026-27", "Easter", "2027-03-29", "2027-04-09", "")
HALF_TERM = ("X002", "2026/27", "Autumn half-term", "26/10/2026", "30/10/2026", "yes")
Rows = Iterable[Sequence[object]]


def as_csv(rows: Rows, head: Sequence[str] = HEAD) -> bytes:
    """A CSV file in UTF-8."""
    made = io.StringIO()
    csv.writer(made).writerows([head, *rows])
    return made.getvalue().encode()


def holiday(area: str | LocalArea = "X001", **values: object) -> SchoolHoliday:
    """A recorded holiday: Christmas of 2026-27, unless said otherwise."""
    christmas = {
        "school_year": 2026, "name": "Christmas", "first_day": date(2026, 12, 21), "last_day": date(2027, 1, 1), "half_term": False,
    }  # fmt: skip
    whose = local_area(area) if isinstance(area, str) else area
    return SchoolHoliday.objects.create(local_area=whose, **{**christmas, **values})


def whole_year(area: str | LocalArea = "X001", school_year: int = 2026, *, without: Iterable[str] = ()) -> list[SchoolHoliday]:
    """Recorded holidays of every part of a school year, but for those of these names."""
    parts = {
        "Autumn half-term": ((10, 26), (10, 30)), "Christmas": ((12, 21), (1, 1)), "Spring half-term": ((2, 15), (2, 19)),
        "Easter": ((3, 29), (4, 9)), "Summer half-term": ((5, 31), (6, 4)), "Summer": ((7, 22), (8, 31)),
    }  # fmt: skip

    def on(month: int, day: int) -> date:
        return date(school_year if month >= 9 else school_year + 1, month, day)

    return [
        holiday(
            area, school_year=school_year, name=name, first_day=on(*first), last_day=on(*last), half_term=name.endswith("term")
        )
        for name, (first, last) in parts.items()
        if name not in without
    ]


def recorded() -> list[tuple[str, int, str, str, str, bool]]:
    """All that is recorded, by area and day."""
    rows = SchoolHoliday.objects.order_by("local_area__code", "first_day").values_list(
        "local_area__code", "school_year", "name", "first_day", "last_day", "half_term"
    )
    return [(code, year, name, str(first), str(last), half) for code, year, name, first, last, half in rows]
