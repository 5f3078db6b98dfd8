"""What can be found of the programme years."""

from scheduling.queries.candidates import REAL, World, candidate_for, candidates, world_of
from scheduling.queries.years import (
    DONE,
    NO_PLACE,
    PlannedDate,
    Preview,
    Standing,
    frameworks_of,
    free_areas,
    inspections_of,
    preview,
    sees_all,
    standings,
    year_for,
    years,
)

__all__ = [
    "DONE",
    "NO_PLACE",
    "REAL",
    "PlannedDate",
    "Preview",
    "Standing",
    "World",
    "candidate_for",
    "candidates",
    "frameworks_of",
    "free_areas",
    "inspections_of",
    "preview",
    "sees_all",
    "standings",
    "world_of",
    "year_for",
    "years",
]
