"""The pages of the year."""

from scheduling.views.boards import (
    plan_board,
    plan_move,
    plan_moves,
)
from scheduling.views.comparing import plan_compare
from scheduling.views.years import (
    plan_inspection,
    programme_year,
    programme_years,
    year_open,
)

__all__ = [
    "plan_board",
    "plan_compare",
    "plan_inspection",
    "plan_move",
    "plan_moves",
    "programme_year",
    "programme_years",
    "year_open",
]
