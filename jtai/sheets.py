"""Tables for spreadsheet programs: the one place where a cell becomes safe to open there.

A program that opens a CSV or XLSX file reads a cell that begins with = + - @ (or with a tab or a line's end before it) as a
formula, and a formula can call out or run something. Such a cell gets an apostrophe in front, which makes it text.
"""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

if TYPE_CHECKING:
    from _csv import Writer

# The last four are full-width = + - @, which programs set to East Asian languages read as formulas too.
FORMULA = tuple("=+-@\t\r\n\v\f\0\uff1d\uff0b\uff0d\uff20")
APOSTROPHE = "'"
# Spreadsheet programs guess another encoding without it.
MARK = "\ufeff"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_TITLE = 31  # of a sheet


def cell(value: object) -> int | float | Decimal | str:
    """One value as any export writes it. Numbers stay numbers; text that would be read as a formula stays text.

    A moment is written in local time, without a zone; None is an empty cell.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, datetime):
        moment = timezone.localtime(value) if timezone.is_aware(value) else value
        return moment.strftime("%Y-%m-%d %H:%M:%S")
    text = str(value)
    # Blanks in front do not hide a formula from every program.
    return APOSTROPHE + text if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text


def unguarded(text: str) -> str:
    """The words of a cell that `cell` wrote: without the apostrophe that it put in front."""
    inside = text.removeprefix(APOSTROPHE)
    return inside if inside != text and str(cell(inside)) == text else text


def lines(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a CSV file (RFC 4180), one at a time, so that a long table needs no memory."""
    kept = io.StringIO()
    writer = csv.writer(kept)
    yield MARK
    for values in chain([head], rows):
        yield _line(writer, kept, values)


def _line(writer: "Writer", kept: io.StringIO, values: Sequence[object]) -> str:
    kept.seek(0)
    kept.truncate()
    writer.writerow([cell(value) for value in values])
    return kept.getvalue()


def download(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """A CSV file that the browser saves. name: without ending; letters, digits and hyphens only."""
    response = StreamingHttpResponse(lines(head, rows), content_type="text/csv; charset=utf-8")
    _to_save(response, f"{name}.csv")
    return response


def _to_save(response: HttpResponseBase, name: str) -> None:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"


def workbook(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> FileResponse:
    """The same as an XLSX file, written row by row to the disk. Days and moments stay such, and no cell is a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:LONGEST_TITLE])
    for values in chain([head], rows):
        sheet.append([_in_a_book(value) for value in values])
    kept = tempfile.TemporaryFile()  # noqa: SIM115 -- the response closes it
    book.save(kept)
    kept.seek(0)
    response = FileResponse(kept, content_type=XLSX)
    _to_save(response, f"{name}.xlsx")
    return response


def _in_a_book(value: object) -> object:
    if isinstance(value, datetime):
        moment = timezone.localtime(value) if timezone.is_aware(value) else value
        return moment.replace(tzinfo=None, microsecond=0)
    if isinstance(value, date):
        return value
    safe = cell(value)
    return ILLEGAL_CHARACTERS_RE.sub("", safe) if isinstance(safe, str) else safe
