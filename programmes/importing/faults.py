"""What is wrong with a table: each fault with its place and what to do; the first thousand are kept, all are counted."""

from dataclasses import asdict, dataclass

KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Fault:
    """line: as a spreadsheet program counts; 0: the whole file. column: its name; empty: the whole line."""

    line: int
    column: str
    what: str


class Faults:
    """Collects them."""

    def __init__(self) -> None:
        self.count = 0
        self.kept: list[Fault] = []

    def add(self, line: int, column: str, what: str) -> None:
        """One more."""
        self.count += 1
        if len(self.kept) < KEPT:
            self.kept.append(Fault(line, column, what))

    def rows(self) -> list[dict[str, object]]:
        """Those that are kept, as the run keeps them."""
        return [asdict(fault) for fault in self.kept]
