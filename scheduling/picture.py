"""The picture of the year: where each date, bar and band stands. Knows no request; the template draws it.

Rows are inspections by their week, columns the weeks. Units are pixels of the drawing at its natural size.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from inspections.models import MilestoneKind
from jtai.programmeyears import last_day
from scheduling.queries import Visit, YearCalendar, YearDate, YearRow

NAMES, WEEK, MARGIN = 168, 16, 8
HEAD, LANE, ROOM, SIZE = 44, 20, 10, 16
DAY = WEEK / 7
ONE = timedelta(days=1)
LETTER = 7  # how wide one is, of the names of routine visits
LONGEST_NAME = 22
EACH = 2  # weeks of the head have their number: beside each other two numbers run together
JANUARY = 1

# kind → its letter, and what it is drawn as. The names stand in the legend.
SIGNS: dict[str, tuple[str, str]] = {
    MilestoneKind.NOTIFICATION: ("N", "dot"),
    MilestoneKind.DRAFT_DUE: ("D", "square"),
    MilestoneKind.COMMENTS_DUE: ("C", "box"),
    MilestoneKind.PRE_PUBLICATION: ("E", "rhomb"),
    MilestoneKind.PUBLICATION: ("P", "diamond"),
    MilestoneKind.STATEMENT_DUE: ("S", "ring"),
}
SET_UP, FIELDWORK = "set-up", "fieldwork"
VISIT = "visit"
# What always comes close before the next date stands below it, so that the others make one line.
BESIDE = frozenset({SET_UP, "rhomb"})


@dataclass(frozen=True)
class Item:
    """Something to be drawn in a row, before it has its place there."""

    shape: str
    letter: str
    left: float
    width: float
    words: str
    href: str
    flag: str = ""
    takes: float = 0

    @property
    def end(self) -> float:
        """Where the next one may begin."""
        return self.left + max(self.width, self.takes) + 1


@dataclass(frozen=True)
class Mark:
    """The same in its place. top: of its lane."""

    item: Item
    top: float

    @property
    def x(self) -> float:
        """Its middle."""
        return round(self.item.left + self.item.width / 2, 1)

    @property
    def y(self) -> float:
        """Its middle, from above."""
        return self.top + LANE / 2

    @property
    def corner(self) -> float:
        """The upper side of a bar or square."""
        return self.y - SIZE / 2

    @property
    def baseline(self) -> float:
        """On which its letter stands."""
        return self.y + 4

    @property
    def beside(self) -> float:
        """Where the name of a visit begins."""
        return round(self.item.left + self.item.width + 3, 1)

    @property
    def flagged(self) -> float:
        """Where the sign of a date that was changed, or has happened, stands."""
        return round(self.item.left + self.item.width - 1, 1)

    @property
    def points(self) -> str:
        """The corners of a diamond around its middle."""
        half = SIZE / 2 + 2
        corners = ((self.x, self.y - half), (self.x + half, self.y), (self.x, self.y + half), (self.x - half, self.y))
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)


@dataclass(frozen=True)
class Lane:
    """The row of one inspection."""

    row: YearRow
    top: float
    height: float
    marks: Sequence[Mark]

    @property
    def name(self) -> str:
        """The local area, shortened to the room that there is."""
        full = self.row.inspection.local_area.name
        return full if len(full) <= LONGEST_NAME else f"{full[: LONGEST_NAME - 1].rstrip()}…"

    @property
    def middle(self) -> float:
        """Where its name stands."""
        return self.top + self.height / 2 - 3

    @property
    def below(self) -> float:
        """Where what is said of it stands, under the name."""
        return self.middle + 15

    @property
    def foot(self) -> float:
        """The line to the next one."""
        return self.top + self.height


@dataclass(frozen=True)
class Tick:
    """A week or month of the head."""

    x: float
    text: str


@dataclass(frozen=True)
class Band:
    """Days without fieldwork."""

    left: float
    width: float
    words: str


@dataclass(frozen=True)
class Sign:
    """One line of the legend."""

    shape: str
    letter: str
    text: str | Promise


@dataclass(frozen=True)
class Picture:
    """All of it. today: x, or None when today lies outside; ends: where the programme year does."""

    lanes: Sequence[Lane]
    months: Sequence[Tick]
    weeks: Sequence[Tick]
    closed: Sequence[Band]
    bank_holidays: Sequence[float]
    today: float | None
    ends: float
    width: float
    height: float
    names: int = NAMES
    head: int = HEAD

    @property
    def tall(self) -> float:
        """The height below the head."""
        return self.height - self.head


def picture(calendar: YearCalendar) -> Picture | None:
    """Lay the year out; None when nothing is in it."""
    if not calendar.rows:
        return None

    def x_of(day: date) -> float:
        return round(NAMES + MARGIN + (day - calendar.first).days * DAY, 1)

    lanes: list[Lane] = []
    top = float(HEAD)
    for row in calendar.rows:
        marks, depth = _lay(row, x_of, top + ROOM / 2, calendar)
        lanes.append(Lane(row, top, depth * LANE + ROOM, marks))
        top += depth * LANE + ROOM
    inside = calendar.first <= calendar.today <= calendar.last
    return Picture(
        lanes,
        _months(calendar, x_of),
        [Tick(x_of(day), "" if number % EACH else str(day.day)) for number, day in enumerate(calendar.weeks)],
        [_band(one.first_day, one.last_day, str(one), calendar, x_of) for one in calendar.closed],
        [round(x_of(day) + DAY / 2, 1) for day in calendar.bank_holidays],
        round(x_of(calendar.today) + DAY / 2, 1) if inside else None,
        x_of(last_day(calendar.year.year) + ONE),
        x_of(calendar.last + ONE) + MARGIN,
        top + 2,
    )


def _months(calendar: YearCalendar, x_of: Callable[[date], float]) -> list[Tick]:
    """The first of each; the year is said where it begins and at the left end."""
    found: list[Tick] = []
    day = calendar.first
    while day <= calendar.last:
        following = min((day.replace(day=1) + timedelta(days=32)).replace(day=1), calendar.last + ONE)
        said = date_format(day, "M Y") if not found or day.month == JANUARY else date_format(day, "M")
        # A rest of a month at an end is too narrow for its name.
        if (following - day).days * DAY > len(said) * LETTER:
            found.append(Tick(x_of(day), said))
        day = following
    return found


def _band(first: date, last: date, words: str, calendar: YearCalendar, x_of: Callable[[date], float]) -> Band:
    left, right = x_of(max(first, calendar.first)), x_of(min(last, calendar.last) + ONE)
    return Band(left, round(right - left, 1), words)


def _lay(row: YearRow, x_of: Callable[[date], float], top: float, calendar: YearCalendar) -> tuple[list[Mark], int]:
    """Its marks, each in the first lane in which nothing is in its way: the dates, what leads up to one of them, visits.

    And how many lanes that took.
    """
    drawn = [one for one in _dates(row, x_of, calendar) if _inside(one, calendar, x_of)]
    beside = [one for one in drawn if one.shape in BESIDE]
    marks: list[Mark] = []
    depth = 0
    for items in ([one for one in drawn if one not in beside], beside, [_visit(one, x_of, calendar) for one in row.visits]):
        placed, taken = _first_fit(items)
        marks += [Mark(item, top + (depth + lane) * LANE) for item, lane in placed]
        depth += taken
    return sorted(marks, key=lambda one: one.item.left), max(1, depth)


def _inside(item: Item, calendar: YearCalendar, x_of: Callable[[date], float]) -> bool:
    return x_of(calendar.first) - SIZE <= item.left and item.left + item.width <= x_of(calendar.last + ONE) + SIZE


def _first_fit(items: Iterable[Item]) -> tuple[list[tuple[Item, int]], int]:
    ends: list[float] = []
    placed = []
    for item in sorted(items, key=lambda one: (one.left, one.words)):
        lane = next((place for place, taken in enumerate(ends) if taken <= item.left), len(ends))
        if lane == len(ends):
            ends.append(0)
        ends[lane] = item.end
        placed.append((item, lane))
    return placed, len(ends)


def _dates(row: YearRow, x_of: Callable[[date], float], calendar: YearCalendar) -> Iterable[Item]:
    inspection, href = row.inspection, row.inspection.get_absolute_url()
    start, end = inspection.fieldwork_start, inspection.fieldwork_end
    set_up = row.dates.get(MilestoneKind.SET_UP_START)
    if set_up is not None and set_up.day < start:
        words = __("%(area)s: set-up from %(first)s to %(last)s")
        yield _bar(SET_UP, (set_up.day, start - ONE), words % _words(row, set_up.day, start - ONE), href, x_of)
    words = __("%(area)s: fieldwork from %(first)s to %(last)s")
    yield _bar(FIELDWORK, (start, end), words % _words(row, start, end), href, x_of)
    for kind, (letter, shape) in SIGNS.items():
        one = row.dates.get(kind)
        if one is not None:
            left = round(x_of(one.day) + DAY / 2 - SIZE / 2, 1)
            silent = calendar.silent_on(one)
            yield Item(shape, letter, left, SIZE, said_of(row, one, silent), href, _flag(one, silent), SIZE + 4)


def _words(row: YearRow, first: date, last: date) -> dict[str, str]:
    return {
        "area": row.inspection.local_area.name,
        "first": date_format(first, "j F Y"),
        "last": date_format(last, "j F Y"),
    }


def _bar(shape: str, days: tuple[date, date], words: str, href: str, x_of: Callable[[date], float]) -> Item:
    left, right = x_of(days[0]), x_of(days[1] + ONE)
    return Item(shape, "F" if shape == FIELDWORK else "", left, round(right - left, 1), words, href)


def said_of(row: YearRow, one: YearDate, silent: str = "") -> str:
    """One date in a sentence: "Fellmoor: publication, Thursday 30 April 2026, changed by hand: the minister asked"."""
    parts = [date_format(one.day, "l j F Y")]
    if one.happened:
        parts.append(__("happened"))
    if one.changed:
        parts.append(__("changed by hand: %(reason)s") % {"reason": one.reason})
    if silent:
        parts.append(__("in days without publications: %(silent)s") % {"silent": silent})
    return f"{row.inspection.local_area.name}: {one.label}, {', '.join(parts)}"


def _flag(one: YearDate, silent: str) -> str:
    return "!" if silent else "*" if one.changed else "✓" if one.happened else ""


def _visit(visit: Visit, x_of: Callable[[date], float], calendar: YearCalendar) -> Item:
    row = visit.activity
    first, last = max(row.starts_on, calendar.first), min(row.ends_on, calendar.last)
    words = __("%(name)s: %(what)s, %(subject)s, %(first)s to %(last)s") % {
        "name": visit.name,
        "what": visit.what,
        "subject": visit.subject,
        "first": date_format(row.starts_on, "j F Y"),
        "last": date_format(row.ends_on, "j F Y"),
    }
    left, right = x_of(first), x_of(last + ONE)
    width = round(max(right - left, 4.0), 1)
    return Item(VISIT, visit.name, left, width, words, row.get_absolute_url(), takes=width + 6 + LETTER * len(visit.name))


LEGEND = (
    Sign("dot", "N", _("Notification")),
    Sign(SET_UP, "", _("Set-up")),
    Sign(FIELDWORK, "F", _("Fieldwork")),
    Sign("square", "D", _("Draft to the local area")),
    Sign("box", "C", _("Factual accuracy comments due")),
    Sign("rhomb", "E", _("Pre-publication copies, under embargo")),
    Sign("diamond", "P", _("Publication")),
    Sign("ring", "S", _("Statement of proposed action due")),
    Sign(VISIT, "", _("Under a routine programme there, with its short name")),
    Sign("flag", "*", _("Changed by hand: the reason is in the table")),
    Sign("flag", "✓", _("Happened")),
    Sign("flag", "!", _("Falls into days without publications")),
    Sign("closed", "", _("Closed to fieldwork")),
    Sign("holiday", "", _("Bank holiday")),
    Sign("ends", "", _("End of the programme year")),
    Sign("today", "", _("Today")),
)
