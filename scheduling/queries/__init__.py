"""What can be found of the programme years."""

from scheduling.queries.available import inspectors_for_proposer, nobody_said_who_leads, ties_for_proposer
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
    "inspectors_for_proposer",
    "nobody_said_who_leads",
    "preview",
    "sees_all",
    "standings",
    "ties_for_proposer",
    "year_for",
    "years",
]
