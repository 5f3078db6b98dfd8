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
    "DateOut",
    "DatesFilter",
    "DatesOperation",
    "DatesOut",
    "GivenBackOut",
    "PlaceIn",
    "PlaceOut",
    "PlacesOperation",
    "ReplacementOperation",
    "ReplacementsOperation",
    "StandInIn",
    "StandInOut",
    "TargetOperation",
    "YearIn",
    "YearOperation",
    "YearOut",
    "YearTargetIn",
    "YearTargetOut",
    "YearsOperation",
]
