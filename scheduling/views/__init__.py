"""The pages of the year."""

from scheduling.views.boards import (
    plan_board,
    plan_move,
    plan_moves,
)
from scheduling.views.comparing import plan_compare
from scheduling.views.plan_areas import (
    plan_area,
    plan_areas,
    plan_leave_open,
    plan_pin,
    plan_put,
    plan_rule_out,
    plan_take_out,
)
from scheduling.views.plans import (
    plan,
    plan_add,
    plan_adopt,
    plan_bring_back,
    plan_copy,
    plan_discard,
    plan_edit,
    plan_reasons,
    plans,
)
from scheduling.views.proposals import (
    plan_progress,
    plan_propose,
    plan_search_again,
    plan_stop,
    plan_take,
)
from scheduling.views.terms import (
    school_holidays,
    school_holidays_export,
    school_holidays_of_area,
    school_holidays_template,
)
from scheduling.views.terms_editing import school_holiday_add, school_holiday_change, school_holiday_remove
from scheduling.views.terms_importing import school_holidays_import
from scheduling.views.years import (
    plan_inspection,
    programme_year,
    programme_years,
    year_open,
)

__all__ = [
    "plan",
    "plan_add",
    "plan_adopt",
    "plan_area",
    "plan_areas",
    "plan_board",
    "plan_bring_back",
    "plan_compare",
    "plan_copy",
    "plan_discard",
    "plan_edit",
    "plan_inspection",
    "plan_leave_open",
    "plan_move",
    "plan_moves",
    "plan_pin",
    "plan_progress",
    "plan_propose",
    "plan_put",
    "plan_reasons",
    "plan_rule_out",
    "plan_search_again",
    "plan_stop",
    "plan_take",
    "plan_take_out",
    "plans",
    "programme_year",
    "programme_years",
    "school_holiday_add",
    "school_holiday_change",
    "school_holiday_remove",
    "school_holidays",
    "school_holidays_export",
    "school_holidays_import",
    "school_holidays_of_area",
    "school_holidays_template",
    "year_open",
]
