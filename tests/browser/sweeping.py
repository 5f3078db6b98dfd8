"""What is asked of every page, whoever opens it and however much stands on it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from tests.browser.acting import PATIENCE, Person
from tests.chromium import DESKTOP, PHONE, overflow, twice, violations
from tests.doors.world import signed_in

SERVICE = "Joint targeted area inspections"
# What a person can fill in and see, in forms that change something.
INPUTS = "main form[method=post] :is(textarea, select, input:not([type=hidden])):visible"
FORM = "main form[method=post]:has(textarea, select, input:not([type=hidden]))"


class Gallery:
    """One browser per person, kept for a whole module; nobody's own with no person."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address
        self.there: dict[int, Person] = {}

    def __call__(self, user: User | None) -> Person:
        """Somebody who is signed in already; the form of signing in is the journey's."""
        key = user.pk if user else 0
        if key not in self.there:
            context = self.browser.new_context(base_url=self.address, viewport={"width": DESKTOP, "height": 900})
            context.set_default_timeout(PATIENCE)
            if user is not None:
                context.add_cookies([{"name": "sessionid", "value": signed_in(user), "url": self.address}])
            self.there[key] = Person(context)
        person = self.there[key]
        person.faults.clear()
        return person

    def close(self) -> None:
        """Ends every browser."""
        for person in self.there.values():
            person.context.close()


def assert_page(
    person: Person, address: str, status: int = HTTPStatus.OK, photograph: Callable[[Page], None] | None = None
) -> None:
    """Opens a page and asks everything of it at both widths."""
    answer = person.page.goto(address)
    assert answer is not None
    assert (answer.status, answer.request.redirected_from) == (status, None), f"{address}: {answer.status}, {answer.url}"
    assert_sound(person, photograph)


def assert_sound(person: Person, photograph: Callable[[Page], None] | None = None) -> None:
    """Accessible, inside its window, one heading of the first level, a title of its own, no fault of scripts or of the policy."""
    page, found = person.page, []
    for width in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width}: {words}" for words in [*violations(page), *overflow(page)]]
    if photograph is not None:
        photograph(page)
    found += [f"id twice: {name}" for name in twice(page)]
    found += person.faults
    assert found == [], f"{page.url}\n" + "\n".join(found)
    assert page.locator("h1").count() == 1, f"{page.url}: headings of the first level"
    title = page.title()
    assert title.endswith(f" – {SERVICE}"), title
    assert len(title) > len(SERVICE) + 4, title


def empty_the_form(page: Page) -> bool:
    """Clears everything that can be cleared in the page's form and sends it. False when there is nothing to fill in."""
    form = page.locator(FORM).first
    if not form.count():
        return False
    form.evaluate(
        """(form) => {
            for (const one of form.querySelectorAll("input:not([type=hidden]), textarea, select")) {
                if (one.type === "radio" || one.type === "checkbox") one.checked = false;
                else if (one.tagName === "SELECT") one.value = "";
                else one.value = "";
            }
        }"""
    )
    # Where there are several buttons, the green one saves what is filled in.
    green = form.locator("button:not([type=button]):not(.govuk-button--secondary)")
    (green if green.count() else form.locator("button:not([type=button])")).first.click()
    page.wait_for_load_state()
    return True


def assert_says_what_is_missing(page: Page) -> None:
    """The summary has the focus, the title says so, and each link of it leads to an input."""
    assert page.title().startswith("Error: "), page.title()
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    links = summary.get_by_role("link")
    assert links.count(), "no link in the summary"
    for number in range(links.count()):
        target = links.nth(number).get_attribute("href") or ""
        links.nth(number).click()
        focused: Any = page.evaluate("document.activeElement.id")
        assert focused == target.removeprefix("#"), f"{links.nth(number).inner_text()} leads to {focused!r}, not {target}"
