"""What a programme lead types."""

from scheduling.forms.replacing import (
    ReplaceForm,
    TargetForm,
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
    "ConfirmForm",
    "PlanForm",
    "RemoveForm",
    "ReplaceForm",
    "SchoolHolidayForm",
    "TargetForm",
    "TermsImportForm",
    "TermsLoadForm",
    "TermsSearch",
    "YearForm",
]
