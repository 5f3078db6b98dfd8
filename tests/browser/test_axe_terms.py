"""School holidays in and out as a table, by keyboard and without a second sending; what is wrong, and what would be replaced."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from agencies.models import SchoolHoliday
from scheduling.commands import open_year
from scheduling.models import ProgrammeYear
from tests.browser import sweeping
from tests.browser.acting import Person
from tests.browser.sweeping import Gallery
from tests.scheduling.holidays import CHRISTMAS, EASTER, HALF_TERM, as_csv, holiday
from tests.walk import cast

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
Photograph = Callable[[Page], None] | None
YEAR = 2026


def send(person: Person, data: bytes) -> None:
    person.page.goto(reverse("school_holidays_import", args=[YEAR]))
    person.page.set_input_files("input[type=file]", {"name": "terms.csv", "mimeType": "text/csv", "buffer": data})
    person.presses("Send in the table")


def test_a_table_is_sent_in_mended_and_loaded(rows: None, gallery: Gallery, photograph: Photograph) -> None:  # noqa: ARG001 -- opens the database
    people = cast()
    if not ProgrammeYear.objects.filter(year=YEAR).exists():
        open_year(YEAR, by=people.programme_lead)
    holiday(name="Old " * 10)
    person = gallery(people.programme_lead)
    send(person, as_csv([CHRISTMAS, ("Nowhere" * 20, *EASTER[1:]), (*HALF_TERM[:3], "=A1", *HALF_TERM[4:])]))
    person.sees("is a formula", "is not a local area")
    sweeping.assert_sound(person, photograph)
    with person.page.expect_download() as waiting:
        person.presses("Save these faults (CSV)")
    assert waiting.value.suggested_filename == "school-holidays-faults.csv"
    assert Path(waiting.value.path()).read_text(encoding="utf-8-sig").splitlines()[0] == "Line,Column,What is wrong"
    send(person, as_csv([CHRISTMAS, EASTER, HALF_TERM]))
    person.sees("What would be replaced", "Load it now")
    sweeping.assert_sound(person, photograph)
    person.presses("Load it now")
    person.is_told("are loaded.")
    assert SchoolHoliday.objects.filter(school_year=YEAR).count() == 3
    sweeping.assert_page(person, reverse("school_holidays_of_area", args=[YEAR, "X001"]), photograph=photograph)
    assert "Easter\t29 March 2027\t9 April 2027" in person.says()
