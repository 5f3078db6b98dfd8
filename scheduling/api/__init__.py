"""The year by its API."""

from scheduling.api.plans import (
    MoveIn,
    MovesOperation,
    MovesOut,
    PlanOperation,
    PlanOut,
    PlanPlaceOut,
    WeekOut,
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
    "MoveIn",
    "MovesOperation",
    "MovesOut",
    "PlaceIn",
    "PlaceOut",
    "PlacesOperation",
    "PlanOperation",
    "PlanOut",
    "PlanPlaceOut",
    "WeekOut",
    "YearIn",
    "YearOperation",
    "YearOut",
    "YearsOperation",
]
