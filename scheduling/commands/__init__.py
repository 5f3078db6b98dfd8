"""What changes the programme of a year."""

from scheduling.commands.terms import (
    add_school_holiday,
    change_school_holiday,
    load_school_holidays,
    remove_school_holiday,
)
from scheduling.commands.years import (
    open_year,
    place_inspection,
)

__all__ = [
    "add_school_holiday",
    "change_school_holiday",
    "load_school_holidays",
    "open_year",
    "place_inspection",
    "remove_school_holiday",
]
