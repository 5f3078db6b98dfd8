"""What a programme lead types."""

from scheduling.forms.replacing import (
    ReplaceForm,
    TargetForm,
)
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
    "ConfirmForm",
    "PlanForm",
    "ReplaceForm",
    "TargetForm",
    "YearForm",
]
