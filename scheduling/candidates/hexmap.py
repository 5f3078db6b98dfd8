"""The map: where the hexagon of each local area stands. Pure geometry; the template draws it.

Rows with an odd number stand half a cell to the right, and rows grow northwards (agencies/reference/ATTRIBUTION.md). Units are
those of the drawing (its viewBox).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from scheduling.candidates.facts import Candidate
from scheduling.candidates.hexnames import FOOT, SIDE, SIZE, WIDTH, lines_of, middles

STEP = SIDE * 1.5  # from row to row
MARGIN = 6
WIDEST = 3  # from one row or column that somebody stands in to the next
PAGE = 960  # as wide as pages are; a map that is wider takes more of the window
BELOW = 22  # from the last line of a name to the foot of the value


@dataclass(frozen=True)
class Cell:
    """A candidate's hexagon: the middle of it, and where name and value stand."""

    candidate: Candidate
    x: float
    y: float

    @property
    def corners(self) -> str:
        """From the top, clockwise."""
        half = WIDTH / 2
        turn = ((0, -SIDE), (half, -SIDE / 2), (half, SIDE / 2), (0, SIDE), (-half, SIDE / 2), (-half, -SIDE / 2))
        return " ".join(f"{self.x + right:.1f},{self.y + down:.1f}" for right, down in turn)

    @cached_property
    def names(self) -> list[tuple[str, float]]:
        """Its name in lines, each with where its foot stands."""
        lines = lines_of(self.candidate.name)
        return [(line, round(self.y + down + FOOT * SIZE, 1)) for line, down in zip(lines, middles(len(lines)), strict=True)]

    @property
    def sign_y(self) -> float:
        """Where the value stands, below them."""
        return round(self.y + middles(len(self.names))[-1] + BELOW, 1)


@dataclass(frozen=True)
class Hexes:
    """The whole map, from north to south and west to east."""

    cells: Sequence[Cell]
    width: float
    height: float

    @property
    def wide(self) -> bool:
        """Whether it is wider than a page."""
        return self.width > PAGE


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
