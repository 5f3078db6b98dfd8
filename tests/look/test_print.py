"""On paper: a marking stands on every sheet."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser
from pypdf import PdfReader

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
