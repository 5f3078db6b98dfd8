"""One line as values: what each cell says by itself, before it is held against anything else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field
from django.utils.translation import gettext as _

from jtai.forms import MAX_TEXT, no_control_characters
from programmes.importing.cells import Cell, Line
from programmes.importing.columns import NAMES, NEEDED, Column, day_of, words_of
from programmes.importing.faults import Faults
from programmes.importing.lists import Lists, choices
from programmes.models import Activity, Effect, Focus, Standing

# column → field, where they are not called the same
FIELDS = {"activity": "kind", "agency": "subject", "contribution": "words"}
LINES = ("reference", "cancelled_why", "focus_words", "outcome")
COLUMNS = {field: column for column, field in FIELDS.items()}


@dataclass(slots=True)
class Given:
    """What a line says; empty cells say nothing. values: by field; judged: words by the code of what is judged.

    wrong: the columns of cells that cannot be used.
    """

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    judged: dict[str, str] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)


def head_faults(head: Sequence[str], columns: Sequence[Column], faults: Faults) -> None:
    """Columns that are not known, stand twice or are missing."""
    known = {column.name for column in columns}
    for place, name in enumerate(head, 1):
        if not name:
            faults.add(1, "", _("Column %(place)d has no name. Name it, or delete it.") % {"place": place})
        elif name not in known:
            faults.add(1, name[:60], _("This column is not known. Delete it, or name it as on the page of columns."))
    faults_twice = sorted({name for name in head if name in known and head.count(name) > 1})
    for name in faults_twice:
        faults.add(1, name, _("This column stands twice. Delete one of them."))
    for column in columns:
        if column.needed and column.name not in head:
            faults.add(1, column.name, _("This column is missing. Add it to the first line."))


class Giver:
    """Reads lines by the columns of one heading."""

    def __init__(self, head: Sequence[str], lists: Lists, faults: Faults) -> None:
        self._head, self._faults = list(head), faults
        fields = Activity._meta.get_fields()  # noqa: SLF001 -- Django's own name
        longest = {row.name: row.max_length or MAX_TEXT for row in fields if isinstance(row, Field)}
        standing, focus, effect = choices(Standing), choices(Focus), choices(Effect)
        self._readers: dict[str, Callable[[Cell], Any]] = {
            "activity": lambda cell: lists.kinds.find(words_of(cell)),
            "agency": lambda cell: lists.subjects.find(words_of(cell)),
            "starts_on": day_of,
            "ends_on": day_of,
            "published_on": day_of,
            "standing": lambda cell: standing.find(words_of(cell)),
            "focus": lambda cell: focus.find(words_of(cell)),
            "effect": lambda cell: effect.find(words_of(cell)),
            "contribution": lambda cell: _several_lines(cell, MAX_TEXT),
            "timing_reason": lambda cell: _several_lines(cell, MAX_TEXT),
            **{name: _one_line(longest[name]) for name in LINES},
        }

    def read(self, line: Line) -> Given:
        """Every cell of it; each one that cannot be used is a fault."""
        given = Given(line.number)
        cells = list(line.cells)
        if any(cell != "" for cell in cells[len(self._head) :]):
            self._fault(
                given, "", _("This line has more cells than there are columns. Check where a comma is missing or too many.")
            )
        for name, cell in zip(self._head, cells, strict=False):
            if cell == "":
                continue
            try:
                if name in NAMES:
                    given.values[FIELDS.get(name, name)] = self._readers[name](cell)
                else:
                    given.judged[name] = words_of(cell)
            except ValueError as error:
                self._fault(given, name, str(error))
        return given

    def _fault(self, given: Given, column: str, what: str) -> None:
        given.wrong.add(column)
        self._faults.add(given.line, column, what)


def missing(given: Given, faults: Faults) -> None:
    """What a line of a new activity must say."""
    for name in NEEDED:
        if name not in given.wrong and FIELDS.get(name, name) not in given.values:
            given.wrong.add(name)
            faults.add(given.line, name, _("This cell is empty. Fill it in."))


def _several_lines(cell: Cell, longest: int) -> str:
    words = words_of(cell).replace("\r\n", "\n")
    try:
        no_control_characters(words)
    except ValidationError as error:
        raise ValueError(_("This cell has a hidden character that cannot be stored. Type it again.")) from error
    if len(words) > longest:
        raise ValueError(
            _("This cell has %(found)s characters. Enter at most %(limit)s.")
            % {"found": f"{len(words):,}", "limit": f"{longest:,}"}
        )
    return words


def _one_line(longest: int) -> Callable[[Cell], str]:
    return lambda cell: _several_lines(" ".join(words_of(cell).split()), longest)
