"""What the doors of school holidays need: Christmas in the area of all inspections, of the open year."""

from datetime import date

from agencies.models import SchoolHoliday
from scheduling.commands import add_school_holiday
from tests.walk import AREA, Cast, local_area


def build_terms(people: Cast, year: int) -> SchoolHoliday:
    """Through the real command, by Ofsted's programme lead."""
    days = {"first_day": date(year, 12, 20), "last_day": date(year + 1, 1, 2)}
    return add_school_holiday(local_area(AREA), school_year=year, name="Christmas", **days, by=people.programme_lead)
