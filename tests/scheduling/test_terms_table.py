"""A table of school holidays: what is wrong with which line, and that it is loaded as a whole or not at all."""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from audit.queries import trail_of
from jtai.errors import Changed, Invalid, NotAllowed, NotNow
from scheduling.commands import load_school_holidays, open_year
from scheduling.importing import HEAD, MOST_BYTES, as_table, check
from scheduling.queries import mark_of_terms
from tests.scheduling.holidays import CHRISTMAS, EASTER, HALF_TERM, as_csv, holiday, recorded
from tests.walk import cast, local_area

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def people():
    return cast()


@pytest.fixture
def year(people):
    return open_year(2026, by=people.programme_lead)


def faults(*rows, head=HEAD):
    return [(fault.line, fault.column, fault.what) for fault in check(as_csv(rows, head)).faults.kept]


def other(row, **changes):
    return tuple(changes.get(name, value) for name, value in zip(HEAD, row, strict=True))


def loaded(year, people, data, seen=None):
    checked = check(data)
    goes = [row for rows in checked.replaced.values() for row in rows]
    mark = mark_of_terms(goes) if seen is None else seen
    return load_school_holidays(year, data=data, name="terms.csv", seen=mark, by=people.programme_lead)


def test_a_sound_table_says_what_it_holds():
    checked = check(as_csv([CHRISTMAS, EASTER, HALF_TERM]))
    assert [(row.line, row.area.code, row.school_year, row.name, row.half_term) for row in checked.rows] == [
        (2, "X001", 2026, "Christmas", False), (3, "X001", 2026, "Easter", False), (4, "X002", 2026, "Autumn half-term", True),
    ]  # fmt: skip
    assert (checked.rows[0].first_day, checked.rows[1].last_day) == (date(2026, 12, 21), date(2027, 4, 9))
    assert (checked.faults.count, checked.replaced, len(checked.new)) == (0, {}, 2)


def test_a_workbook_says_the_same_with_dates_and_truths_of_its_own():
    book = Workbook()
    book.active.append(HEAD)
    book.active.append(["Fellmoor", 2026, "Christmas", date(2026, 12, 21), date(2027, 1, 1), True])
    kept = io.BytesIO()
    book.save(kept)
    row = check(kept.getvalue()).rows[0]
    assert (row.area.code, row.school_year, row.first_day, row.half_term) == ("X001", 2026, date(2026, 12, 21), True)


@pytest.mark.parametrize(
    ("changes", "column", "sentence"),
    [
        ({"local_area": "Nowhere"}, "local_area", "“Nowhere” is not a local area. Write the exact name or the code."),
        ({"local_area": ""}, "local_area", "This cell is empty. Fill it in."),
        ({"school_year": "2026-29"}, "school_year", "“2026-29” is not a school year. Write it like 2026-27."),
        ({"school_year": "1999-00"}, "school_year", "School years are from 2015-16 to 2100-01."),
        ({"name": "x" * 61}, "name", "This cell has 61 characters. Enter at most 60."),
        ({"name": "Christ\x07mas"}, "name", "This cell has a hidden character that cannot be stored. Type it again."),
        (
            {"first_day": "12/21/2026"}, "first_day",
            "“12/21/2026” is not a date. Write it like 31/03/2026 (day first) or 2026-03-31.",
        ),
        ({"last_day": "20/12/2026"}, "last_day", "The last day lies before the first day."),
        (
            {"school_year": "2025-26"}, "first_day",
            "A holiday of 2025-26 begins from 1 September 2025 to 31 August 2026.",
        ),
        ({"last_day": "16/09/2027"}, "last_day", "A holiday of 2026-27 ends by 15 September 2027."),
        (
            {"first_day": "01/09/2026", "last_day": "30/06/2027"}, "last_day",
            "Check the days: this holiday would last 303 days. Enter at most 60.",
        ),
        ({"half_term": "perhaps"}, "half_term", "“perhaps” is neither yes nor no."),
        ({"first_day": "=TODAY()"}, "first_day", "D2 is a formula: save the values instead."),
    ],
)  # fmt: skip
def test_each_wrong_cell_is_named(changes, column, sentence):
    assert faults(other(CHRISTMAS, **changes)) == [(2, column, sentence)]


def test_every_wrong_cell_of_every_line_is_named_at_once():
    found = faults(other(CHRISTMAS, local_area="Nowhere", first_day="soon"), EASTER, (*HALF_TERM, "more"))
    assert [(line, column) for line, column, _what in found] == [(2, "local_area"), (2, "first_day"), (4, "")]


def test_lines_that_say_the_same_or_overlap_are_named_with_the_line_that_they_meet():
    overlapping = other(CHRISTMAS, name="New Year", first_day="01/01/2027", last_day="05/01/2027")
    assert faults(CHRISTMAS, HALF_TERM, CHRISTMAS, overlapping) == [
        (4, "first_day", "Line 2 says the same. Delete one of them."),
        (5, "first_day", "These days overlap with line 2: Christmas, 21 December 2026 to 1 January 2027."),
    ]


def test_days_that_overlap_with_another_recorded_school_year_are_named():
    holiday(name="Summer", school_year=2025, first_day=date(2026, 7, 22), last_day=date(2026, 9, 4))
    early = other(CHRISTMAS, first_day="04/09/2026", last_day="07/09/2026")
    assert faults(early) == [
        (2, "first_day", "These days overlap with what is recorded of 2025-26: Summer, 22 July 2026 to 4 September 2026.")
    ]


def test_columns_that_are_missing_or_not_known_are_named():
    assert [(line, column) for line, column, _what in faults(("X001", "x"), head=("local_area", "colour"))] == [
        (1, "colour"), (1, "school_year"), (1, "name"), (1, "first_day"), (1, "last_day"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (as_csv([]), "The table has the names of its columns and nothing below."),
        ("local_area,é".encode("latin-1"), "The file is not in UTF-8."),
        (b"x" * (MOST_BYTES + 1), "The file must be smaller than 2.0"),
        (as_csv([CHRISTMAS] * 3001), "The file has more than 3,000 rows. Split it into several files."),
        (b"PK\x03\x04 and no more", "The workbook is damaged and cannot be read."),
    ],
)
def test_a_file_that_cannot_be_used_as_a_whole_is_refused_with_what_to_do(data, sentence):
    with pytest.raises(Invalid) as refused:
        check(data)
    assert (str(refused.value).startswith(sentence), refused.value.field) == (True, "document")


def test_a_quotation_mark_that_is_not_closed_is_a_fault_of_its_line():
    found = check(as_csv([CHRISTMAS]) + b'X001,2026-27,"Easter')
    assert [(fault.line, fault.what) for fault in found.faults.kept] == [
        (3, "Line 3 cannot be read: look for a quotation mark that is not closed.")
    ]


def test_a_table_replaces_each_area_and_year_that_it_names_and_nothing_else(year, people):
    holiday(name="Old", first_day=date(2026, 12, 1))
    holiday(name="Before", school_year=2025, first_day=date(2025, 12, 22), last_day=date(2026, 1, 2))
    holiday("X003", name="Elsewhere")
    checked = check(as_csv([CHRISTMAS, EASTER, HALF_TERM]))
    assert {key: [row.name for row in rows] for key, rows in checked.replaced.items()} == {
        (local_area("X001").pk, 2026): ["Old"]
    }
    loaded(year, people, as_csv([CHRISTMAS, EASTER, HALF_TERM]))
    assert [(code, of, name) for code, of, name, *_rest in recorded()] == [
        ("X001", 2025, "Before"), ("X001", 2026, "Christmas"), ("X001", 2026, "Easter"),
        ("X002", 2026, "Autumn half-term"), ("X003", 2026, "Elsewhere"),
    ]  # fmt: skip
    event = trail_of("reference")[0]
    assert (event.verb, event.words.data) == (
        "school_holiday.load", {"name": "terms.csv", "added": 3, "removed": 1, "whose": ["X001 2026-27", "X002 2026-27"]},
    )  # fmt: skip


def test_what_is_recorded_just_so_already_is_left_alone(year, people):
    there = holiday()
    checked = loaded(year, people, as_csv([CHRISTMAS, HALF_TERM]))
    assert (checked.replaced, checked.same) == ({}, [(there.local_area_id, 2026)])
    there.refresh_from_db()  # the same row


def test_a_table_with_one_fault_loads_nothing(year, people):
    holiday(name="Old", first_day=date(2026, 12, 1))
    before = recorded()
    with pytest.raises(NotNow, match="nothing was loaded"):
        loaded(year, people, as_csv([CHRISTMAS, other(HALF_TERM, local_area="Nowhere")]))
    assert (recorded(), [event.verb for event in trail_of("reference")]) == (before, [])


def test_what_changed_since_the_check_is_not_replaced_unseen(year, people):
    holiday(name="Old", first_day=date(2026, 12, 1))
    with pytest.raises(Changed, match="Somebody changed school holidays meanwhile"):
        loaded(year, people, as_csv([CHRISTMAS]), seen=mark_of_terms([]))
    assert [name for _code, _year, name, *_rest in recorded()] == ["Old"]


def test_only_ofsteds_programme_leads_load_a_table(year, people):
    for person in (people.cqc_programme_lead, people.stranger, people.administrator):
        with pytest.raises(NotAllowed):
            load_school_holidays(year, data=as_csv([CHRISTMAS]), name="x", seen=mark_of_terms([]), by=person)
    assert recorded() == []


def test_what_was_read_can_be_carried_as_words_and_read_again():
    first = check(as_csv([CHRISTMAS, EASTER, other(HALF_TERM, name="'-Half, “term”")]))
    assert first.rows[2].name == "-Half, “term”"
    again = check(as_table((row.area.code, row) for row in first.rows).encode())
    assert [(row.key, row.says) for row in again.rows] == [(row.key, row.says) for row in first.rows]
