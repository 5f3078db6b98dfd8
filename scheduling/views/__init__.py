"""The pages of the year."""

from scheduling.views.years import (
    plan_inspection,
    programme_year,
    programme_years,
    year_open,
)

__all__ = [
    "plan_inspection",
    "programme_year",
    "programme_years",
    "year_open",
]
