"""Two people, two windows, a double click, no scripts: nothing that somebody typed is lost, and nothing is written twice."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from inspections.models import Finding, Inspection
from tests.browser.acting import Opens, Person
from tests.doors.world import PASSWORD, signed_in
from tests.factors import code_now, with_totp
from tests.walk import Cast, cast, finding, inspection_at

pytestmark = [pytest.mark.django_db, pytest.mark.browser]


@pytest.fixture(scope="module")
def people(rows: None) -> Cast:  # noqa: ARG001 -- opens the database
    """Everybody; CQC's inspector has a password and an app."""
    everybody = cast()
    everybody.cqc.set_password(PASSWORD)
    everybody.cqc.save(update_fields=["password"])
    with_totp(everybody.cqc)
    return everybody


@pytest.fixture(scope="module")
def inspection(people: Cast) -> Inspection:  # noqa: ARG001 -- for its team
    """In fieldwork."""
    return inspection_at("fieldwork")


@pytest.fixture
def enters(opens: Opens, address: str) -> Iterator[Opens]:
    """Somebody who is signed in already, at a browser of their own."""

    def enter(user: User, **options: object) -> Person:
        person = opens(**options)
        person.context.add_cookies([{"name": "sessionid", "value": signed_in(user), "url": address}])
        return person

    return enter


def fill_in(person: Person, statement: str) -> None:
    """A strength at practice level."""
    person.types("Statement", statement)
    person.chooses("Strength", of="Kind")
    person.chooses("Improves children’s experiences")
    person.chooses("Deep dive", of="Strand")
    person.chooses("Practice", of="Level")


def stored(inspection: Inspection, statement: str) -> int:
    return Finding.objects.filter(inspection=inspection, text__body=statement).count()


def test_two_people_change_one_finding_and_neither_loses_a_word(inspection: Inspection, people: Cast, enters: Opens) -> None:
    found = finding(inspection, by=people.ofsted, statement="Agencies meet.")
    first, second = enters(people.ofsted), enters(people.lead)
    for person in (first, second):
        person.goes_to(reverse("finding_edit", args=[inspection.pk, found.pk]))
    first.types("Statement", "Agencies meet each week.")
    second.types("Statement", "Agencies meet, and write down what they decide.")
    first.presses("Save the finding")
    first.is_told("The finding was saved")
    second.presses("Save the finding")
    second.sees("Nothing is lost: both versions are kept.")
    second.sees("Agencies meet each week.", "Agencies meet, and write down what they decide.")

    first.goes_to(found.get_absolute_url())
    first.sees("Agencies meet each week.")
    first.follows("Compare with version")
    first.sees("Agencies meet, and write down what they decide.")
    second.types("Text made from both", "Agencies meet each week, and write down what they decide.")
    second.presses("Save the text made from both")
    second.sees("Agencies meet each week, and write down what they decide.")
    second.follows("History:")
    second.sees("Agencies meet each week.", "Agencies meet, and write down what they decide.")
    found.text.refresh_from_db()
    assert found.text.body == "Agencies meet each week, and write down what they decide."
    kept = set(found.text.revisions.values_list("body", flat=True))
    assert {"Agencies meet.", "Agencies meet each week.", "Agencies meet, and write down what they decide."} <= kept


def test_what_was_typed_stays_when_something_is_missing(inspection: Inspection, people: Cast, enters: Opens) -> None:
    person = enters(people.cqc)
    person.goes_to(reverse("finding_add", args=[inspection.pk]))
    person.types("Statement", "Nurses visit early.")
    person.chooses("Practice study", of="Kind")
    person.presses("Save the finding")
    person.is_told_off("Select a strand", "Select practice or strategic level")
    expect(person.field("Statement")).to_have_value("Nurses visit early.")
    expect(person.page.get_by_label("Practice study", exact=True)).to_be_checked()


def test_what_was_typed_outlives_the_session(inspection: Inspection, people: Cast, enters: Opens) -> None:
    """It is shown, to be copied into the form that opens after signing in again."""
    person = enters(people.cqc)
    person.goes_to(reverse("finding_add", args=[inspection.pk]))
    fill_in(person, "Nurses share what they see.")
    person.context.clear_cookies(name="sessionid")
    person.presses("Save the finding")
    person.sees_heading("You are signed out")
    copied = person.page.get_by_label("What you typed").input_value()
    person.follows("sign in again")
    person.types("Email address", people.cqc.email)
    person.types("Password", PASSWORD)
    person.presses("Sign in")
    person.types("Code", code_now())
    person.presses("Continue")
    person.sees_heading("Add a finding")
    fill_in(person, copied)
    person.presses("Save the finding")
    person.is_told("The finding was saved")
    assert stored(inspection, "Nurses share what they see.") == 1


def test_a_double_click_makes_one_finding(inspection: Inspection, people: Cast, enters: Opens) -> None:
    person = enters(people.hmicfrs)
    person.goes_to(reverse("finding_add", args=[inspection.pk]))
    fill_in(person, "Officers see the child first.")
    person.page.get_by_role("button", name="Save the finding").dblclick()
    person.is_told("The finding was saved")
    assert stored(inspection, "Officers see the child first.") == 1


def test_a_double_click_without_scripts_makes_one_finding(inspection: Inspection, people: Cast, enters: Opens) -> None:
    person = enters(people.hmicfrs, java_script_enabled=False)
    person.goes_to(reverse("finding_add", args=[inspection.pk]))
    expect(person.page.get_by_label("Who is responsible for the priority action?")).to_be_visible()
    fill_in(person, "Officers speak to schools the same day.")
    person.page.get_by_role("button", name="Save the finding").dblclick()
    person.is_told("The finding was saved")
    assert stored(inspection, "Officers speak to schools the same day.") == 1
