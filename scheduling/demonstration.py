"""The programme years of the demonstration."""

from accounts.models import User
from scheduling.commands import open_year
from scheduling.models import ProgrammeYear


def open_years(years: set[int], *, by: User) -> int:
    """Open those of these years that are not open yet; returns how many were opened."""
    missing = years - set(ProgrammeYear.objects.filter(year__in=years).values_list("year", flat=True))
    for year in sorted(missing):
        open_year(year, by=by)
    return len(missing)
