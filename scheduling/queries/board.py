"""The year of a plan as a board: a row for each local area, a column for each week, and where everything stands in the drawing.

Units are those of the drawing (its viewBox); the template draws it. What bars a week is what the judge says of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from scheduling.models import PlanPlace
from scheduling.proposing.facts import Area, Place, Rule, Span
from scheduling.proposing.rules import Break
from scheduling.proposing.words import RULES, days
from scheduling.queries.moves import JudgedPlan

NAMES, WEEK, HEAD, ROW = 200, 15, 62, 46
BLOCK_TOP, BLOCK = 12, 22
LETTERS: Mapping[Rule, str] = {
    Rule.CLOSED: "C", Rule.HOLIDAY: "B", Rule.PASSED: "N", Rule.HOLIDAYS: "S", Rule.CLASH: "V", Rule.AGAIN: "Y",
    Rule.FORCE: "F", Rule.CAPACITY: "I", Rule.OF_YEAR: "T", Rule.LEAD: "L", Rule.PUBLICATION: "P", Rule.FRAMEWORK: "K", Rule.OUT: "R",
}  # fmt: skip


@dataclass(frozen=True)
class Bar:
    """Something that lasts: where it begins, how wide it is, and what it is."""

    x: float
    width: float
    words: str
    letter: str = ""

    @property
    def middle(self) -> float:
        """Where its letter stands."""
        return self.x + self.width / 2


@dataclass(frozen=True)
class Option:
    """A week to choose. why: the first rule that the local area would break in it, or nothing."""

    monday: date
    days: str
    why: str
    now: bool


@dataclass(frozen=True)
class Row:
    """A local area with its year. place: None for what is fixed, which no plan moves."""

    number: int
    area: Area
    place: PlanPlace | None
    week: int
    days: str
    monday: date
    broken: Sequence[str]
    soft: Sequence[str]
    barred: Sequence[Bar]
    visits: Sequence[Bar]
    holidays: Sequence[Bar]
    options: Sequence[Option]
    pinned: bool

    @property
    def top(self) -> float:
        """Where the row begins."""
        return HEAD + self.number * ROW

    @property
    def base(self) -> float:
        """Where its name stands."""
        return self.top + ROW / 2

    @property
    def block_top(self) -> float:
        """Where its block stands."""
        return self.top + BLOCK_TOP

    @property
    def visits_top(self) -> float:
        """Where routine visits stand."""
        return self.top + BLOCK_TOP + BLOCK + 3

    @property
    def block_x(self) -> float:
        """Where its week begins."""
        return self.week * WEEK

    @property
    def name(self) -> str:
        """Of the block, as it is read out."""
        return _("%(area)s, pinned in") % {"area": self.area.name} if self.pinned else self.area.name

    @property
    def words(self) -> str:
        """What a reader of the picture is told of the block."""
        return f"{self.name}, {self.days}"


@dataclass(frozen=True)
class Month:
    """Where a month begins. year: said at the first and at each January."""

    name: str
    year: str
    x: float


@dataclass(frozen=True)
class Board:
    """All of it. shut: weeks in which nobody inspects, wherever it is; key: letter → what it stands for. today: x, or None."""

    rows: Sequence[Row]
    months: Sequence[Month]
    shut: Sequence[Bar]
    key: Sequence[tuple[str, str | Promise]]
    weeks: int
    today: float | None
    names: int = NAMES
    week: int = WEEK
    head: int = HEAD
    row: int = ROW
    block: int = BLOCK

    @property
    def drawn(self) -> int:
        """How wide the weeks are together."""
        return self.weeks * WEEK

    @property
    def height(self) -> int:
        """Of the drawing."""
        return HEAD + len(self.rows) * ROW

    @property
    def placed(self) -> int:
        """How many places the plan itself has, which can be moved."""
        return sum(row.place is not None for row in self.rows)

    @property
    def broken(self) -> int:
        """How many places break a rule."""
        return sum(bool(row.broken) for row in self.rows)


def board_of(whole: JudgedPlan) -> Board:
    """Lay a plan out, in the order of its weeks."""
    return _Drawing(whole).board()


@dataclass(frozen=True)
class _Drawing:
    whole: JudgedPlan

    def board(self) -> Board:
        problem = self.whole.judged.problem
        places = sorted(self.whole.judged.plan, key=lambda one: (one.week, problem.area[one.area].name))
        rows = [self.row(number, one) for number, one in enumerate(places)]
        used = {bar.letter for row in rows for bar in row.barred} | {bar.letter for bar in self.shut()}
        key = [(letter, RULES[rule]) for rule, letter in LETTERS.items() if letter in used]
        return Board(rows, self.months(), self.shut(), key, len(problem.weeks), self.today())

    # The whole year.

    def x_of(self, day: date) -> float:
        first, weeks = self.whole.judged.problem.weeks[0].monday, len(self.whole.judged.problem.weeks)
        return round(min(max((day - first).days / 7, 0), weeks) * WEEK, 1)

    def today(self) -> float | None:
        weeks, day = self.whole.judged.problem.weeks, timezone.localdate()
        return self.x_of(day) if weeks[0].monday <= day <= weeks[-1].span.last else None

    def months(self) -> list[Month]:
        """By the Monday with which each begins."""
        weeks = enumerate(self.whole.judged.problem.weeks)
        found = [next(several) for _month, several in groupby(weeks, key=lambda one: one[1].monday.replace(day=1))]
        return [
            Month(
                date_format(week.monday, "M"),
                str(week.monday.year) if not number or week.monday.month == 1 else "",
                number * WEEK,
            )
            for number, week in found
        ]

    def shut(self) -> list[Bar]:
        problem = self.whole.judged.problem
        why = ((number, self._shut(number)) for number in range(len(problem.weeks)))
        return list(_runs([(number, LETTERS[shut[0]], str(RULES[shut[0]])) for number, shut in why if shut]))

    def _shut(self, week: int) -> list[Rule]:
        """By which rules: those that the plan goes without shut no week of it."""
        problem = self.whole.judged.problem
        return [rule for rule, _span in problem.shut(week) if rule not in problem.rules.without]

    # One local area.

    def row(self, number: int, place: Place) -> Row:
        judged = self.whole.judged
        area, week = judged.problem.area[place.area], judged.problem.weeks[place.week]
        row = self.whole.rows.get(place.area)
        every = [] if place.fixed else [self._breaks(place, each) for each in range(len(judged.problem.weeks))]
        return Row(
            number=number,
            area=area,
            place=row,
            week=place.week,
            days=days(week.span),
            monday=week.monday,
            broken=[] if place.fixed else [judged.words.broken(place, one) for one in judged.breaks.get(place, ())],
            soft=[] if place.fixed else judged.words.softly(place),
            barred=list(_runs(self._barred(place, every))),
            visits=list(self._bars(visit.span for visit in area.visits)),
            holidays=list(self._bars((*area.holidays, *area.half_terms))),
            options=[self._option(place, number, breaks) for number, breaks in enumerate(every)],
            pinned=row is not None and place.area in judged.problem.pinned,
        )

    def _breaks(self, place: Place, week: int) -> tuple[Break, ...]:
        there, judge = Place(place.area, week, place.set), self.whole.judged.explainer.judge
        return (*judge.alone(there), *judge.beside(there, self.whole.judged.plan))

    def _barred(self, place: Place, every: Sequence[Sequence[Break]]) -> Iterable[tuple[int, str, str]]:
        """The weeks that are barred for this local area alone: those that are shut for all are marked in the whole column."""
        for week, breaks in enumerate(every):
            of_all = self._shut(week)
            own = [one for one in breaks if one.rule not in of_all]
            if own:
                words = self.whole.judged.words.broken(Place(place.area, week, place.set), own[0])
                yield week, LETTERS[own[0].rule], words

    def _option(self, place: Place, week: int, breaks: Sequence[Break]) -> Option:
        words, one = self.whole.judged.words, self.whole.judged.problem.weeks[week]
        why = words.broken(Place(place.area, week, place.set), breaks[0]) if breaks else ""
        return Option(one.monday, days(one.span), why, week == place.week)

    def _bars(self, spans: Iterable[Span]) -> Iterable[Bar]:
        """Those that touch the year."""
        for span in spans:
            left, right = self.x_of(span.first), self.x_of(span.last + timedelta(days=1))
            if right > left:
                yield Bar(left, round(right - left, 1), f"{span.what}, {days(span)}")


def _runs(marks: Iterable[tuple[int, str, str]]) -> Iterable[Bar]:
    """Weeks one after another with the same letter are one bar. marks: (week, letter, words)."""
    numbered = enumerate(marks)
    for (letter, _offset), several in groupby(numbered, key=lambda one: (one[1][1], one[1][0] - one[0])):
        run = [mark for _number, mark in several]
        yield Bar(run[0][0] * WEEK, len(run) * WEEK, f"{letter}: {run[0][2]}", letter)
