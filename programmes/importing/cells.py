"""What a table is made of once it is read, and how a place in it is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


class Unreadable(Exception):
    """The file as a whole cannot be used, and why, as a sentence that says what to do. line: where, if somewhere."""

    def __init__(self, sentence: str, line: int = 0) -> None:
        super().__init__(sentence)
        self.line = line


@dataclass(frozen=True, slots=True)
class Unusable:
    """A cell that holds no value of its own, and why not, as a sentence."""

    why: str


# Dates come as such from a workbook only; in CSV they are words until a column asks for them.
Cell = str | date | Unusable


@dataclass(frozen=True, slots=True)
class Line:
    """One line. number: as a spreadsheet program counts them, with the heading as 1."""

    number: int
    cells: Sequence[Cell]

    @property
    def is_empty(self) -> bool:
        """Nothing in any cell."""
        return all(cell == "" for cell in self.cells)


def name_of(column: int, line: int) -> str:
    """A cell as spreadsheet programs name it: the third of line 7 is C7."""
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return f"{letters}{line}"


def plain(value: object) -> str | date:
    """A value of a workbook: words, or a day. A whole number is written without a point."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
