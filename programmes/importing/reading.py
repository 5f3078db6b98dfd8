"""An uploaded table as lines of cells, one at a time, whatever its length: CSV in UTF-8, or the first sheet of an XLSX file."""

import csv
import io
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from jtai import sheets
from programmes.importing import workbook
from programmes.importing.cells import Cell, Line, Unreadable, Unusable, name_of

ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
CHUNK = 65_536
OTHER_COMMAS = {";": __("semicolons"), "\t": __("tabs")}


@dataclass(frozen=True)
class Table:
    """A file that is being read. head: the names of its columns; lines: what stands below; sheet: which of several was read.

    about: how many lines there are, or somewhat more. Close it before the file: it lets go of that.
    """

    head: list[str]
    lines: Iterator[Line]
    about: int
    source: Generator[Line]
    sheet: str = ""

    def close(self) -> None:
        """No more lines are asked for."""
        self.source.close()


def read(stream: IO[bytes], most: int | None = None) -> Table:
    """The heading, and the lines below it as they are asked for. Empty lines are left out, and counted all the same.

    most: of so many lines at most, where that is not as with activities.

    Raises Unreadable, also in the middle of the lines, with a sentence that says what to do.
    """
    most = settings.IMPORT_ROWS if most is None else most
    beginning = stream.read(len(ZIP))
    stream.seek(0)
    sheet = workbook.open_sheet(stream, most) if beginning.startswith(ZIP) else None
    about, lines = (sheet.rows, sheet.lines) if sheet else (_line_ends(stream), _csv(stream, most))
    first = next((line for line in lines if not line.is_empty), None)
    if first is None:
        raise Unreadable(
            _("The file is empty. Put the names of the columns into its first line, and one entry on each line below.")
        )
    head = [_column(cell) for cell in first.cells]
    while head and not head[-1]:
        head.pop()
    other = next((words for mark, words in OTHER_COMMAS.items() if len(head) == 1 and mark in head[0]), "")
    if other:
        raise Unreadable(
            _("The columns are separated by %(other)s. Save the table as “CSV UTF-8 (Comma delimited)”.") % {"other": other}, 1
        )
    several = sheet is not None and len(sheet.among) > 1
    return Table(head, (line for line in lines if not line.is_empty), about, lines, sheet.name if sheet and several else "")


def look_at(data: bytes) -> None:
    """What can be said of an upload at once. Raises Unreadable for a workbook of the old kind and for other encodings."""
    if data.startswith(OLD_EXCEL):
        raise Unreadable(
            _("This is a workbook of the old kind (.xls), or one with a password. Save it as Excel Workbook (.xlsx).")
        )
    if not data.startswith(ZIP):
        try:
            data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise not_utf8() from error


def not_utf8() -> Unreadable:
    """The refusal of a file in another encoding."""
    return Unreadable(
        _(
            "The file is not in UTF-8. In Excel choose File, Save As, and the type “CSV UTF-8 (Comma delimited)”; then send it again."
        )
    )


def _column(cell: Cell) -> str:
    """The name of a column, as it is written in any letters."""
    return str(cell).strip().lower().replace(" ", "_") if isinstance(cell, str) else "?"


def _line_ends(stream: IO[bytes]) -> int:
    """How many there are, which is all that is known of a CSV file before it is read."""
    found = sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(CHUNK), b""))
    stream.seek(0)
    return found + 1


def _csv(stream: IO[bytes], most: int) -> Generator[Line]:
    """Lines are counted as a spreadsheet program does: one with line ends inside its quotation marks is one."""
    words = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    reader = csv.reader(words, strict=True)
    number = 0
    try:
        for cells in reader:
            number += 1
            if number > most + 1 and any(cells):
                raise workbook.too_long(most)
            yield Line(number, [_cell(cell, column, number) for column, cell in enumerate(cells, 1)])
    except csv.Error as error:
        raise Unreadable(
            _("Line %(line)d cannot be read: look for a quotation mark that is not closed.") % {"line": number + 1}, number + 1
        ) from error
    except UnicodeDecodeError as error:
        raise not_utf8() from error
    finally:
        words.detach()


def _cell(text: str, column: int, line: int) -> Cell:
    """Words without the apostrophe that keeps them from being a formula in our own tables."""
    if text.lstrip().startswith("="):
        return Unusable(_("%(cell)s is a formula: save the values instead.") % {"cell": name_of(column, line)})
    return sheets.unguarded(text).strip()
