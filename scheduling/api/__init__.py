"""The year by its API."""

from scheduling.api.replacing import (
    GivenBackOut,
    ReplacementOperation,
    ReplacementsOperation,
    StandInIn,
    StandInOut,
    TargetOperation,
    YearTargetIn,
    YearTargetOut,
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
    "DateOut",
    "DatesFilter",
    "DatesOperation",
    "DatesOut",
    "GivenBackOut",
    "HolidayOperation",
    "PlaceIn",
    "PlaceOut",
    "PlacesOperation",
    "ReplacementOperation",
    "ReplacementsOperation",
    "StandInIn",
    "StandInOut",
    "TargetOperation",
    "TermsOperation",
    "TermsTableOperation",
    "YearIn",
    "YearOperation",
    "YearOut",
    "YearTargetIn",
    "YearTargetOut",
    "YearsOperation",
]
