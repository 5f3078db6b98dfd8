"""The one Chromium of a test run, and what is asked of every page that it shows."""

import os
from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.db import connections
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESKTOP, PHONE = 1280, 390


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One for the whole run: each test opens contexts of its own, which share nothing."""
    # The driver keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        launched = launch(playwright)
        yield launched
        launched.close()
        # Beside that event loop Django kept connections of their own; once it is gone nobody could close them, and the
        # test database could not be dropped.
        connections.close_all()


def launch(playwright: Playwright) -> Browser:
    """Debian's Chromium."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA and its own best practices; no rule or element is left out."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(
        """async (tags) => {
            const found = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
            return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 200)}`));
        }""",
        WCAG,
    )


def overflow(page: Page) -> list[str]:
    """What makes the page wider than its window: the widest elements first, or nothing."""
    return page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            const wide = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > width + 0.5);
            return [`${document.documentElement.scrollWidth} > ${width}`, ...wide.slice(-3).map((one) => one.outerHTML.slice(0, 200))];
        }"""
    )


def twice(page: Page) -> list[str]:
    """Ids that stand on more than one element."""
    return page.evaluate(
        """() => {
            const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
            return ids.filter((id, place) => ids.indexOf(id) !== place);
        }"""
    )
