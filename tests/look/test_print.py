"""On paper: a marking stands on every sheet."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser
from pypdf import PageObject, PdfReader

pytestmark = pytest.mark.browser


def test_every_printed_sheet_of_a_marked_page_says_so(browser: Browser, tmp_path: Path) -> None:
    css = (Path(settings.BASE_DIR) / "static" / "css" / "app.css").read_text(encoding="utf-8")
    page = browser.new_page()
    filler = "<p>Words that stand here.</p>" * 300
    for marking, wanted in (('<div class="app-marking">OFFICIAL-SENSITIVE</div>', True), ("", False)):
        page.set_content(f"<style>{css}</style><body>{marking}{filler}</body>")
        page.pdf(path=tmp_path / "sheets.pdf")
        sheets = [sheet.extract_text() for sheet in PdfReader(tmp_path / "sheets.pdf").pages]
        assert len(sheets) > 2
        assert all(("OFFICIAL-SENSITIVE" in sheet) == wanted for sheet in sheets)


def heights(sheet: PageObject, words: str) -> list[float]:
    """How far under the upper edge of the sheet these words stand, in points."""
    found: list[float] = []

    def note(text: str, ctm: list[float], tm: list[float], *_font: object) -> None:
        if words in text:
            found.append(float(sheet.mediabox.top) - (tm[4] * ctm[1] + tm[5] * ctm[3] + ctm[5]))

    sheet.extract_text(visitor_text=note)
    return found


def test_the_marking_is_drawn_whatever_margins_the_browser_was_told(browser: Browser, tmp_path: Path) -> None:
    """Without a margin its words are in the file and outside of what is drawn, so that finding them there proves nothing."""
    css = (Path(settings.BASE_DIR) / "static" / "css" / "app.css").read_text(encoding="utf-8")
    page = browser.new_page()
    filler = "<p>Words that stand here.</p>" * 300
    page.set_content(f'<style>{css}</style><body><div class="app-marking">OFFICIAL-SENSITIVE</div>{filler}</body>')
    page.pdf(path=tmp_path / "sheets.pdf")  # no margins, which is what it does unless told otherwise
    sheets = PdfReader(tmp_path / "sheets.pdf").pages
    assert len(sheets) > 2
    for sheet in sheets:
        marking, body = min(heights(sheet, "OFFICIAL-SENSITIVE")), min(heights(sheet, "Words that stand"))
        assert marking > 20  # points: the letters are 12 high, and printers leave out the last 6 mm
        assert body > marking + 12  # and nothing is printed over it
        assert len(heights(sheet, "OFFICIAL-SENSITIVE")) == 1  # on the first sheet too
