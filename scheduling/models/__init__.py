"""The programme year, its plans, and the people who carry it."""

from scheduling.models.people import Absence, AbsenceKind, CalendarFeed, Capacity
from scheduling.models.plans import Plan, PlanArea, PlanPlace, PlanSet, PlanState, Proposal, Stance
from scheduling.models.replacing import Replacement
from scheduling.models.years import ProgrammeYear

__all__ = [
    "Absence",
    "AbsenceKind",
    "CalendarFeed",
    "Capacity",
    "Plan",
    "PlanArea",
    "PlanPlace",
    "PlanSet",
    "PlanState",
    "ProgrammeYear",
    "Proposal",
    "Replacement",
    "Stance",
]
