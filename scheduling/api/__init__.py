"""The year by its API."""

from scheduling.api.calendar import CalendarAsked, CalendarDateOut, CalendarOperation
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
    "CalendarAsked",
    "CalendarDateOut",
    "CalendarOperation",
    "DateOut",
    "DatesFilter",
    "DatesOperation",
    "DatesOut",
    "PlaceIn",
    "PlaceOut",
    "PlacesOperation",
    "YearIn",
    "YearOperation",
    "YearOut",
    "YearsOperation",
]
