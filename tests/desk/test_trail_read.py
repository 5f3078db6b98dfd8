"""A trail is read: names stand in one line beside what was done, and a table says of each entry what happened."""

import csv
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from audit.models import Read
from audit.queries import key_of
from audit.trail import record
from desk.tracing import chain_of
from tests.chromium import DESKTOP
from tests.walk import inspection_at

pytestmark = pytest.mark.django_db
NAME = "Alexandra Whitfield"
STYLES = ("govuk/govuk-frontend.min.css", "css/app.css")
LINES = """(name) => [...document.querySelectorAll("td[data-label=Who]")].map((cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell.firstChild);
    return [cell.firstChild.textContent.trim(), range.getClientRects().length];
}).filter(([who]) => who === name).map(([, lines]) => lines)"""


def test_a_name_stands_in_one_line(people, client, browser):
    inspection = inspection_at("notified")
    type(people.lead).objects.filter(pk=people.lead.pk).update(name=NAME)
    record("note.add", inspection, stream=inspection.stream, by=people.lead)
    record("person.change_password", people.lead, stream=chain_of(people.lead), by=people.lead)
    client.force_login(people.lead)
    for address in (reverse("own_trail"), reverse("inspection_trail", args=[inspection.pk])):
        page = browser.new_page(viewport={"width": DESKTOP, "height": 900})
        page.set_content(client.get(address).content.decode())
        for style in STYLES:
            page.add_style_tag(path=Path(settings.BASE_DIR) / "static" / style)
        lines = page.evaluate(LINES, NAME)
        page.close()
        assert set(lines) == {1}


def test_what_was_opened_says_so_beside_what_was_done(people, client):
    inspection = inspection_at("notified")
    Read.objects.create(
        stream=inspection.stream, actor=key_of(people.lead), thing="inspection_trail", quarter="2026-01-05T10:00Z"
    )
    client.force_login(people.lead)
    rows = list(csv.reader(client.get(reverse("own_trail_csv")).getvalue().decode().splitlines()))
    assert "Opened: the trail" in {row[3] for row in rows}
