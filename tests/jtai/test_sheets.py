"""Sheets: no cell of an export is read as a formula, and nothing else of it changes."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jtai.sheets import FORMULA, MARK, XLSX, cell, download, lines, unguarded, workbook


@pytest.mark.parametrize("first", FORMULA)
def test_text_that_begins_like_a_formula_becomes_text(first):
    assert cell(f"{first}cmd|' /C calc'!A0") == f"'{first}cmd|' /C calc'!A0"


def test_blanks_in_front_hide_no_formula():
    assert cell('  =HYPERLINK("http://example.org")') == '\'  =HYPERLINK("http://example.org")'


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (-5, -5),
        (Decimal("-1.5"), Decimal("-1.5")),
        (True, "True"),
        ("A plain sentence, with = in it", "A plain sentence, with = in it"),
        (date(2026, 3, 9), "2026-03-09"),
        (datetime(2026, 7, 9, 11, 0, 1, tzinfo=UTC), "2026-07-09 12:00:01"),
    ],
)
def test_everything_else_stays_what_it_is(value, written):
    assert cell(value) == written


@example([["", "\x1e="]])
@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), min_size=2, max_size=2), max_size=4))
def test_no_cell_of_a_file_begins_a_formula(rows):
    written = "".join(lines(["one", "two"], rows))
    assert written.startswith(MARK)
    # Read as RFC 4180 has it: str.splitlines would end lines at other letters as well.
    read = list(csv.reader(io.StringIO(written.removeprefix(MARK), newline=""), strict=True))
    assert read[0] == ["one", "two"]
    assert not [value for row in read for value in row if value.startswith(FORMULA)]


def test_a_download_is_saved_and_not_opened():
    response = download("trail-7", ["what"], [["=1+1"]])
    assert response["Content-Disposition"] == 'attachment; filename="trail-7.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert b"".join(response).decode() == f"{MARK}what\r\n'=1+1\r\n"


@pytest.mark.parametrize("text", ["=1", " -5", "@x", "'tis", "", "'", "plain", "''=1"])
def test_a_cell_that_was_made_safe_is_read_again_as_it_was(text):
    assert unguarded(str(cell(text))) == text


def test_a_workbook_keeps_days_and_has_no_formula_and_no_letter_that_it_cannot_hold():
    response = workbook("trail-7", ["what", "when"], [["=1+1\x1e", date(2026, 3, 9)], ["\x0b=2", None]])
    assert response["Content-Disposition"] == 'attachment; filename="trail-7.xlsx"'
    assert (response["Content-Type"], response["Cache-Control"]) == (XLSX, "no-store")
    rows = openpyxl.load_workbook(io.BytesIO(response.getvalue())).active.iter_rows(values_only=True)
    assert [list(row) for row in rows] == [["what", "when"], ["'=1+1", datetime.fromisoformat("2026-03-09")], ["'=2", None]]
