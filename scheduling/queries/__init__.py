"""What can be found of the programme years."""

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
    "PlannedDate",
    "Preview",
    "Standing",
    "frameworks_of",
    "free_areas",
    "inspections_of",
    "preview",
    "sees_all",
    "standings",
    "year_for",
    "years",
]
