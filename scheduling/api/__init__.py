"""The year by its API."""

from scheduling.api.calendar import (
    CalendarAsked,
    CalendarDateOut,
    CalendarOperation,
)
from scheduling.api.candidates import (
    CandidateOperation,
    CandidatesFilter,
    CandidatesOperation,
    YearCandidateOut,
)
from scheduling.api.plans import (
    MovesOperation,
    MovesOut,
    PlanMoveIn,
    PlanOperation,
    PlanOut,
    PlanPlaceOut,
    WeekOut,
)
from scheduling.api.terms import (
    AreaTermsOperation,
    HolidayOperation,
    TermsOperation,
    TermsTableOperation,
)
from scheduling.api.years import (
    DateOut,
    DatesFilter,
    DatesOperation,
    DatesOut,
    PlaceIn,
    PlaceOut,
    PlacesOperation,
    YearIn,
    YearOperation,
    YearOut,
    YearsOperation,
)

__all__ = [
    "AreaTermsOperation",
    "CalendarAsked",
    "CalendarDateOut",
    "CalendarOperation",
    "CandidateOperation",
    "CandidatesFilter",
    "CandidatesOperation",
    "DateOut",
    "DatesFilter",
    "DatesOperation",
    "DatesOut",
    "HolidayOperation",
    "MovesOperation",
    "MovesOut",
    "PlaceIn",
    "PlaceOut",
    "PlacesOperation",
    "PlanMoveIn",
    "PlanOperation",
    "PlanOut",
    "PlanPlaceOut",
    "TermsOperation",
    "TermsTableOperation",
    "WeekOut",
    "YearCandidateOut",
    "YearIn",
    "YearOperation",
    "YearOut",
    "YearsOperation",
]
