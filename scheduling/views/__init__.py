"""The pages of the year."""

from scheduling.views.replacing import (
    replacement_choose,
    replacement_take_back,
    year_target,
)
from scheduling.views.terms import (
    school_holidays,
    school_holidays_export,
    school_holidays_of_area,
    school_holidays_template,
)
from scheduling.views.terms_editing import (
    school_holiday_add,
    school_holiday_change,
    school_holiday_remove,
)
from scheduling.views.terms_importing import (
    school_holidays_import,
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
    "school_holiday_add",
    "school_holiday_change",
    "school_holiday_remove",
    "school_holidays",
    "school_holidays_export",
    "school_holidays_import",
    "school_holidays_of_area",
    "school_holidays_template",
    "year_open",
    "year_target",
]
