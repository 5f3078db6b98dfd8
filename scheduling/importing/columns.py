"""The columns of a table of school holidays, read and written in the same words."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from django.utils.translation import gettext_lazy as __

from jtai import schoolyears, sheets
from programmes.importing.columns import Column

MOST_ROWS = 3_000
MOST_BYTES = 2 * 1024 * 1024
YES, NO = "yes", "no"
COLUMNS: Sequence[Column] = (
    Column("local_area", __("The local area: its exact name or its code."), "E06000001", needed=True),
    Column("school_year", __("The school year in which the holiday begins."), "2026-27", needed=True),
    Column("name", __("What the holiday is called, in at most 60 characters."), __("Christmas"), needed=True),
    Column(
        "first_day",
        __("First day: 21/12/2026 (day first) or 2026-12-21; in a workbook also a cell with a date."),
        "21/12/2026",
        needed=True,
    ),
    Column("last_day", __("Last day, on which schools are still closed."), "01/01/2027", needed=True),
    Column("half_term", __("Whether it is a half-term. Empty: no."), f"{YES}, {NO}"),
)
HEAD = [column.name for column in COLUMNS]


class Holiday(Protocol):
    """What stands in a line below the local area: a recorded holiday, or a line that was read."""

    @property
    def school_year(self) -> int:
        """The calendar year in which it begins."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def first_day(self) -> date:
        """The first day on which schools are closed."""

    @property
    def last_day(self) -> date:
        """The last one."""

    @property
    def half_term(self) -> bool:
        """A short one, in the middle of a term."""


def cells_of(area: str, row: Holiday) -> list[object]:
    """One holiday as a line of a table. area: its name or code."""
    half_term = YES if row.half_term else NO
    return [area, schoolyears.named(row.school_year), row.name, row.first_day, row.last_day, half_term]


def as_table(rows: Iterable[tuple[str, Holiday]]) -> str:
    """Holidays, each with the code of its area, as the words of a CSV file, to be read again."""
    return "".join(sheets.lines(HEAD, (cells_of(code, row) for code, row in rows))).removeprefix(sheets.MARK)
