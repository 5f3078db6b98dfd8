"""What a programme lead types."""

from scheduling.forms.moves import (
    MoveForm,
    WeekForm,
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
    "MoveForm",
    "PlanForm",
    "WeekForm",
    "YearForm",
]
