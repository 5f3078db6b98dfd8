"""The year by its API."""

from scheduling.api.candidates import CandidateOperation, CandidatesFilter, CandidatesOperation, YearCandidateOut
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
    "CandidateOperation",
    "CandidatesFilter",
    "CandidatesOperation",
    "DateOut",
    "DatesFilter",
    "DatesOperation",
    "DatesOut",
    "PlaceIn",
    "PlaceOut",
    "PlacesOperation",
    "YearCandidateOut",
    "YearIn",
    "YearOperation",
    "YearOut",
    "YearsOperation",
]
