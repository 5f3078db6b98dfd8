"""The year of several people as a picture: a row for each, time from left to right. Pure; the template draws it.

Units are those of the drawing (its viewBox). What a mark says, the table below says too.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jtai.programmeyears import first_day, last_day
from scheduling.proposing.facts import Span
from scheduling.proposing.words import days
from scheduling.queries import PersonOfYear, Work

NAMES, A_DAY = 250, 3
HEAD, ROW = 34, 36
MONTHS = 12
LONGEST_NAME = 24


@dataclass(frozen=True)
class Mark:
    """Some days of a row. kind: "team", "fieldwork", "away" or "much"; sign: the letter in it; words: all that it means."""

    kind: str
    sign: str
    words: str
    x: float
    width: float

    @property
    def middle(self) -> float:
        """Where its letter stands."""
        return self.x + self.width / 2


@dataclass(frozen=True)
class Row:
    """One person: name, their load, whether something is too much, and the marks."""

    name: str
    load: str
    much: bool
    top: int
    marks: Sequence[Mark]

    @property
    def bar(self) -> int:
        """The top of the bars."""
        return self.top + 8

    @property
    def base(self) -> int:
        """On which the letters stand."""
        return self.top + 23


@dataclass(frozen=True)
class Month:
    """The beginning of a month on the axis."""

    name: str
    x: float


@dataclass(frozen=True)
class Weeks:
    """The whole picture. today: x, or None when today lies outside."""

    rows: Sequence[Row]
    months: Sequence[Month]
    today: float | None
    drawn: int
    names: int = NAMES
    head: int = HEAD

    @property
    def height(self) -> int:
        """As high as its rows."""
        return HEAD + ROW * len(self.rows)


def weeks(people: Iterable[PersonOfYear], year: int, today: date) -> Weeks:
    """Lay the year of these people out."""
    first, last = first_day(year), last_day(year)
    axis = Axis(first, last)
    rows = [
        Row(
            _short(one.person.name),
            _("%(load)s of %(most)s") % {"load": one.load, "most": one.inspections},
            bool(one.overloads),
            HEAD + ROW * number,
            tuple(axis.marks(one)),
        )
        for number, one in enumerate(people)
    ]
    firsts = [date(year + (month > MONTHS), (month - 1) % MONTHS + 1, 1) for month in range(4, 4 + MONTHS)]
    months = [Month(date_format(day, "M"), axis.x_of(day)) for day in firsts]
    return Weeks(rows, months, axis.x_of(today) if first <= today <= last else None, axis.drawn)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


@dataclass(frozen=True)
class Axis:
    """The days of the year from left to right."""

    first: date
    last: date

    @property
    def drawn(self) -> int:
        """How wide it is."""
        return ((self.last - self.first).days + 1) * A_DAY

    def x_of(self, day: date) -> float:
        """Where a day begins."""
        return (day - self.first).days * A_DAY

    def marks(self, one: PersonOfYear) -> Iterator[Mark]:
        """What a person's row shows: what lies below first."""
        for absence in one.absences:
            span = Span(absence.first_day, absence.last_day)
            words = {"kind": absence.get_kind_display(), "days": days(span)}
            yield from self._mark("away", _("L"), _("%(kind)s, %(days)s") % words, span)
        for work in one.work:
            yield from self._of_work(work)
        for much in one.overloads:
            if much.span is not None:
                yield from self._mark("much", "!", much.says, much.span)

    def _of_work(self, work: Work) -> Iterator[Mark]:
        on = work.inspection
        words = {"area": work.area, "days": days(work.busy)}
        yield from self._mark("team", "", _("On the team of %(area)s, %(days)s") % words, work.busy)
        span = Span(on.fieldwork_start, on.fieldwork_end)
        words = {"area": work.area, "days": days(span)}
        yield from self._mark("fieldwork", _("F"), _("Fieldwork in %(area)s, %(days)s") % words, span)

    def _mark(self, kind: str, sign: str, words: str, span: Span) -> Iterator[Mark]:
        """Nothing where it lies outside the year."""
        first, last = max(span.first, self.first), min(span.last, self.last)
        if first <= last:
            yield Mark(kind, sign, words, self.x_of(first), ((last - first) + timedelta(days=1)).days * A_DAY)
