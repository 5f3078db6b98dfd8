"""The pages of the year."""

from scheduling.views.replacing import (
    replacement_choose,
    replacement_take_back,
    year_target,
)
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
    "replacement_choose",
    "replacement_take_back",
    "year_open",
    "year_target",
]
