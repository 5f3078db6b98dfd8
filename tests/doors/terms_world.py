"""What the doors of school holidays need: Christmas in the area of all inspections, of the open year."""

from datetime import date

from agencies.models import SchoolHoliday
from scheduling.commands import add_school_holiday
from tests.walk import AREA, Cast, local_area


def christmas(year: int) -> SchoolHoliday:
    """As it is said, not recorded."""
    return SchoolHoliday(school_year=year, name="Christmas", first_day=date(year, 12, 20), last_day=date(year + 1, 1, 2))


def build_terms(people: Cast, year: int) -> SchoolHoliday:
    """Through the real command, by Ofsted's programme lead."""
    row = christmas(year)
    said = {name: getattr(row, name) for name in ("school_year", "name", "first_day", "last_day")}
    return add_school_holiday(local_area(AREA), **said, by=people.programme_lead)
