"""Pages of what was shared with more on them than the world of the doors has: uses, the trail, what is known."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from playwright.sync_api import Page

from intelligence import commands
from tests.browser import sweeping
from tests.browser.sweeping import Gallery
from tests.letters import BODY, about_letter, letter
from tests.programmes import acting
from tests.sharing import about, draft, sent
from tests.walk import AREA, cast

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
Photograph = Callable[[Page], None] | None


def test_what_it_was_used_in_and_who_did_what(rows: None, gallery: Gallery, photograph: Photograph) -> None:  # noqa: ARG001 -- opens the database
    people = cast()
    visit = acting.published(effect="hinders", words="Referrals come late.", published_on=localdate())
    acting.activity(kind="focused-visit", focus="weakness", focus_words="The front door")
    item = sent(by=people.ofsted, to=("cqc", "hmicfrs"), topic="walk-topic", urgent=True)
    commands.acknowledge(item, version=1, by=people.cqc)
    commands.decide(item, outcome="selection", reason="It is the third.", version=1, by=people.cqc_programme_lead)
    use = commands.use_item(item, target=f"programmes.activity:{visit.pk}", by=people.ofsted)
    person = gallery(people.ofsted)
    for name, more, says in (
        ("item", (), "Say what it was used in"),
        ("item_use_add", (), "Focused visit"),
        ("item_use_undo", (use.pk,), "Take back that it was used in this?"),
        ("item_trail", (), "It is the third."),
    ):
        sweeping.assert_page(person, reverse(name, args=[item.pk, *more]), photograph=photograph)
        person.sees(says)
    sweeping.assert_page(person, visit.get_absolute_url(), photograph=photograph)
    person.sees("Rests on these shared items", "Trail: who did what")
    sweeping.assert_page(person, reverse("activity_trail", args=[visit.pk]), photograph=photograph)


def test_what_cannot_be_sent_yet_says_so_with_a_way_on(rows: None, gallery: Gallery, photograph: Photograph) -> None:  # noqa: ARG001 -- as above
    people = cast()
    item = draft(by=people.ofsted)
    untold = sent(by=people.ofsted, to=("hmicfrs",))
    both = letter(by=people.ofsted, text=f"{BODY} \U00010cf5")
    for words in ("They wait for weeks.", "They wait for hours."):
        commands.edit_item(item, base=1, text=words, about=about(), by=people.ofsted)
        commands.edit_letter(both, base=1, text=f"{words} \U00010cf5", about=about_letter(), by=people.ofsted)
    person = gallery(people.ofsted)
    for address, *says in (
        (reverse("item_send", args=[item.pk]), "Compare with version 3"),
        (reverse("letter_send", args=[both.pk]), "Compare with version 3", "no font has", "Change the draft"),
        (f"{reverse('letter_add')}?recipient=cqc&local_area={AREA}&item={untold.pk}", f"CQC does not have item {untold.pk}"),
    ):
        sweeping.assert_page(person, address, photograph=photograph)
        person.sees(*says)


def test_what_is_known_of_several_areas(rows: None, gallery: Gallery, photograph: Photograph) -> None:  # noqa: ARG001 -- as above
    people = cast()
    for number in range(4):
        sent(by=people.ofsted, text=f"Number {number}", area=f"X00{1 + number % 3}", urgent=number == 2, topic="walk-topic")
    sent(by=people.ofsted, text="Well done", kind="exceptional-practice", area="X002")
    person = gallery(people.cqc)
    sweeping.assert_page(person, reverse("item_signals"), photograph=photograph)
    person.sees("3 local areas of which you know something", "By topic")
    person.page.get_by_role("link", name=re.compile("Concerns: Fellmoor")).click()
    person.sees("items that you can see")
    sweeping.assert_page(person, reverse("items"), photograph=photograph)
