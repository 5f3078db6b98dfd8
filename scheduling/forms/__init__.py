"""What a programme lead types."""

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
    "CapacityForm",
    "ConfirmForm",
    "GiveForm",
    "PeopleSearch",
    "PlanForm",
    "RemoveForm",
    "SchoolHolidayForm",
    "TeamsSearch",
    "TermsImportForm",
    "TermsLoadForm",
    "TermsSearch",
    "YearForm",
]
