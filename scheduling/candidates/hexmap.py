"""The map: where the hexagon of each local area stands. Pure geometry; the template draws it.

Rows with an odd number stand half a cell to the right, and rows grow northwards (agencies/reference/ATTRIBUTION.md). Units are
those of the drawing (its viewBox).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scheduling.candidates.facts import Candidate

WIDTH = 60  # of a hexagon
SIDE = WIDTH / 3**0.5
STEP = SIDE * 1.5  # from row to row
MARGIN = 6
WIDEST = 3  # from one row or column that somebody stands in to the next
LONG = 8  # letters of a name in a hexagon
PASSED_OVER = {"and", "of", "on", "the", "upon", "with"}


@dataclass(frozen=True)
class Cell:
    """A candidate's hexagon: the middle of it, and what its name is short for."""

    candidate: Candidate
    x: float
    y: float

    @property
    def corners(self) -> str:
        """From the top, clockwise."""
        half = WIDTH / 2
        turn = ((0, -SIDE), (half, -SIDE / 2), (half, SIDE / 2), (0, SIDE), (-half, SIDE / 2), (-half, -SIDE / 2))
        return " ".join(f"{self.x + right:.1f},{self.y + down:.1f}" for right, down in turn)

    @property
    def short(self) -> str:
        """Its name in a few letters."""
        return short(self.candidate.name)

    @property
    def name_y(self) -> float:
        """Where the name stands."""
        return self.y - 4

    @property
    def sign_y(self) -> float:
        """Where the value stands, below it."""
        return self.y + 15


@dataclass(frozen=True)
class Hexes:
    """The whole map, from north to south and west to east."""

    cells: Sequence[Cell]
    width: float
    height: float


def short(name: str) -> str:
    """“Copper…” of Copperdale, “S Glou…” of South Gloucestershire; whole where it fits."""
    parts = [part for part in name.replace(",", " ").split() if part.casefold() not in PASSED_OVER]
    if len(name) > LONG and len(parts) > 1:
        name = f"{parts[0][0]} {parts[1]}"
    return name if len(name) <= LONG else f"{name[: LONG - 2]}…"


def hexes(candidates: Iterable[Candidate]) -> Hexes:
    """One hexagon for each; wide gaps between blocks are made narrow."""
    rows = list(candidates)
    across, up = _closed({one.hex_q for one in rows}), _closed({one.hex_r for one in rows})
    top = max(up.values(), default=0)
    placed = [(one, across[one.hex_q] + 0.5 * (one.hex_r % 2), top - up[one.hex_r]) for one in rows]
    left = min((right for _one, right, _down in placed), default=0)
    cells = [Cell(one, MARGIN + WIDTH * (right - left + 0.5), MARGIN + SIDE + STEP * down) for one, right, down in placed]
    cells.sort(key=lambda cell: (cell.y, cell.x))
    width = max((cell.x for cell in cells), default=0) + WIDTH / 2 + MARGIN
    height = max((cell.y for cell in cells), default=0) + SIDE + MARGIN
    return Hexes(cells, round(width, 1), round(height, 1))


def _closed(numbers: set[int]) -> Mapping[int, int]:
    """Each number moved down, so that the lowest is 0 and no gap is wide."""
    found: dict[int, int] = {}
    before, moved = None, 0
    for number in sorted(numbers):
        moved = number if before is None else moved + max(0, number - before - WIDEST)
        found[number], before = number - moved, number
    return found
