"""Somebody at a browser. They read, click, type, choose and select as people do; nothing here reaches behind a page."""

import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, expect

from accounts.demonstration import PASSWORD
from tests.chromium import DESKTOP, PHONE, overflow

# Chromium's own line for any answer from 400 on; what we answered is looked at by itself.
EXPECTED = "Failed to load resource"
SERVER_ERROR = 500
# A page of a busy machine may take its time; a test that fails waits this long.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)
# Every page that a test passes is photographed into this folder, at both widths, when the variable is set.
PICTURES = "JTAI_PICTURES"


def pictures() -> Path | None:
    """The folder for photographs, if any are wanted."""
    return Path(os.environ[PICTURES]) if os.environ.get(PICTURES) else None


# A violation of the policy, told by the page itself: Chromium's own words for it differ by kind and by version.
TELLS = """addEventListener("securitypolicyviolation", (event) =>
    console.error(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`))"""


class Person:
    """One person with a browser of their own. faults: scripts that failed, contents refused, answers from 500 on."""

    def __init__(self, context: BrowserContext, pictures: Path | None = None) -> None:
        self.context = context
        context.add_init_script(TELLS)
        self.page = context.new_page()
        self.faults: list[str] = []
        self.pictures = pictures
        self.asked: list[str] = []
        self.page.on("dialog", self._is_asked)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._said)
        self.page.on("response", self._answered)

    def _said(self, message: Any) -> None:
        if message.type == "error" and not message.text.startswith(EXPECTED):
            self.faults.append(f"{self.page.url}: {message.text}")

    def _answered(self, response: Any) -> None:
        if response.status >= SERVER_ERROR:
            self.faults.append(f"{response.status} {response.request.method} {response.url}")

    def _is_asked(self, dialog: Any) -> None:
        self.asked.append(dialog.message)
        dialog.accept()

    # Going somewhere

    def signs_in(self, email: str, password: str = PASSWORD) -> "Person":
        """Through the form."""
        self.goes_to("/sign-in/")
        self.types("Email address", email)
        self.types("Password", password)
        self.presses("Sign in")
        self.sees_heading("What needs me today")
        return self

    def goes_to(self, where: str) -> None:
        """An address that this person has kept, or was sent."""
        self.page.goto(where)
        self._looks()

    def follows(self, link: str, *, within: Locator | None = None, exact: bool = False) -> None:
        """A link by what it says."""
        (within or self.page).get_by_role("link", name=link, exact=exact).first.click()
        self._looks()

    def presses(self, button: str, *, within: Locator | None = None, exact: bool = True, agreeing: bool = False) -> None:
        """A button by what it says. agreeing: it asks a question first, and this person says yes."""
        self.asked.clear()
        (within or self.page).get_by_role("button", name=button, exact=exact).first.click()
        assert bool(self.asked) == agreeing, f"{button} asked {self.asked}"
        self._looks()

    # Filling in

    def field(self, label: str) -> Locator:
        """The input of that label, which may say that it is optional."""
        return self.page.get_by_label(re.compile(rf"^{re.escape(label)}( \(optional\))?$"))

    def types(self, label: str, text: str) -> None:
        """Into the input of that label."""
        self.field(label).fill(text)

    def types_date(self, legend: str, day: date) -> None:
        """Into the three inputs of a date."""
        group = self.page.get_by_role("group", name=legend)
        for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(label).fill(str(value))

    def chooses(self, label: str, *, of: str = "") -> None:
        """A radio button or a checkbox; of: the question that it answers."""
        within = self.page.get_by_role("group", name=of) if of else self.page
        within.get_by_label(label, exact=True).first.check()

    def selects(self, label: str, option: str) -> None:
        """One option of a list, by the beginning of what it says."""
        field = self.field(label)
        words = field.locator("option").filter(has_text=re.compile(rf"^\s*{re.escape(option)}")).first.text_content()
        assert words, f"{label}: no option {option}"
        field.select_option(label=words.strip())

    # Reading

    def sees(self, *words: str) -> None:
        """Each of these stands on the page."""
        for each in words:
            expect(self.page.locator("main, .govuk-width-container").get_by_text(each).first).to_be_visible()

    def misses(self, *words: str) -> None:
        """None of these stands on the page."""
        for each in words:
            expect(self.page.get_by_text(each)).to_have_count(0)

    def sees_heading(self, words: str) -> None:
        """The heading of the page."""
        expect(self.page.locator("h1").first).to_contain_text(words)

    def is_told(self, words: str) -> None:
        """In the banner after something was done."""
        expect(self.page.locator(".govuk-notification-banner").filter(has_text=words).first).to_be_visible()

    def is_told_off(self, *problems: str) -> None:
        """In the error summary, by links that lead to the inputs; the title says so too."""
        expect(self.page).to_have_title(re.compile("^Error: "))
        for problem in problems:
            self.page.locator(".govuk-error-summary").get_by_role("link", name=problem).first.click()
            expect(self.page.locator(":focus").first).to_be_visible()

    def says(self) -> str:
        """All words of the page."""
        return self.page.locator("main").inner_text()

    def downloads(self, link: str) -> tuple[str, bytes]:
        """The name and bytes of what a link gives."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=link).first.click()
        return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()

    def fetches(self, link: str) -> bytes:
        """The bytes of what a link opens in the browser's own viewer, which a test cannot read."""
        return self.page.request.get(self.page.get_by_role("link", name=link).first.get_attribute("href") or "").body()

    def leaves(self) -> None:
        """Closes the browser; the page where it stood is photographed when photographs are wanted."""
        if self.pictures is not None:
            self.pictures.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=self.pictures / f"last-{id(self)}.png", full_page=True)
            (self.pictures / f"last-{id(self)}.txt").write_text(f"{self.page.url}\n{self.page.locator('body').aria_snapshot()}")
        self.context.close()

    def _looks(self) -> None:
        """Photographs the page at both widths, once for each address, when photographs are wanted."""
        if self.pictures is None:
            return
        self.page.wait_for_load_state()
        path = re.sub(r"^https?://[^/]+/|\?.*$|#.*$", "", self.page.url)
        name = re.sub(r"\d+", "N", path.strip("/")).replace("/", "_") or "home"
        if self.page.locator(".govuk-error-summary").count():
            name += "-error"
        self.pictures.mkdir(parents=True, exist_ok=True)
        if (self.pictures / f"{name}-{DESKTOP}.png").exists():
            return
        for width in (PHONE, DESKTOP):
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.screenshot(path=self.pictures / f"{name}-{width}.png", full_page=True)
            if wide := overflow(self.page):
                self.faults.append(f"{path} at {width}: {wide}")


# The fixture `opens`.
Opens = Callable[..., Person]
