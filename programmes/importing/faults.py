"""What is wrong with a table: each fault with its place and what to do; the first thousand are kept, all are counted."""

from bisect import insort
from dataclasses import dataclass
from typing import Any

KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Fault:
    """line: as a spreadsheet program counts; 0: the whole file. column: its name; empty: the whole line.

    activity: the number of a recorded one that the line is held against; 0: none.
    """

    line: int
    column: str
    what: str
    activity: int = 0

    def plain(self) -> dict[str, Any]:
        """As the run keeps it."""
        said = {"line": self.line, "column": self.column, "what": self.what}
        return {**said, "activity": self.activity} if self.activity else said


def _line(fault: Fault) -> int:
    return fault.line


class Faults:
    """Collects them, in the order of their lines, in whatever order they are found."""

    def __init__(self) -> None:
        self.count = 0
        self.kept: list[Fault] = []

    def add(self, line: int, column: str, what: str, *, activity: int = 0) -> None:
        """One more."""
        self.count += 1
        if len(self.kept) == KEPT and line >= self.kept[-1].line:
            return
        insort(self.kept, Fault(line, column, what, activity), key=_line)
        del self.kept[KEPT:]

    def stop(self, line: int, what: str) -> None:
        """What ends the reading; it is kept, however many there were before."""
        del self.kept[KEPT - 1 :]
        self.add(line, "", what)

    def rows(self) -> list[dict[str, Any]]:
        """Those that are kept, as the run keeps them."""
        return [fault.plain() for fault in self.kept]
