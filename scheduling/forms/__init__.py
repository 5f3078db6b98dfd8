"""What a programme lead types."""

from scheduling.forms.people import AbsenceForm, CapacityForm, GiveForm, PeopleSearch, TeamsSearch
from scheduling.forms.years import (
    LONGEST_REASON,
    AreaSearch,
    ConfirmForm,
    PlanForm,
    YearForm,
)

__all__ = [
    "LONGEST_REASON",
    "AbsenceForm",
    "AreaSearch",
    "CapacityForm",
    "ConfirmForm",
    "GiveForm",
    "PeopleSearch",
    "PlanForm",
    "TeamsSearch",
    "YearForm",
]
