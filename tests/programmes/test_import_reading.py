"""A table is read a line at a time; what cannot be read is said in one sentence."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from programmes.importing.cells import Unreadable, Unusable, name_of
from programmes.importing.reading import look_at, read
from tests.programmes.tables import as_csv, as_xlsx


def lines_of(data: bytes) -> list[tuple[int, list]]:
    return [(line.number, list(line.cells)) for line in read(io.BytesIO(data)).lines]


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        lines_of(data)
    return str(refused.value)


def swapped(data: bytes, part: str, content: bytes) -> bytes:
    """The workbook with another content of one of its parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return made.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet_of(inside: str, before: str = "") -> bytes:
    xml = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}">{before}<sheetData>{inside}</sheetData></worksheet>'
    return swapped(as_xlsx([]), SHEET, xml.encode())


def test_csv_comes_with_or_without_a_mark_and_its_names_in_any_letters():
    data = as_csv([("R1", " x ")], ("Reference", "Starts on"))
    for sent in (data, b"\xef\xbb\xbf" + data):
        table = read(io.BytesIO(sent))
        assert table.head == ["reference", "starts_on"]
        assert [(line.number, list(line.cells)) for line in table.lines] == [(2, ["R1", "x"])]


def test_lines_are_counted_as_a_spreadsheet_program_counts_them():
    assert lines_of(b'a,b\r\n"one\r\nand more",2\r\n\r\n,\r\n3,4\r\n') == [(2, ["one\r\nand more", "2"]), (5, ["3", "4"])]


def test_the_apostrophe_of_our_own_exports_is_taken_off_and_others_stay():
    assert lines_of(b"a,b,c\n'-5,'tis,'=1\n") == [(2, ["-5", "'tis", "=1"])]


def test_a_formula_is_named_by_its_cell_in_both_kinds_of_file():
    wanted = [(2, ["x", "", Unusable("C2 is a formula: save the values instead.")])]
    assert lines_of(b"a,b,c\nx,,=SUM(A1:A9)\n") == wanted
    assert lines_of(as_xlsx([("x", None, "=SUM(A1:A9)")], "abc")) == wanted


def test_a_workbook_gives_days_numbers_and_words():
    moment = datetime(2026, 3, 31, 9, 30)  # noqa: DTZ001 -- a cell has no zone
    row = ("R1", date(2026, 3, 31), moment, 12, 12.5, None, True)
    assert lines_of(as_xlsx([row, ("",) * 7, ("R2",)], "abcdefg")) == [
        (2, ["R1", date(2026, 3, 31), date(2026, 3, 31), "12", "12.5", "", "True"]),
        (4, ["R2", "", "", "", "", "", ""]),
    ]


def test_of_several_sheets_the_first_that_is_shown_is_read_and_named():
    assert read(io.BytesIO(as_xlsx([("x",)], "a"))).sheet == ""
    assert read(io.BytesIO(as_xlsx([("x",)], "a", "Notes"))).sheet == "Activities"
    book = Workbook()
    book.active.append(["hidden"])
    book.active.sheet_state = "hidden"
    book.create_sheet("Shown").append(["shown"])
    made = io.BytesIO()
    book.save(made)
    assert read(io.BytesIO(made.getvalue())).head == ["shown"]


def test_an_error_of_excel_is_named_by_its_cell():
    data = sheet_of('<row r="1"><c t="str"><v>a</v></c></row><row r="2"><c r="A2" t="e"><v>#REF!</v></c></row>')
    assert lines_of(data) == [(2, [Unusable("A2 holds an error of Excel (#REF!). Enter the value.")])]


def test_an_empty_file_and_one_without_heading_say_what_to_do():
    said = "The file is empty. Put the names of the columns into its first line, and one entry on each line below."
    assert refusal(b"\n\n") == said
    assert refusal(as_xlsx([], ())) == said


def test_another_encoding_says_what_to_choose_in_excel():
    said = "The file is not in UTF-8. In Excel choose File, Save As, and the type “CSV UTF-8 (Comma delimited)”; then send it again."
    for data in ("reference\n“ü”\n".encode("cp1252"), "reference\nx\n".encode("utf-16")):
        assert refusal(data) == said
        with pytest.raises(Unreadable, match="not in UTF-8"):
            look_at(data)
    with pytest.raises(Unreadable, match=r"Save it as Excel Workbook \(\.xlsx\)"):
        look_at(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def test_a_quotation_mark_that_is_not_closed_is_named_by_its_line():
    assert refusal(b'a,b\n1,2\n"3,4\n') == "Line 3 cannot be read: look for a quotation mark that is not closed."


def test_other_marks_between_the_columns_are_named():
    assert refusal(b"reference;agency\n") == (
        "The columns are separated by semicolons. Save the table as “CSV UTF-8 (Comma delimited)”."
    )
    assert "separated by tabs" in refusal(b"reference\tagency\n")


def test_too_many_lines_are_refused_in_both_kinds_of_file(settings):
    settings.IMPORT_ROWS = 3
    said = "The file has more than 3 rows. Split it into several files."
    for make in (as_csv, as_xlsx):
        assert len(lines_of(make([("x",)] * 3, "a"))) == 3
        assert refusal(make([("x",)] * 4, "a")) == said
    assert refusal(sheet_of('<row r="999999999"><c r="A999999999"><v>1</v></c></row>')) == said


def test_a_workbook_that_unpacks_to_too_much_is_refused_by_its_directory(settings):
    settings.IMPORT_UNPACKED_BYTES = 1024 * 1024
    bomb = sheet_of(f"<row>{' ' * 1_100_000}</row>")
    assert len(bomb) < 20_000
    assert refusal(bomb) == "The workbook must unpack to less than 1 MB. Split it, or save the sheet as CSV UTF-8."


@pytest.mark.parametrize(
    "data",
    [
        sheet_of(f"<row>{'<c/>' * 6_000}</row>"),
        sheet_of("<row><c><v>1</v></c></row>", before=f"<cols>{'<col/>' * 110_000}</cols>"),
    ],
)
def test_a_workbook_that_would_grow_in_memory_is_refused(data):
    assert refusal(data) == "The workbook has more in one place than such a table needs. Save the sheet as CSV UTF-8."


def test_a_sheet_that_claims_to_be_huge_is_read_as_far_as_it_has_cells():
    row = '<row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="3"><c r="A3"><v>7</v></c><c r="ZZ3" s="0"/></row>'
    assert lines_of(sheet_of(row, before='<dimension ref="A1:XFD1048576"/>')) == [(3, ["7"])]
    far = refusal(sheet_of('<row r="1"><c r="XFD1"><v>1</v></c></row>'))
    assert far == "The sheet has cells as far as XFD1. Delete the columns that do not belong to the table."


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-40],
        lambda data: swapped(data, SHEET, b"<worksheet"),
        lambda data: swapped(data, "xl/workbook.xml", b"<workbook/>"),
        lambda data: swapped(data, SHEET, f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>x.y</v></c></row></sheetData></worksheet>'.encode()),
    ],
)  # fmt: skip
def test_a_damaged_workbook_is_said_to_be_one(spoil):
    assert refusal(spoil(as_xlsx([("x",)], "a"))) in {
        "The workbook is damaged and cannot be read. Save it again in Excel, or as CSV UTF-8.",
        "The workbook has no sheet. Put the table on the first sheet.",
    }


def test_a_cell_is_named_as_in_excel():
    assert [name_of(column, 7) for column in (1, 3, 26, 27, 702, 703)] == ["A7", "C7", "Z7", "AA7", "ZZ7", "AAA7"]
