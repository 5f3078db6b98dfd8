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
from scheduling.forms.moves import (
    MoveForm,
    WeekForm,
)
from scheduling.forms.people import (
    AbsenceForm,
    CapacityForm,
    GiveForm,
    PeopleSearch,
    TeamsSearch,
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
    AreaSearch,
    ConfirmForm,
    LONGEST_REASON,
    PlanForm,
    YearForm,
)

__all__ = [
    "AbsenceForm",
    "AreaSearch",
    "AskForm",
    "CHECK",
    "CalendarSearch",
    "CandidateSearch",
    "CapacityForm",
    "CompareForm",
    "ConfirmForm",
    "CopyForm",
    "GiveForm",
    "LONGEST_REASON",
    "MapSearch",
    "MoveForm",
    "PeopleSearch",
    "PinForm",
    "PlanAreaSearch",
    "PlanForm",
    "PlanSearch",
    "PutForm",
    "RemoveForm",
    "RuleOutForm",
    "SchoolHolidayForm",
    "TeamsSearch",
    "TermsImportForm",
    "TermsLoadForm",
    "TermsSearch",
    "VersionForm",
    "WeekForm",
    "YearForm",
    "calendar_asked",
    "clash_field",
    "why_field",
]
