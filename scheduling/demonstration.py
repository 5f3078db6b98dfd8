"""The programme years of the demonstration, and the school holidays around them."""

from accounts.models import User
from agencies.loading import load_school_holidays
from inspections.loading import AGENCIES, DEMONSTRATION
from jtai.schoolyears import school_years_of
from scheduling.commands import open_year
from scheduling.models import ProgrammeYear


def open_years(years: set[int], *, by: User) -> int:
    """Open those of these years that are not open yet; returns how many were opened."""
    missing = years - set(ProgrammeYear.objects.filter(year__in=years).values_list("year", flat=True))
    for year in sorted(missing):
        open_year(year, by=by)
    return len(missing)


def invent_school_holidays(years: set[int]) -> int:
    """Those of most invented local areas, for these programme years and the next; returns how many were added."""
    around = {one for year in {*years, max(years) + 1} for one in school_years_of(year)}
    return load_school_holidays(AGENCIES / DEMONSTRATION / "school_holidays.csv", sorted(around)).added
