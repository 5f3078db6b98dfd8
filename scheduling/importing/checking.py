"""The lines of a table against the local areas, what is recorded, and one another."""

import io
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.models import LocalArea, SchoolHoliday
from agencies.queries import local_areas
from jtai import schoolyears
from jtai.errors import Invalid
from jtai.forms import printable
from programmes.importing.cells import Cell, Line, Unreadable
from programmes.importing.columns import day_of, short, words_of
from programmes.importing.faults import Faults
from programmes.importing.given import head_faults
from programmes.importing.lists import Names
from programmes.importing.reading import look_at, read
from scheduling.bounds import FIRST_SCHOOL_YEAR, LAST_SCHOOL_YEAR, check_school_holiday
from scheduling.importing.columns import COLUMNS, MOST_BYTES, MOST_ROWS, NO, YES

LONGEST_NAME = 60
TRUE, FALSE = {YES, "true"}, {NO, "false"}  # a workbook has values of its own for these words
# What is replaced as a whole: the local area's key, and the school year.
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """A holiday as its line says it. line: as a spreadsheet program counts."""

    line: int
    area: LocalArea
    school_year: int
    name: str
    first_day: date
    last_day: date
    half_term: bool

    @property
    def key(self) -> Key:
        """What its line replaces."""
        return self.area.pk, self.school_year

    @property
    def says(self) -> tuple[object, ...]:
        """All that it says of its area's year."""
        return self.name, self.first_day, self.last_day, self.half_term


@dataclass(slots=True)
class Checked:
    """What one reading found. recorded: what stands now of each area and school year that the table names."""

    faults: Faults = field(default_factory=Faults)
    rows: list[Row] = field(default_factory=list)
    recorded: dict[Key, list[SchoolHoliday]] = field(default_factory=dict)
    sheet: str = ""

    @property
    def keys(self) -> list[Key]:
        """The areas and school years that the table names, in its order."""
        return list(dict.fromkeys(row.key for row in self.rows))

    @property
    def replaced(self) -> dict[Key, list[SchoolHoliday]]:
        """What goes: of each area and school year that is recorded otherwise than the table says."""
        said: dict[Key, set[tuple[object, ...]]] = {}
        for row in self.rows:
            said.setdefault(row.key, set()).add(row.says)
        return {key: rows for key, rows in self.recorded.items() if {_says(row) for row in rows} != said[key]}

    @property
    def coming(self) -> dict[Key, list[Row]]:
        """What the table says of each area and school year that it names."""
        found: dict[Key, list[Row]] = {key: [] for key in self.keys}
        for row in self.rows:
            found[row.key].append(row)
        return found

    @property
    def lost(self) -> dict[Key, list[SchoolHoliday]]:
        """Of what goes, those holidays in whose days the table has none for that area and school year."""
        coming = self.coming
        return {
            key: [one for one in rows if not any(overlap(one, row) for row in coming[key])]
            for key, rows in self.replaced.items()
        }

    @property
    def same(self) -> list[Key]:
        """The areas and school years that are recorded just so already."""
        replaced = self.replaced
        return [key for key in self.recorded if key not in replaced]

    @property
    def new(self) -> list[Key]:
        """The areas and school years of which nothing was known."""
        return [key for key in self.keys if key not in self.recorded]


def _says(row: SchoolHoliday) -> tuple[object, ...]:
    return row.name, row.first_day, row.last_day, row.half_term


def check(data: bytes) -> Checked:
    """Read a table through. Raises Invalid where the file as a whole cannot be used."""
    if len(data) > MOST_BYTES:
        limit = filesizeformat(MOST_BYTES)
        raise Invalid(_("The file must be smaller than %(limit)s. Split it into several files.") % {"limit": limit}, "document")
    found = Checked()
    try:
        look_at(data)
        with closing(read(io.BytesIO(data), MOST_ROWS)) as table:
            found.sheet = table.sheet
            head_faults(table.head, COLUMNS, found.faults)
            if not found.faults.count:
                _go_through(table.head, table.lines, found)
    except Unreadable as error:
        if not error.line:
            raise Invalid(str(error), "document") from error
        found.faults.stop(error.line, str(error))
    if not found.rows and not found.faults.count:
        raise Invalid(_("The table has the names of its columns and nothing below. Put one holiday on each line."), "document")
    _beside(found)
    return found


def _go_through(head: Sequence[str], lines: Iterable[Line], found: Checked) -> None:
    reader = _Reader(head, found.faults)
    for line in lines:
        row = reader.read(line)
        if row is not None:
            found.rows.append(row)


class _Reader:
    """Lines as holidays, by the columns of one heading. Every cell that cannot be used is a fault."""

    def __init__(self, head: Sequence[str], faults: Faults) -> None:
        self._head, self._faults = head, faults
        unknown = _("“%(value)s” is not a local area. Write the exact name or the code.")
        areas: Names[LocalArea] = Names([(area, area.code, area.name) for area in local_areas()], unknown)
        self._readers: dict[str, Callable[[Cell], Any]] = {
            "local_area": lambda cell: areas.find(words_of(cell)),
            "school_year": _school_year,
            "name": _name,
            "first_day": day_of,
            "last_day": day_of,
            "half_term": _half_term,
        }

    def read(self, line: Line) -> Row | None:
        """The line as a holiday; None, and at least one fault, where it is none."""
        before = self._faults.count
        if any(cell != "" for cell in line.cells[len(self._head) :]):
            what = _("This line has more cells than there are columns. Check where a comma is missing or too many.")
            self._faults.add(line.number, "", what)
        cells = dict(zip(self._head, line.cells, strict=False))
        values = {column.name: self._value(line, column.name, cells.get(column.name, "")) for column in COLUMNS}
        if self._faults.count > before:
            return None
        row = Row(line.number, values.pop("local_area"), **values)
        try:
            check_school_holiday(row.school_year, row.first_day, row.last_day)
        except Invalid as refusal:
            self._faults.add(line.number, refusal.field, str(refusal))
            return None
        return row

    def _value(self, line: Line, column: str, cell: Cell) -> Any:
        if cell == "" and column != "half_term":
            self._faults.add(line.number, column, _("This cell is empty. Fill it in."))
            return None
        try:
            return self._readers[column](cell)
        except ValueError as error:
            self._faults.add(line.number, column, str(error))
            return None


def _school_year(cell: Cell) -> int:
    words = words_of(cell)
    try:
        year = schoolyears.written(words)
    except ValueError as error:
        raise ValueError(_("“%(value)s” is not a school year. Write it like 2026-27.") % {"value": short(words)}) from error
    if not FIRST_SCHOOL_YEAR <= year <= LAST_SCHOOL_YEAR:
        names = {"first": schoolyears.named(FIRST_SCHOOL_YEAR), "last": schoolyears.named(LAST_SCHOOL_YEAR)}
        raise ValueError(_("School years are from %(first)s to %(last)s.") % names)
    return year


def _name(cell: Cell) -> str:
    words = " ".join(words_of(cell).split())
    if printable(words) != words:
        raise ValueError(_("This cell has a hidden character that cannot be stored. Type it again."))
    if len(words) > LONGEST_NAME:
        raise ValueError(
            _("This cell has %(found)d characters. Enter at most %(limit)d.") % {"found": len(words), "limit": LONGEST_NAME}
        )
    return words


def _half_term(cell: Cell) -> bool:
    words = words_of(cell).casefold()
    if words and words not in TRUE | FALSE:
        raise ValueError(_("“%(value)s” is neither yes nor no.") % {"value": short(words)})
    return words in TRUE


def _beside(found: Checked) -> None:
    """Each sound line against the others of its area, and against what is recorded and stays."""
    recorded = SchoolHoliday.objects.filter(local_area__in={row.area.pk for row in found.rows})
    keys = set(found.keys)
    staying: dict[int, list[SchoolHoliday]] = {}
    for holiday in recorded.order_by("first_day", "pk"):
        key = holiday.local_area_id, holiday.school_year
        if key in keys:
            found.recorded.setdefault(key, []).append(holiday)
        else:
            staying.setdefault(holiday.local_area_id, []).append(holiday)
    seen: dict[int, list[Row]] = {}
    for row in found.rows:
        others = seen.setdefault(row.area.pk, [])
        what = _clash(row, others, staying.get(row.area.pk, []))
        if what:
            found.faults.add(row.line, "first_day", what)
        others.append(row)


def _clash(row: Row, others: Sequence[Row], staying: Sequence[SchoolHoliday]) -> str:
    same = next((other for other in others if (other.school_year, other.says) == (row.school_year, row.says)), None)
    if same is not None:
        return _("Line %(line)d says the same. Delete one of them.") % {"line": same.line}
    clash = next((other for other in others if overlap(row, other)), None)
    if clash is not None:
        return _("These days overlap with line %(line)d: %(holiday)s.") % {"line": clash.line, "holiday": said(clash)}
    kept = next((other for other in staying if overlap(row, other)), None)
    if kept is not None:
        words = {"holiday": said(kept), "year": schoolyears.named(kept.school_year)}
        return _("These days overlap with what is recorded of %(year)s: %(holiday)s.") % words
    return ""


def overlap(one: Row | SchoolHoliday, other: Row | SchoolHoliday) -> bool:
    """Whether they have a day in common."""
    return one.first_day <= other.last_day and other.first_day <= one.last_day


def said(row: Row | SchoolHoliday) -> str:
    """“Christmas, 21 December 2026 to 1 January 2027”."""
    days = {"first": date_format(row.first_day, "j F Y"), "last": date_format(row.last_day, "j F Y")}
    return _("%(name)s, %(first)s to %(last)s") % {"name": row.name, **days}
