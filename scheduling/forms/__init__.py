"""What a programme lead types."""

from scheduling.forms.calendar import CalendarSearch, calendar_asked
from scheduling.forms.years import (
    LONGEST_REASON,
    AreaSearch,
    ConfirmForm,
    PlanForm,
    YearForm,
)

__all__ = [
    "LONGEST_REASON",
    "AreaSearch",
    "CalendarSearch",
    "ConfirmForm",
    "PlanForm",
    "YearForm",
    "calendar_asked",
]
