"""What changes the programme of a year."""

from scheduling.commands.people import (
    change_absence,
    forget_absences,
    record_absence,
    remove_absence,
    set_capacity,
)
from scheduling.commands.teams import take_back
from scheduling.commands.years import (
    open_year,
    place_inspection,
)

__all__ = [
    "change_absence",
    "forget_absences",
    "open_year",
    "place_inspection",
    "record_absence",
    "remove_absence",
    "set_capacity",
    "take_back",
]
