"""What is for clicking keeps its shape in tables, and stays off the paper."""

from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page

from agencies.commands import invite
from agencies.models import Inspectorate
from agencies.queries import partnership_agencies
from inspections import commands
from inspections.models import AgeBand, ChildKind
from tests.chromium import DESKTOP, PHONE, overflow
from tests.walk import inspection_at, note
from tests.walk_reports import report_at

pytestmark = [pytest.mark.django_db, pytest.mark.browser]


@pytest.fixture
def shown(client, browser: Browser):
    """Gives the page that somebody sees, with its looks, in a browser without a server."""
    static = Path(settings.BASE_DIR) / "static"
    css = "".join((static / name).read_text(encoding="utf-8") for name in ("govuk/govuk-frontend.min.css", "css/app.css"))
    page = browser.new_page()

    def show(person, name: str, *args: int) -> Page:
        client.force_login(person)
        html = client.get(reverse(name, args=args)).content.decode()
        page.set_content(html.replace("</head>", f"<style>{css}</style></head>"))
        return page

    yield show
    page.close()


def assert_one_line_each(page: Page, *names: str) -> None:
    """At a desk each stands in one line and no nearer to the next than a finger needs; on a phone nothing is cut off."""
    for width in (DESKTOP, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        boxes = [page.get_by_role("button", name=name).first.bounding_box() for name in names]
        tops = [box["y"] for box in boxes if box]
        assert len(tops) == len(names)
        assert all(box["height"] < 30 for box in boxes if box), width
        assert all(below - above >= 28 for above, below in pairwise(tops)), width
        assert overflow(page) == []


def test_a_child_is_removed_by_a_word_in_one_line(people, shown):
    inspection = inspection_at("fieldwork")
    known = partnership_agencies(inspection.local_area)
    commands.add_child(inspection, kind=ChildKind.SAMPLED, age_band=AgeBand.UNDER_1, agencies=known, by=people.cqc)
    assert_one_line_each(shown(people.cqc, "children", inspection.pk), "Remove")


def test_sending_again_and_withdrawing_stand_apart(people, shown):
    cqc = Inspectorate.objects.get(code="cqc")
    invite(email="new@cqc.example", name="New Person", job_title="Inspector", inspectorate=cqc, by=people.cqc_administrator)
    assert_one_line_each(shown(people.cqc_administrator, "invitations"), "Send again", "Withdraw")


def on_paper(page: Page) -> str:
    page.emulate_media(media="print")
    said = page.locator("body").inner_text()
    page.emulate_media(media="screen")
    return said


def test_what_is_for_clicking_is_not_printed(people, shown):
    inspection = inspection_at("fieldwork")
    note(inspection, by=people.lead)
    page = shown(people.lead, "inspection", inspection.pk)
    assert "What comes next" in page.locator("body").inner_text()
    printed = on_paper(page)
    assert "What comes next" not in printed
    assert "If something changes" not in printed
    assert "The life of this inspection" in printed

    page = shown(people.lead, "notes", inspection.pk)
    assert "Choose for a finding" in page.locator("body").inner_text()
    printed = on_paper(page)
    assert "Choose for a finding" not in printed
    assert "The worker knew the child well." in printed


def test_the_words_of_a_report_are_printed_without_what_moves_them(people, shown):
    report = report_at("drafting")
    page = shown(people.lead, "report", report.inspection_id)
    screen, printed = page.locator("body").inner_text(), on_paper(page)
    for word in ("Move up", "Move down", "Change", "Back to the list of sections", "Add a paragraph"):
        assert word in screen, word
        assert word not in printed.replace("Changed", ""), word
    assert report.paragraphs.exclude(text__body="").first().text.body.split("\n")[0] in printed
