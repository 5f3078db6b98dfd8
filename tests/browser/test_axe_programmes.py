"""Pages of programmes that the world of the doors does not have: a decision when to come, two versions, what is late."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from jtai.programmeyears import year_of
from programmes import commands
from programmes.importing.running import ask_import
from tests.browser import sweeping
from tests.browser.sweeping import Gallery
from tests.programmes import acting, tables
from tests.walk import cast

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
Photograph = Callable[[Page], None] | None


def test_the_decision_when_to_come(rows: None, gallery: Gallery, photograph: Photograph) -> None:  # noqa: ARG001 -- opens the database
    people = cast()
    acting.published(kind="standard-inspection", effect="hinders", words="Referrals come late.", outcome="Much to do")
    acting.published("clas", "review")
    planned = acting.activity(kind="standard-inspection", timing_reason="Three years are over.")
    person = gallery(people.ofsted)
    sweeping.assert_page(
        person, f"{reverse('activity_add', args=['ilacs'])}?subject=x001-local-authority", photograph=photograph
    )
    assert "What other programmes and inspectorates did lately or plan" in person.says()
    sweeping.assert_page(person, planned.get_absolute_url(), photograph=photograph)
    person.sees("Why now", "Three years are over.", "Much to do")
    sweeping.assert_page(person, reverse("activity_history", args=[planned.pk]), photograph=photograph)
    person.sees("Beside the decision when to come stood")


def test_words_that_wait_beside_and_what_is_late(rows: None, gallery: Gallery, photograph: Photograph) -> None:  # noqa: ARG001 -- as above
    people = cast()
    broken = acting.breach()
    row = broken.activity
    facts = {"kind": row.kind, "starts_on": row.starts_on, "ends_on": row.ends_on, "by": people.cqc}
    commands.edit_activity(row, base=1, words="First.", effect="improves", **facts)
    commands.edit_activity(row, base=1, words="Second.", effect="hinders", **facts)
    person = gallery(people.cqc)
    sweeping.assert_page(person, row.get_absolute_url(), photograph=photograph)
    sweeping.assert_page(person, reverse("activity_versions", args=[row.pk, 3]), photograph=photograph)
    person.sees("Other fields that differ")
    sweeping.assert_page(person, reverse("programme_following", args=["fundamental-standards"]), photograph=photograph)
    assert "days late" in person.says()


def test_a_breach_in_other_words(rows: None, gallery: Gallery, photograph: Photograph) -> None:  # noqa: ARG001 -- as above
    people = cast()
    broken = acting.breach()
    kept = acting.reworded(broken, words="Staff referred too late.")
    commands.follow_breach(broken, step="address", on=acting.ENDED, note="Trained.", by=people.cqc)
    person = gallery(people.cqc)
    sweeping.assert_page(person, broken.get_absolute_url(), photograph=photograph)
    person.sees("Change the words or days", "History: 3 versions", "Compare with version 3")
    for name, args in (("breach_edit", ()), ("breach_history", ()), ("breach_versions", (kept.number,))):
        sweeping.assert_page(person, reverse(name, args=[broken.pk, *args]), photograph=photograph)
    assert "Staff referred too late." in person.says()


def test_a_table_on_its_way_and_what_came_of_it(rows: None, gallery: Gallery, photograph: Photograph) -> None:  # noqa: ARG001 -- as above
    people = cast()
    tables.imported(tables.as_csv([tables.CONVERSATION]), programme=acting.programme())
    checked = tables.imported(
        tables.as_xlsx([(*tables.CONVERSATION[:4], "04/03/2026", "done")], tables.HEAD, "Notes"), name="a.xlsx", only_check=True
    )
    wrong = tables.imported(tables.as_csv([("", "visit " * 40, "x" * 300, "=A1", "", "")] * 60))
    waiting = ask_import(acting.programme(), data=b"activity\n", name="b.csv", only_check=True, by=people.ofsted)
    person = gallery(people.ofsted)
    sound = tables.imported(tables.as_csv([tables.ASSESSMENT]), name="c.csv", only_check=True)
    for run, says in (
        (sound, "Load it now"),
        (waiting, "waiting to be read"),
        (wrong, "is a formula"),
        (checked, "would change a recorded activity"),
    ):
        sweeping.assert_page(person, run.get_absolute_url(), photograph=photograph)
        assert says in person.says()
    sweeping.assert_page(person, reverse("activity_imports", args=["ilacs"]), photograph=photograph)


def test_what_was_seen_and_what_was_done(rows: None, gallery: Gallery, photograph: Photograph) -> None:  # noqa: ARG001 -- as above
    people = cast()
    row, item = acting.done(kind="standard-inspection"), acting.check_item(agency=acting.council())
    day = acting.ENDED
    for seen, by in (("They have done nothing.", people.ofsted), ("The hub works now.", people.lead)):
        commands.look_at_check_item(item, activity=row, seen=seen, seen_on=day, by=by)
    broken = acting.breach()
    commands.follow_breach(broken, step="address", on=day, note="Trained.", by=people.cqc)
    commands.reopen_breach(broken, state="addressed", reason="Pressed by mistake.", by=people.cqc)
    for step, note in (("enforce", "A warning notice."), ("resolve", "All staff refer now.")):
        commands.follow_breach(broken, step=step, on=day, note=note, by=people.cqc)
    person = gallery(people.ofsted)
    sweeping.assert_page(person, row.get_absolute_url(), photograph=photograph)
    person.sees("They have done nothing.", "The hub works now.")
    sweeping.assert_page(person, f"{reverse('check_item', args=[item.pk])}?activity={row.pk}", photograph=photograph)
    person.sees("They have done nothing.", "Record another look")
    sweeping.assert_page(person, reverse("activity_trail", args=[row.pk]), photograph=photograph)
    sweeping.assert_page(person, reverse("activity_judgements", args=[row.pk]), photograph=photograph)
    person = gallery(people.cqc)
    sweeping.assert_page(person, broken.get_absolute_url(), photograph=photograph)
    person.sees("How it was resolved", "All staff refer now.")
    assert "Trained." not in person.says()
    sweeping.assert_page(person, reverse("breach_step", args=[broken.pk, "reopen"]), photograph=photograph)
    sweeping.assert_page(person, reverse("activity_trail", args=[broken.activity_id]), photograph=photograph)
    person.sees("Trained.", "Pressed by mistake.")


def test_what_is_due_late_and_enforced(rows: None, gallery: Gallery, photograph: Photograph) -> None:  # noqa: ARG001 -- as above
    people = cast()
    broken = acting.breach()
    enforced = acting.breach(broken.activity, standard="Staffing")
    commands.follow_breach(enforced, step="enforce", on=acting.ENDED, note="A notice.", by=people.cqc)
    acting.recommendation(broken.activity, words="Train every nurse.")
    person, now = gallery(people.cqc_programme_lead), year_of(timezone.localdate())
    for year, says in ((now, "In enforcement"), (now - 1, "How far each rule is kept")):
        sweeping.assert_page(person, reverse("programme_due", args=["fundamental-standards", year]), photograph=photograph)
        person.sees(says)
    for name, args, says in (
        ("programmes", (), "Overdue"),
        ("home", (), "Fundamental standards: 2 are overdue"),
        ("agency", (broken.agency.code,), "What is due"),
        ("programme_following", ("fundamental-standards",), "Due, and status"),
    ):
        sweeping.assert_page(person, reverse(name, args=args), photograph=photograph)
        person.sees(says)
