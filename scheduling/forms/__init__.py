"""What a programme lead types."""

from scheduling.forms.calendar import (
    CalendarSearch,
    FeedForm,
    calendar_asked,
)
from scheduling.forms.candidates import (
    CandidateSearch,
    CompareForm,
    MapSearch,
)
from scheduling.forms.moves import (
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
    BringBackForm,
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
from scheduling.forms.replacing import (
    ReplaceForm,
    TargetForm,
)
from scheduling.forms.terms import (
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
    "LONGEST_REASON",
    "AbsenceForm",
    "AreaSearch",
    "AskForm",
    "BringBackForm",
    "CalendarSearch",
    "CandidateSearch",
    "CapacityForm",
    "CompareForm",
    "ConfirmForm",
    "CopyForm",
    "FeedForm",
    "GiveForm",
    "MapSearch",
    "PeopleSearch",
    "PinForm",
    "PlanAreaSearch",
    "PlanForm",
    "PlanSearch",
    "PutForm",
    "RemoveForm",
    "ReplaceForm",
    "RuleOutForm",
    "SchoolHolidayForm",
    "TargetForm",
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
