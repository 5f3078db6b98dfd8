"""The year by its API."""

from scheduling.api.candidates import CandidateOperation, YearCandidateOut, CandidatesFilter, CandidatesOperation
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
    "YearCandidateOut",
    "CandidatesFilter",
    "CandidatesOperation",
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
