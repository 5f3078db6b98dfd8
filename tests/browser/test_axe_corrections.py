"""Pages of two versions of what is shared, with fields that differ, and of what was corrected more than once."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from intelligence import commands
from tests.browser import sweeping
from tests.browser.sweeping import Gallery
from tests.letters import about_letter, letter
from tests.sharing import about, draft, sent
from tests.walk import cast

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
Photograph = Callable[[Page], None] | None
HOURS, WEEKS = "They wait for hours at the front door.", "They wait for weeks at the front door."


def test_two_versions_with_other_fields(rows: None, gallery: Gallery, photograph: Photograph) -> None:  # noqa: ARG001 -- opens the database
    people = cast()
    person = gallery(people.ofsted)
    item = draft(by=people.ofsted)
    commands.edit_item(item, base=1, text=HOURS, about=about(), by=people.ofsted)
    other = about(kind="exceptional-practice", urgent=True, strand="leadership")
    kept = commands.edit_item(item, base=1, text=WEEKS, about=other, by=people.ofsted).kept
    assert kept is not None
    sweeping.assert_page(person, reverse("item_versions", args=[item.pk, kept.number]), photograph=photograph)
    person.sees("Other fields that differ", "Exceptional practice")
    row = letter(by=people.ofsted)
    commands.edit_letter(row, base=1, text=HOURS, about=about_letter(), by=people.ofsted)
    mine = commands.edit_letter(row, base=1, text=WEEKS, about=about_letter(to="hmicfrs"), by=people.ofsted).kept
    assert mine is not None
    sweeping.assert_page(person, reverse("letter_versions", args=[row.pk, mine.number]), photograph=photograph)
    person.sees("Care Quality Commission")
    for address in (reverse("item_history", args=[item.pk]), reverse("letter_history", args=[row.pk])):
        sweeping.assert_page(person, address, photograph=photograph)


def test_what_was_corrected_twice(rows: None, gallery: Gallery, photograph: Photograph) -> None:  # noqa: ARG001 -- as above
    people = cast()
    item = sent(by=people.ofsted)
    commands.acknowledge(item, version=1, by=people.cqc)
    reason = "It is the third of this kind."
    commands.decide(item, outcome="selection", reason=reason, version=1, by=people.cqc_programme_lead)
    person, reader = gallery(people.ofsted), gallery(people.cqc_programme_lead)
    address = reverse("item_decide", args=[item.pk])
    reader.page.goto(address)
    commands.correct_item(item, base=1, text=HOURS, correction="Not days, but hours.", by=people.ofsted)
    reader.types("Reason", "It is the fourth of this kind.")
    reader.presses("Save the decision")
    sweeping.assert_sound(reader, photograph)
    reader.sees("Acknowledge the correction first", "Not days, but hours.")
    reader.presses("Acknowledge the new words")
    sweeping.assert_sound(reader, photograph)
    reader.sees("The decision is not saved yet.")
    reader.presses("Save the decision")
    reader.sees("It is the fourth of this kind.")
    kept = commands.correct_item(item, base=1, text=WEEKS, correction="Not days, but weeks.", by=people.ofsted).kept
    assert kept is not None
    versions = reverse("item_versions", args=[item.pk, kept.number])
    sweeping.assert_page(person, versions, photograph=photograph)
    person.sees("What was wrong, and what is right now")
    commands.settle_versions(item, kept, keep="mine", base=2, correction="Not hours, but weeks.", by=people.ofsted)
    sweeping.assert_page(person, versions)
    person.misses("Which should stand?")
    commands.correct_item(item, base=4, text=f"{WEEKS} In term.", correction="Not in all weeks.", by=people.ofsted)
    sweeping.assert_page(reader, item.get_absolute_url(), photograph=photograph)
    reader.sees("Not in all weeks.", "Not hours, but weeks.", "Acknowledge the new words")
    for reading in (person, reader):
        sweeping.assert_page(reading, reverse("item_history", args=[item.pk]), photograph=photograph)
    commands.acknowledge(item, version=5, by=people.cqc)
    sweeping.assert_page(reader, address, photograph=photograph)
    reader.sees("save it as it stands below")
