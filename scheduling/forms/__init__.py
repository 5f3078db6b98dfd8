"""What a programme lead types."""

from scheduling.forms.moves import (
    MoveForm,
    WeekForm,
)
from scheduling.forms.plans import (
    AskForm,
    CopyForm,
    PinForm,
    PlanAreaSearch,
    PlanSearch,
    PutForm,
    RuleOutForm,
    VersionForm,
    clash_field,
    why_field,
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
    "AskForm",
    "ConfirmForm",
    "CopyForm",
    "MoveForm",
    "PinForm",
    "PlanAreaSearch",
    "PlanForm",
    "PlanSearch",
    "PutForm",
    "RemoveForm",
    "RuleOutForm",
    "SchoolHolidayForm",
    "TermsImportForm",
    "TermsLoadForm",
    "TermsSearch",
    "VersionForm",
    "WeekForm",
    "YearForm",
    "clash_field",
    "why_field",
]
