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
from scheduling.forms.people import (
    AbsenceForm,
    CapacityForm,
    GiveForm,
    PeopleSearch,
    TeamsSearch,
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
    "AbsenceForm",
    "AreaSearch",
    "CalendarSearch",
    "CandidateSearch",
    "CapacityForm",
    "CompareForm",
    "ConfirmForm",
    "GiveForm",
    "MapSearch",
    "PeopleSearch",
    "PlanForm",
    "RemoveForm",
    "SchoolHolidayForm",
    "TeamsSearch",
    "TermsImportForm",
    "TermsLoadForm",
    "TermsSearch",
    "YearForm",
    "calendar_asked",
]
