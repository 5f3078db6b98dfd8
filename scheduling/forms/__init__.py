"""What a programme lead types."""

from scheduling.forms.candidates import CandidateSearch, CompareForm, MapSearch
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
    "CandidateSearch",
    "CompareForm",
    "ConfirmForm",
    "MapSearch",
    "PlanForm",
    "YearForm",
]
