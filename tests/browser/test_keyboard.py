"""Everything by keyboard: no pointer is used in this file, and where the focus is can always be seen."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from inspections.models import Finding, Inspection
from tests.browser.acting import Opens, Person
from tests.doors.world import PASSWORD
from tests.factors import code_now, with_totp
from tests.walk import cast, inspection_at

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
TOO_MANY = 150
NOTE = "The worker of T1 spoke to the child alone, and wrote down what she wanted."
STATEMENT = "Practitioners listen to children. Most plans change after a child has been heard."


@pytest.fixture(scope="module")
def inspection(rows: None) -> Iterator[Inspection]:  # noqa: ARG001 -- opens the database
    """In fieldwork, with nothing recorded; its CQC inspector has a password."""
    made = inspection_at("fieldwork")
    person = cast().cqc
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    with_totp(person)
    return made


class Keys:
    """Two hands on a keyboard."""

    def __init__(self, person: Person) -> None:
        self.page: Page = person.page

    def to(self, role: Any, name: str) -> None:
        """Tab on until this has the focus; everything passed on the way shows that it has it."""
        wanted = self.page.get_by_role(role, name=re.compile(rf"^{re.escape(name)}")).first
        for _step in range(TOO_MANY):
            self.page.keyboard.press("Tab")
            assert self.is_visible(), f"The focus cannot be seen on {self.here()}"
            if wanted.evaluate("(one) => one === document.activeElement"):
                return
        raise AssertionError(f"{role} {name} cannot be reached with Tab")

    def here(self) -> str:
        return self.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")

    def is_visible(self) -> bool:
        """The focused element differs from itself without focus: outline, shadow, ground or border, or its label's box."""
        return self.page.evaluate(
            """() => {
                const one = document.activeElement;
                if (!one || one === document.body) return true;
                const looks = () => [one, one.labels?.[0], ...(one.labels ? [one.nextElementSibling] : [])].filter(Boolean)
                    .flatMap((each) => [null, "::before"].map((part) => {
                        const style = getComputedStyle(each, part);
                        return [style.outline, style.boxShadow, style.backgroundColor, style.border, style.textDecoration].join();
                    })).join();
                const focused = looks();
                one.blur();
                const plain = looks();
                one.focus();
                return focused !== plain;
            }"""
        )

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.insert_text(text)

    def follow(self, role: Any, name: str) -> None:
        """To it, and Enter."""
        self.to(role, name)
        self.press("Enter")


def test_from_signing_in_to_a_finding(inspection: Inspection, opens: Opens) -> None:
    person = opens()
    keys = Keys(person)
    sign_in(person, keys)
    keys.follow("link", f"{inspection.local_area.name}, Neglect")
    person.sees_heading("Fellmoor")
    write_a_note(person, keys)
    make_a_finding_of_it(person, keys)
    found = Finding.objects.select_related("text").get(inspection=inspection)
    assert (found.text.body, [note.text.body for note in found.notes.all()]) == (STATEMENT, [NOTE])


def sign_in(person: Person, keys: Keys) -> None:
    """And past the bar, by the skip link."""
    person.goes_to("/sign-in/")
    keys.to("textbox", "Email address")
    keys.type("cqc@walk.example")
    keys.to("textbox", "Password")
    keys.type(PASSWORD)
    keys.press("Enter")
    person.sees_heading("Confirm that it is you")
    keys.to("textbox", "Code")
    keys.type(code_now())
    keys.press("Enter")
    person.sees_heading("What needs me today")

    keys.press("Tab")
    expect(person.page.get_by_role("link", name="Skip to main content")).to_be_focused()
    keys.press("Enter")
    expect(person.page.locator("main")).to_be_focused()


def write_a_note(person: Person, keys: Keys) -> None:
    """With radio buttons by arrow keys, and a list."""
    keys.follow("link", "Evidence notes")
    person.sees_heading("Evidence notes")
    keys.to("button", "Add a note")
    keys.press("Space")  # a link that looks like a button answers to both keys
    person.sees_heading("Add a note")
    keys.to("textbox", "What you saw or heard")
    keys.type(NOTE)
    keys.to("radio", "Case tracking")
    keys.press("ArrowDown", "ArrowDown")
    expect(person.page.get_by_label("Interview", exact=True)).to_be_checked()
    keys.press("Tab", "Space")
    expect(person.page.get_by_label("Deep dive", exact=True)).to_be_checked()
    keys.to("combobox", "Child (optional)")
    keys.press("ArrowDown")
    keys.follow("button", "Save the note")
    person.is_told("The note was saved")
    expect(person.page.locator(".govuk-notification-banner")).to_be_focused()


def make_a_finding_of_it(person: Person, keys: Keys) -> None:
    """First without a statement, so that the summary leads to it."""
    keys.to("checkbox", "Choose for a finding")
    keys.press("Space")
    keys.follow("button", "Add a finding from the chosen notes")
    person.sees_heading("Add a finding")
    keys.to("textbox", "Statement")
    keys.follow("button", "Save the finding")
    expect(person.page.locator(".govuk-error-summary")).to_be_focused()
    keys.follow("link", "Enter the statement of the finding")
    expect(person.page.get_by_label("Statement", exact=True)).to_be_focused()
    keys.type(STATEMENT)
    keys.press("Tab", "Space")
    expect(person.page.get_by_label("Strength", exact=True)).to_be_checked()
    keys.press("Tab", "Space", "Tab", "Space")
    keys.to("combobox", "Criterion (optional)")
    keys.press("Tab", "Space")
    expect(person.page.get_by_label("Practice", exact=True)).to_be_checked()
    keys.follow("button", "Save the finding")
    person.is_told("The finding was saved")
    person.sees(STATEMENT, NOTE)
