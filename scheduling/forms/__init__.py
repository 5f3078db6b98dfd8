"""What a programme lead types."""

from scheduling.forms.calendar import (
    CalendarSearch,
    calendar_asked,
)
from scheduling.forms.candidates import (
    CandidateSearch,
    CompareForm,
    MapSearch,
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
    AreaSearch,
    ConfirmForm,
    LONGEST_REASON,
    PlanForm,
    YearForm,
)

__all__ = [
    "AreaSearch",
    "CHECK",
    "CalendarSearch",
    "CandidateSearch",
    "CompareForm",
    "ConfirmForm",
    "LONGEST_REASON",
    "MapSearch",
    "PlanForm",
    "RemoveForm",
    "SchoolHolidayForm",
    "TermsImportForm",
    "TermsLoadForm",
    "TermsSearch",
    "YearForm",
    "calendar_asked",
]
