"""The pages of the year."""

from scheduling.views.candidates import candidate, candidates, candidates_compare, candidates_export, candidates_map
from scheduling.views.years import (
    plan_inspection,
    programme_year,
    programme_years,
    year_open,
)

__all__ = [
    "candidate",
    "candidates",
    "candidates_compare",
    "candidates_export",
    "candidates_map",
    "plan_inspection",
    "programme_year",
    "programme_years",
    "year_open",
]
