"""A week says both its years where it has two; the way back to a computed date stands in one line."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser

from inspections import commands
from inspections.models import Inspection, MilestoneKind
from tests.chromium import DESKTOP, PHONE, overflow
from tests.walk import inspection_at

pytestmark = pytest.mark.django_db


def read(client, person, name, *args):
    client.force_login(person)
    return " ".join(client.get(reverse(name, args=args)).content.decode().split())


@pytest.mark.parametrize(
    ("start", "listed", "told"),
    [
        (date(2026, 12, 28), "28 December 2026 – 1 January 2027", "28 December 2026 – Friday 1 January 2027"),
        (date(2026, 11, 30), "30 November – 4 December 2026", "30 November – Friday 4 December 2026"),
        (date(2026, 11, 23), "23 – 27 November 2026", "23 November – Friday 27 November 2026"),
    ],
)
def test_a_week_over_the_new_year_has_both_years(client, people, start, listed, told):
    inspection = inspection_at("planned")
    Inspection.objects.filter(pk=inspection.pk).update(fieldwork_start=start, fieldwork_end=start + timedelta(days=4))
    assert f">{listed}<" in read(client, people.cqc, "inspections")
    assert f"Monday {told}" in read(client, people.cqc, "inspection", inspection.pk)


@pytest.mark.browser
def test_the_way_back_to_the_computed_date_stands_in_one_line(client, people, browser: Browser):
    inspection = inspection_at("planned")
    row = inspection.milestones.get(kind=MilestoneKind.PUBLICATION)
    row.inspection = inspection
    day = row.computed + timedelta(days=7)
    commands.override_date(row, day=day, reason="The cabinet meets later.", by=people.programme_lead)
    static = Path(settings.BASE_DIR) / "static"
    sheets = [static / "govuk" / "govuk-frontend.min.css", static / "css" / "app.css"]
    css = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    html = read(client, people.programme_lead, "dates", inspection.pk)
    page = browser.new_page()
    page.set_content(html.replace("</head>", f"<style>{css}</style></head>"))
    for width, one_line in ((DESKTOP, True), (PHONE, False)):
        page.set_viewport_size({"width": width, "height": 900})
        button = page.get_by_role("button", name="Use the computed date")
        box = button.bounding_box()
        assert box is not None
        assert (box["height"] < 40) or not one_line
        assert button.evaluate("one => getComputedStyle(one).textAlign") == "start"
        assert overflow(page) == []
    page.close()
