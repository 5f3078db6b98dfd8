"""A bad row of any of the project's own sheets; what each column can say wrong is in test_load_reference.py."""

import csv
import shutil

import pytest
from django.db import connection, transaction

from inspections.loading import AGENCIES, INSPECTIONS
from tests.agencies.test_load_reference import everything, load

pytestmark = pytest.mark.django_db
# Loaded with the years of the demonstration; tests/scheduling/test_invented_terms.py has its mistakes.
APART = {"school_holidays.csv"}
SHEETS = [file for folder in (AGENCIES, INSPECTIONS) for file in sorted(folder.rglob("*.csv")) if file.name not in APART]


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):  # noqa: ARG001 -- makes the database
    """Everything, once for all sheets."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(None, "--demonstration")
        connection.check_constraints()
        yield everything()
        transaction.set_rollback(True)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_bad_row_of_any_sheet_is_named_by_line_and_column_and_nothing_of_it_is_loaded(loaded, tmp_path, sheet):
    """The last row has no key; the first row, which is good, has another name and must not be loaded either."""
    home, folder = (AGENCIES, "agencies") if sheet.is_relative_to(AGENCIES) else (INSPECTIONS, "inspections")
    shutil.copytree(AGENCIES, tmp_path / "agencies")
    shutil.copytree(INSPECTIONS, tmp_path / "inspections")
    copy = tmp_path / folder / sheet.relative_to(home)
    with copy.open(encoding="utf-8", newline="") as lines:
        head, *rows = csv.reader(lines)
    for column in {"name", "note", "reason"} & set(head):
        rows[0][head.index(column)] += " changed"
    rows[-1][0] = ""
    with copy.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([head, *rows])

    _said, complained, failed = load(tmp_path, "--demonstration")

    told = f"{sheet.relative_to(home)}, line {len(rows) + 1}, column {head[0]}: is empty"
    assert [line for line in complained if line.strip().endswith(told)] != [], complained
    assert "could not be loaded" in failed
    assert everything() == loaded
