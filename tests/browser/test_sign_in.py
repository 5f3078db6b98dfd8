"""Signing in at a browser: by keyboard, with a code or a passkey; sessions that end while somebody types."""

import re
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import KeptSending, User
from inspections.models import EvidenceNote, Inspection
from tests.browser import sweeping
from tests.browser.acting import Opens, Person
from tests.doors.world import PASSWORD, signed_in
from tests.factors import code_now, with_totp
from tests.walk import Cast, cast, inspection_at

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
# Two thousand words, in lines, with what a page could spoil.
LINE = "Line {} of what the child said, <exactly> as she said it & no other."
WORDS = "\n".join(LINE.format(number) for number in range(1, 155))


@pytest.fixture(scope="module")
def people(rows: None) -> Cast:  # noqa: ARG001 -- opens the database
    """Everybody; two inspectors have a password and an app."""
    everybody = cast()
    for person in (everybody.cqc, everybody.hmicfrs):
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
        with_totp(person)
    return everybody


@pytest.fixture(scope="module")
def inspection(people: Cast) -> Inspection:  # noqa: ARG001 -- for its team
    """In fieldwork."""
    return inspection_at("fieldwork")


@pytest.fixture
def fresh_codes(people: Cast) -> None:
    """Each code opens once; a test need not wait for the next one."""
    for person in (people.cqc, people.hmicfrs):
        for factor in person.authenticator_set.filter(type="totp"):
            factor.data.pop("last_step", None)
            factor.save(update_fields=["data"])


def enters(person: Person, user: User, *, later: int = 0) -> None:
    """From the sign-in page on, by password and code."""
    person.types("Email address", user.email)
    person.types("Password", PASSWORD)
    person.presses("Sign in")
    person.sees_heading("Confirm that it is you")
    person.types("Code", code_now(later=later))
    person.presses("Continue")


def end_session(person: Person) -> None:
    """On the server; the browser does not know."""
    [key] = [cookie["value"] for cookie in person.context.cookies() if cookie["name"] == "sessionid"]
    assert Session.objects.filter(pk=key).delete()[0] == 1


@pytest.mark.usefixtures("fresh_codes")
def test_two_thousand_words_outlive_the_session(inspection: Inspection, people: Cast, opens: Opens) -> None:
    assert len(WORDS.split()) >= 2_000
    person = opens()
    person.goes_to(reverse("sign_in"))
    enters(person, people.cqc)
    person.goes_to(reverse("note_add", args=[inspection.pk]))
    person.types("What you saw or heard", WORDS)
    person.chooses("Interview")
    person.chooses("Deep dive")
    end_session(person)
    person.presses("Save the note")
    person.sees_heading("You are signed out")
    sweeping.assert_sound(person)
    person.presses("Sign in again")
    enters(person, people.cqc, later=1)
    person.sees_heading("We kept what you typed")
    sweeping.assert_sound(person)
    expect(person.page.get_by_label("What you saw or heard")).to_have_value(WORDS)
    person.presses("Save it now")
    person.is_told("The note was saved")
    [note] = EvidenceNote.objects.filter(inspection=inspection, author=people.cqc)
    assert note.text.body.replace("\r\n", "\n") == WORDS
    assert KeptSending.objects.count() == 0


@pytest.mark.usefixtures("fresh_codes")
def test_the_way_in_is_walked_by_keyboard(people: Cast, opens: Opens) -> None:
    person = opens()
    keys = person.page.keyboard
    person.goes_to(reverse("sign_in"))
    person.field("Email address").focus()
    keys.insert_text(people.hmicfrs.email)
    keys.press("Tab")
    keys.insert_text(PASSWORD)
    keys.press("Enter")
    person.sees_heading("Confirm that it is you")
    sweeping.assert_sound(person)
    for _tab in range(30):
        keys.press("Tab")
        if person.page.evaluate("document.activeElement.name") == "code":
            break
    keys.insert_text("000000")
    keys.press("Enter")
    person.is_told_off("This code is not right")
    sweeping.assert_sound(person)
    person.field("Code").focus()
    keys.insert_text(code_now())
    keys.press("Enter")
    person.sees_heading("What needs me today")


def test_an_app_is_set_up_before_anything_opens(people: Cast, opens: Opens) -> None:
    user = people.probation
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    person = opens()
    person.goes_to("/local-areas/")
    person.types("Email address", user.email)
    person.types("Password", PASSWORD)
    person.presses("Sign in")
    person.sees_heading("Set up a second factor")
    sweeping.assert_sound(person)
    person.follows("Set up an authenticator app")
    sweeping.assert_sound(person)
    picture = person.page.get_by_role("img", name="QR code")
    assert picture.evaluate("(image) => image.naturalWidth > 0"), "the policy lets the picture through"
    secret = person.page.locator("#totp-secret").inner_text().replace(" ", "")
    person.types("Code from the app", code_now(secret))
    person.presses("Set up the app")
    person.sees_heading("Your recovery codes")
    sweeping.assert_sound(person)
    name, file = person.downloads("Download the codes as a file")
    assert (name, len(re.findall(rb"^\d{8}\r?$", file, re.MULTILINE))) == ("recovery-codes.txt", 10)
    person.page.get_by_role("button", name="I have kept them: continue").click()
    person.sees_heading("Local areas")


def test_a_passkey_is_set_up_and_signs_in(people: Cast, opens: Opens) -> None:
    user = people.decision_maker
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    person = opens()
    device: Any = person.context.new_cdp_session(person.page)
    device.send("WebAuthn.enable")
    keys = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": {**keys, "automaticPresenceSimulation": True}})
    person.goes_to(reverse("sign_in"))
    person.types("Email address", user.email)
    person.types("Password", PASSWORD)
    person.presses("Sign in")
    person.follows("Set up a passkey")
    person.types("Name of the passkey", "work laptop")
    person.presses("Set up the passkey")
    person.sees_heading("Your recovery codes")
    person.goes_to(reverse("second_factor"))
    person.sees("Passkey: work laptop")
    sweeping.assert_sound(person)
    person.presses("Sign out")
    person.types("Email address", user.email)
    person.types("Password", PASSWORD)
    person.presses("Sign in")
    person.sees_heading("Confirm that it is you")
    sweeping.assert_sound(person)
    person.presses("Use a passkey")
    person.sees_heading("What needs me today")


@pytest.fixture
def soon(settings: Any) -> None:
    """Sessions of which the warning comes after some seconds."""
    settings.SESSION_IDLE_SECONDS = settings.SESSION_WARNING_SECONDS + 15


@pytest.mark.usefixtures("soon")
def test_a_warning_comes_and_extends_and_the_page_keeps_what_was_typed(
    inspection: Inspection, people: Cast, opens: Opens, address: str
) -> None:
    person = opens()
    person.context.add_cookies([{"name": "sessionid", "value": signed_in(people.cqc), "url": address}])
    person.goes_to(reverse("note_add", args=[inspection.pk]))
    field = person.field("What you saw or heard")
    field.fill("The nurse knew the family well.")
    field.focus()
    dialog = person.page.get_by_role("dialog", name="You will soon be signed out")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("heading")).to_be_focused()
    expect(dialog.get_by_role("status")).to_contain_text("You will be signed out in")
    sweeping.assert_sound(person)
    person.page.keyboard.press("Tab")
    expect(dialog.get_by_role("button", name="Stay signed in")).to_be_focused()
    person.page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(field).to_be_focused()
    expect(field).to_have_value("The nurse knew the family well.")


def covered(person: Person) -> bool:
    """Whether nothing of the page is seen, also through what lies over it."""
    heading = person.page.locator("main h1")
    behind = "getComputedStyle(document.getElementById('session-timeout'), '::backdrop').backgroundColor"
    hidden = heading.evaluate("one => getComputedStyle(one).visibility") == "hidden"
    return hidden and person.page.evaluate(behind) == "rgb(255, 255, 255)"


def test_when_the_time_is_over_the_page_is_covered_and_leads_to_the_sign_in(
    inspection: Inspection, people: Cast, opens: Opens, address: str
) -> None:
    person = opens()
    person.page.clock.install()
    person.context.add_cookies([{"name": "sessionid", "value": signed_in(people.cqc), "url": address}])
    person.goes_to(f"{reverse('notes', args=[inspection.pk])}?text=nurse")
    end_session(person)
    person.page.clock.fast_forward("31:00")
    dialog = person.page.get_by_role("dialog", name="You are signed out")
    expect(dialog).to_be_visible()
    assert covered(person)
    expect(dialog).not_to_contain_text("typed")
    expect(dialog.get_by_role("button", name="Show the page again")).to_be_hidden()
    sweeping.assert_sound(person)
    dialog.get_by_role("button", name="Sign in").click()
    person.sees_heading("Sign in")
    assert person.page.url.endswith(f"/sign-in/?next={quote(reverse('notes', args=[inspection.pk]), safe='')}%3Ftext%3Dnurse")


def test_when_the_time_is_over_the_page_says_so_and_keeps_what_was_typed(
    inspection: Inspection, people: Cast, opens: Opens, address: str
) -> None:
    person = opens()
    person.page.clock.install()
    person.context.add_cookies([{"name": "sessionid", "value": signed_in(people.cqc), "url": address}])
    address_of_note = reverse("note_add", args=[inspection.pk])
    person.goes_to(address_of_note)
    person.field("What you saw or heard").fill("The nurse knew the family well.")
    end_session(person)
    person.page.clock.fast_forward("31:00")
    dialog = person.page.get_by_role("dialog", name="You are signed out")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("What you typed is still on this page.")
    for _press in range(3):
        person.page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    assert covered(person)
    enter = dialog.get_by_role("button", name="Sign in (opens in a new tab)")
    expect(enter).to_have_attribute("href", f"{address}/sign-in/?next={quote(address_of_note, safe='')}")
    expect(enter).to_have_attribute("target", "_blank")
    sweeping.assert_sound(person)
    dialog.get_by_role("button", name="Show the page again").click()
    assert not covered(person)
    expect(person.field("What you saw or heard")).to_have_value("The nurse knew the family well.")
    person.presses("Save the note")
    person.sees_heading("You are signed out")
    expect(person.page.get_by_label("What you typed")).to_have_value("The nurse knew the family well.")
