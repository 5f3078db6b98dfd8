"""The year by its API."""

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
    "PlaceIn",
    "PlaceOut",
    "PlacesOperation",
    "YearIn",
    "YearOperation",
    "YearOut",
    "YearsOperation",
]
