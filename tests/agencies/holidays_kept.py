"""The constraints on school holidays, each tried to be broken."""

from collections.abc import Callable
from datetime import date

from agencies.models import SchoolHoliday
from tests.inspections.people_kept import again, put
from tests.walk import local_area

EARLY = date(1999, 1, 1)
TRIES: dict[str, Callable[[], object]] = {
    "school_holiday_first_day_before_last_day": put(SchoolHoliday, last_day=EARLY),
    "school_holiday_once": again(SchoolHoliday),
}


def furnish() -> None:
    """One."""
    days = {"first_day": date(2026, 12, 21), "last_day": date(2027, 1, 1)}
    SchoolHoliday.objects.get_or_create(local_area=local_area("X001"), school_year=2026, name="Christmas", **days)
