"""What a programme lead types."""

from scheduling.forms.calendar import (
    CalendarSearch,
    calendar_asked,
)
from scheduling.forms.terms import (
    CHECK,
    RemoveForm,
    SchoolHolidayForm,
    TermsImportForm,
    TermsLoadForm,
    TermsSearch,
)
from scheduling.forms.years import (
    LONGEST_REASON,
    AreaSearch,
    ConfirmForm,
    PlanForm,
    YearForm,
)

__all__ = [
    "CHECK",
    "LONGEST_REASON",
    "AreaSearch",
    "CalendarSearch",
    "ConfirmForm",
    "PlanForm",
    "RemoveForm",
    "SchoolHolidayForm",
    "TermsImportForm",
    "TermsLoadForm",
    "TermsSearch",
    "YearForm",
    "calendar_asked",
]
