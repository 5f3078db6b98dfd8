"""What changes the programme of a year."""

from scheduling.commands.replacing import (
    change_target,
    replace,
    take_back_replacement,
)
from scheduling.commands.years import (
    open_year,
    place_inspection,
)

__all__ = [
    "change_target",
    "open_year",
    "place_inspection",
    "replace",
    "take_back_replacement",
]
