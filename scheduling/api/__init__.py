"""The year by its API."""

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
    "HolidayOperation",
    "PlaceIn",
    "PlaceOut",
    "PlacesOperation",
    "TermsOperation",
    "TermsTableOperation",
    "YearIn",
    "YearOperation",
    "YearOut",
    "YearsOperation",
]
