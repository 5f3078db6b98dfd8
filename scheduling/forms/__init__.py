"""What a programme lead types."""

from scheduling.forms.candidates import CandidateSearch, CompareForm, MapSearch
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
    "CandidateSearch",
    "CompareForm",
    "ConfirmForm",
    "MapSearch",
    "PlanForm",
    "RemoveForm",
    "SchoolHolidayForm",
    "TermsImportForm",
    "TermsLoadForm",
    "TermsSearch",
    "YearForm",
]
