"""One CSV file of reference data, read with every mistake named by file, line and column."""

import csv
import io
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Stands where a cell could not be read. The file is refused before anybody uses it.
NO_DAY = date(1, 1, 1)


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where. line 0: the whole file; column empty: the whole line."""

    file: str
    line: int
    column: str
    what: str

    def __str__(self) -> str:
        line = f", line {self.line}" if self.line else ""
        column = f", column {self.column}" if self.column else ""
        return f"{self.file}{line}{column}: {self.what}"


class BadFile(Exception):
    """A file with faults: nothing of it is loaded."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = list(faults)


@dataclass(frozen=True)
class Row:
    """One line of the file. Each reader notes a fault instead of raising, so that one run names them all."""

    file: str
    line: int
    cells: dict[str, str]
    faults: list[Fault]

    def fault(self, column: str, what: str) -> None:
        """Note what is wrong with this cell."""
        self.faults.append(Fault(self.file, self.line, column, what))

    def text(self, column: str, longest: int = 160, *, needed: bool = True) -> str:
        """The cell as it is; needed: it may not be empty."""
        value = self.cells[column]
        if needed and not value:
            self.fault(column, "is empty")
        if len(value) > longest:
            self.fault(column, f"has {len(value)} characters, and {longest} is the most")
        if not value.isprintable():
            self.fault(column, "has a hidden character")
        return value

    def code(self, column: str, longest: int = 60) -> str:
        """A key: letters, digits and hyphens."""
        value = self.text(column, longest)
        if value and not SLUG.fullmatch(value):
            self.fault(column, f"“{value}” is not a code of letters, digits and hyphens")
        return value

    def known(self, column: str, among: Container[str], *, needed: bool = True) -> str:
        """A key that must exist elsewhere."""
        value = self.text(column, needed=needed)
        if value and value not in among:
            self.fault(column, f"“{value}” is not known")
        return value

    def several(self, column: str, among: Container[str]) -> list[str]:
        """Known keys with `;` between them, at least one."""
        values = [part.strip() for part in self.text(column, 500).split(";") if part.strip()]
        for value in values:
            if value not in among:
                self.fault(column, f"“{value}” is not known")
        return values

    def number(self, column: str, least: int, most: int) -> int:
        """A whole number, both limits included."""
        value = self.cells[column]
        if not re.fullmatch(r"-?\d{1,9}", value):
            self.fault(column, f"“{value}” is not a whole number")
            return least
        if not least <= int(value) <= most:
            self.fault(column, f"{value} is not between {least} and {most}")
        return int(value)

    def number_or_none(self, column: str, least: int, most: int) -> int | None:
        """A whole number, or None for an empty cell."""
        return self.number(column, least, most) if self.cells[column] else None

    def decimal(self, column: str, most: int) -> Decimal:
        """A number from 0 to `most`."""
        return self.decimal_of(column, self.cells[column], most)

    def decimal_of(self, column: str, value: str, most: int) -> Decimal:
        """A number from 0 to `most` that is a part of the cell."""
        try:
            number = Decimal(value)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            self.fault(column, f"“{value}” is not a number")
            return Decimal(0)
        if not 0 <= number <= most:
            self.fault(column, f"{value} is not between 0 and {most}")
        return number

    def day(self, column: str) -> date:
        """A date such as 2024-09-30."""
        value = self.cells[column]
        try:
            if ISO_DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.fault(column, f"“{value}” is not a date like 2024-09-30")
        return NO_DAY

    def day_or_none(self, column: str) -> date | None:
        """A date, or None for an empty cell."""
        return self.day(column) if self.cells[column] else None

    def flag(self, column: str) -> bool:
        """Yes or no."""
        value = self.cells[column]
        if value not in {"yes", "no"}:
            self.fault(column, f"“{value}” is neither yes nor no")
        return value == "yes"

    def in_order(self, first_column: str, last_column: str, first: date | None, last: date | None) -> None:
        """The first day must not lie after the last one."""
        if first and last and first > last and NO_DAY not in {first, last}:
            self.fault(last_column, f"lies before {first_column}")


class Sheet:
    """A CSV file with exactly these columns. Iterate over its rows, then call `finish`."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self.file = "/".join(path.parts[-3:])
        self.faults: list[Fault] = []
        self._rows = self._read(path, list(columns))
        self._seen: dict[tuple[str, ...], dict[object, int]] = {}

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def once(self, row: Row, columns: Sequence[str]) -> None:
        """No two rows may hold the same in these columns."""
        value = tuple(row.cells[column] for column in columns)
        first = self._seen.setdefault(tuple(columns), {}).setdefault(value, row.line)
        if first != row.line:
            row.fault(columns[-1], f"“{', '.join(value)}” stands in line {first} already")

    def finish(self) -> None:
        """Raises BadFile if any row had a fault."""
        if self.faults:
            raise BadFile(sorted(self.faults, key=lambda fault: fault.line))

    def _read(self, path: Path, columns: list[str]) -> list[Row]:
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except OSError as error:
            raise BadFile([Fault(self.file, 0, "", f"cannot be read: {error.strerror}")]) from error
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            raise BadFile([Fault(self.file, line, "", "is not UTF-8 text")]) from error
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        try:
            header = next(reader, [])
            self._check_header(header, columns)
            return [row for cells in reader if (row := self._row(reader.line_num, header, cells))]
        except csv.Error as error:
            raise BadFile([Fault(self.file, reader.line_num, "", f"is not CSV: {error}")]) from error

    def _check_header(self, header: list[str], columns: list[str]) -> None:
        wrong = [Fault(self.file, 1, name, "is missing") for name in columns if name not in header]
        wrong += [Fault(self.file, 1, name or "(no name)", "is not known here") for name in header if name not in columns]
        wrong += [Fault(self.file, 1, name, "stands twice") for name in sorted(set(header)) if header.count(name) > 1]
        if wrong:
            raise BadFile(wrong)

    def _row(self, line: int, header: list[str], cells: list[str]) -> Row | None:
        if not cells:
            return None
        if len(cells) != len(header):
            self.faults.append(Fault(self.file, line, "", f"has {len(cells)} cells, and there are {len(header)} columns"))
            return None
        return Row(self.file, line, {name: cell.strip() for name, cell in zip(header, cells, strict=True)}, self.faults)
