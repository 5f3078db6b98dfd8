"""The picture of what happened and is planned over some years: where each mark stands. Pure; the template draws it.

Lanes are programmes, one below another; time runs from left to right. Units are those of the drawing (its viewBox).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, NAMES, MARGIN = 960, 210, 24
HEAD, ROW, SIZE = 36, 26, 16
DECEMBER = 12


@dataclass(frozen=True)
class Event:
    """Something with dates. shape: what it is drawn as, "planned", "done", "published" or "joint". words: the whole of it in a sentence.

    what, standing: the same in parts, for a table: what it is and of whom; how far it is.
    """

    lane: str
    first: date
    last: date
    shape: str
    words: str
    href: str = ""
    what: str = ""
    standing: str = ""


@dataclass(frozen=True)
class Mark:
    """An event in its place: x and y of its middle, width of a bar that lasts longer than the sign is wide."""

    event: Event
    x: float
    y: float
    width: float

    @property
    def left(self) -> float:
        """Where the bar or sign begins."""
        return self.x - self.width / 2

    @property
    def top(self) -> float:
        """The same, from above."""
        return self.y - SIZE / 2

    @property
    def diamond(self) -> str:
        """The corners of a diamond around the middle."""
        half = SIZE / 2 + 1
        corners = ((self.x, self.y - half), (self.x + half, self.y), (self.x, self.y + half), (self.x - half, self.y))
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)


@dataclass(frozen=True)
class Lane:
    """One row of the picture with its name; rows of marks that would cover one another stand below each other."""

    name: str
    top: float
    height: float
    marks: Sequence[Mark]

    @property
    def middle(self) -> float:
        """Where the name stands."""
        return self.top + ROW / 2


@dataclass(frozen=True)
class Year:
    """The beginning of a calendar year on the axis."""

    year: int
    x: float


@dataclass(frozen=True)
class Picture:
    """All of it. today: x, or None when today lies outside."""

    lanes: Sequence[Lane]
    years: Sequence[Year]
    today: float | None
    height: float
    width: int = WIDTH
    names: int = NAMES
    head: int = HEAD

    @property
    def drawn(self) -> int:
        """How wide the part with the marks is, beside the names of the lanes: these stay where they are while it scrolls."""
        return self.width - self.names


def picture(events: Iterable[Event], today: date) -> Picture | None:
    """Lay the events out, lanes in the order in which they first come; None when there are none.

    The axis runs over whole calendar years, from that of the first event to that of the last, and shows this year in any case.
    """
    rows = list(events)
    if not rows:
        return None
    first = date(min(today, *(row.first for row in rows)).year, 1, 1)
    last = date(max(today, *(row.last for row in rows)).year, DECEMBER, 31)
    span = (last - first).days

    def x_of(day: date) -> float:
        return round(NAMES + MARGIN + (day - first).days / span * (WIDTH - NAMES - 2 * MARGIN), 1)

    lanes: list[Lane] = []
    top = float(HEAD)
    for name in dict.fromkeys(row.lane for row in rows):
        marks, depth = _lay([row for row in rows if row.lane == name], x_of, top)
        lanes.append(Lane(name, top, depth * ROW, marks))
        top += depth * ROW
    years = [Year(year, x_of(date(year, 1, 1))) for year in range(first.year, last.year + 1)]
    return Picture(lanes, years, x_of(today), top + MARGIN)


def _lay(events: Sequence[Event], x_of: Callable[[date], float], top: float) -> tuple[list[Mark], int]:
    """The marks of one lane, each in the first row in which nothing else is in its way; and how many rows that took."""
    ends: list[float] = []
    marks = []
    for event in sorted(events, key=lambda row: (row.first, row.last, row.words)):
        start, end = x_of(event.first), x_of(event.last)
        width = max(float(SIZE), end - start)
        middle = (start + end) / 2
        row = next((place for place, taken in enumerate(ends) if taken <= middle - width / 2), len(ends))
        if row == len(ends):
            ends.append(0)
        ends[row] = middle + width / 2 + 2
        marks.append(Mark(event, middle, top + row * ROW + ROW / 2, width))
    return marks, len(ends)
