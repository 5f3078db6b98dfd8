"""What changes the programme of a year."""

from scheduling.commands.years import (
    open_year,
    place_inspection,
)

__all__ = [
    "open_year",
    "place_inspection",
]
