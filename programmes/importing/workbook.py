"""The first sheet of an XLSX file, a row at a time. What could make it grow in memory is looked at before it is opened."""

import warnings
import zipfile
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import IO, Any
from xml.parsers import expat

from django.conf import settings
from django.utils.translation import gettext as _
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from jtai import sheets
from programmes.importing.cells import Cell, Line, Unreadable, Unusable, name_of, plain

MEGABYTE = 1024 * 1024
CHUNK = 65_536
BATCH = 200
# More columns than any such table has; further right only formats are looked for.
MOST_COLUMNS = 200
# XML is read whole one row, or one string, at a time; what stands outside of these is read whole altogether.
MOST_IN_ONE = 5_000
MOST_OUTSIDE = 100_000
MOST_STRINGS = 1_500_000
GROUPS = {"worksheet": "row", "sst": "si"}
FAULTS = (zipfile.BadZipFile, expat.ExpatError, ValueError, KeyError, IndexError, TypeError, AttributeError, OSError, EOFError)


@dataclass
class Extent:
    """How far the cells of a sheet reach that have something in them."""

    rows: int = 0
    columns: int = 0


class _Look:
    """Goes through one part, element by element, and keeps no more of it than numbers."""

    def __init__(self, most: int) -> None:
        self.extent = Extent()
        self._most, self._group, self._depth = most, "", 0
        self._inside = self._outside = self._row = self._column = 0
        self._began = 0  # the depth at which a row or a string began; 0: outside

    def over(self, stream: IO[bytes]) -> Extent:
        """Read it through. Raises Unreadable where it has too much in one place."""
        reader = expat.ParserCreate(namespace_separator=" ")
        reader.StartElementHandler, reader.EndElementHandler = self._start, self._end
        while chunk := stream.read(CHUNK):
            reader.Parse(chunk, False)  # this is not the end
        reader.Parse(b"", True)  # this is
        return self.extent

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        self._depth += 1
        if self._depth == 1:
            self._group = GROUPS.get(name, "")
        elif not self._began and name == self._group:
            self._began, self._inside = self._depth, 0
            self._outside += name == "si"
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif self._began:
            self._inside += 1
            self._look_at_cell(name, attributes)
        else:
            self._outside += 1
        if self._inside > MOST_IN_ONE or self._outside > self._most:
            raise _too_much()

    def _look_at_cell(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            place = attributes.get("r")
            self._column = column_index_from_string(coordinate_from_string(place)[0]) if place else self._column + 1
        elif name in {"v", "t", "f"} and self._group == "row":
            self.extent.rows = max(self.extent.rows, self._row)
            self.extent.columns = max(self.extent.columns, self._column)

    def _end(self, _tag: str) -> None:
        if self._began == self._depth:
            self._began = 0
        self._depth -= 1


def _too_much() -> Unreadable:
    return Unreadable(_("The workbook has more in one place than such a table needs. Save the sheet as CSV UTF-8."))


def _damaged() -> Unreadable:
    return Unreadable(_("The workbook is damaged and cannot be read. Save it again in Excel, or as CSV UTF-8."))


def _look_at_sizes(archive: zipfile.ZipFile) -> None:
    """By the directory: what is unpacked later is never more than it says."""
    whole, limit = sum(part.file_size for part in archive.infolist()), settings.IMPORT_UNPACKED_BYTES
    strings = sum(part.file_size for part in archive.infolist() if not part.filename.lower().startswith("xl/worksheets/"))
    if whole > limit or strings > limit // 2:
        raise Unreadable(
            _("The workbook must unpack to less than %(limit)d MB. Split it, or save the sheet as CSV UTF-8.")
            % {"limit": limit // MEGABYTE}
        )


def _extents(archive: zipfile.ZipFile) -> dict[str, Extent]:
    """Of every part that is XML, by name."""
    found = {}
    for part in archive.infolist():
        name = part.filename.lower()
        if name.endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                found[part.filename] = _Look(MOST_STRINGS if "sharedstrings" in name else MOST_OUTSIDE).over(stream)
    return found


@dataclass(frozen=True)
class Sheet:
    """The first sheet that is shown. among: the names of all that are shown; rows: how far it reaches."""

    name: str
    rows: int
    among: tuple[str, ...]
    lines: Generator[Line]


def open_sheet(stream: IO[bytes], most: int) -> Sheet:
    """The first sheet of a workbook, of so many rows at most. Raises Unreadable with a sentence."""
    try:
        with zipfile.ZipFile(stream) as archive:
            _look_at_sizes(archive)
            extents = _extents(archive)
        stream.seek(0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = ExcelReader(stream, read_only=True, keep_links=False)
            reader.read()
        shown = [sheet for sheet in reader.wb.worksheets if sheet.sheet_state == "visible"]
        if not shown:
            raise Unreadable(_("The workbook has no sheet. Put the table on the first sheet."))
        parts = {sheet.name: part.target for sheet, part in reader.parser.find_sheets()}
        extent = extents[parts[shown[0].title]]
    except FAULTS as error:
        raise _damaged() from error
    if extent.columns > MOST_COLUMNS:
        raise Unreadable(
            _("The sheet has cells as far as %(cell)s. Delete the columns that do not belong to the table.")
            % {"cell": name_of(extent.columns, 1)}
        )
    if extent.rows > most + 1:
        raise too_long(most)
    return Sheet(shown[0].title, extent.rows, tuple(sheet.title for sheet in shown), _lines(shown[0], extent))


def too_long(most: int) -> Unreadable:
    """The refusal of a table that has more rows than are taken."""
    return Unreadable(_("The file has more than %(limit)s rows. Split it into several files.") % {"limit": f"{most:,}"})


def _lines(sheet: Any, extent: Extent) -> Generator[Line]:
    if not extent.rows:
        return
    rows = enumerate(islice(sheet.iter_rows(max_row=extent.rows, max_col=extent.columns), extent.rows), 1)
    while batch := _some(rows):
        for number, cells in batch:
            yield Line(number, [_cell(cell, place, number) for place, cell in enumerate(cells, 1)])


def _some(rows: Iterator[tuple[int, Any]]) -> list[tuple[int, Any]]:
    """The next rows. openpyxl warns of dates that are none: such a cell comes as an error, of which we say so ourselves."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(islice(rows, BATCH))
    except FAULTS as error:
        raise _damaged() from error


def _cell(cell: Any, column: int, line: int) -> Cell:
    place = {"cell": name_of(column, line)}
    if cell.data_type == "f":
        return Unusable(_("%(cell)s is a formula: save the values instead.") % place)
    if cell.data_type == "e":
        return Unusable(_("%(cell)s holds an error of Excel (%(error)s). Enter the value.") % {**place, "error": cell.value})
    value = plain(cell.value)
    return sheets.unguarded(value) if isinstance(value, str) else value
