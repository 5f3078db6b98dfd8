"""The same pages before anything is on them: each says that it is empty, accessibly and inside its window."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from inspections import commands
from inspections.models import Inspection, Part
from reports.models import Report
from tests.browser import sweeping
from tests.browser.sweeping import Gallery
from tests.walk import FRONT_DOOR, Cast, cast, inspection_at
from tests.walk_reports import report_at

pytestmark = [pytest.mark.django_db, pytest.mark.browser]


@dataclass(frozen=True)
class Bare:
    """Inspections and reports to which nothing was added that their life does not need."""

    people: Cast
    planned: Inspection
    set_up: Inspection
    fieldwork: Inspection
    moderation: Inspection
    drafting: Report
    signing: Report
    published: Report


@pytest.fixture(scope="module")
def nobody_has_begun(rows: None) -> Cast:  # noqa: ARG001 -- opens the database
    """People, and not one year, inspection or report."""
    return cast()


@pytest.fixture(scope="module")
def gallery(browser: Browser, address: str) -> Iterator[Gallery]:
    """Everybody's browser."""
    kept = Gallery(browser, address)
    yield kept
    kept.close()


# (page, who opens it, what it says)
FIRST_DAY = (
    ("published_reports", None, "No report has been published yet."),
    ("home", "programme_lead", "What needs me today"),
    ("home", "cqc", "Nothing needs you today"),
    ("home", "co_ordinator", "What needs me today"),
    ("home", "administrator", "What needs me today"),
    ("inspections", "stranger", "no inspection"),
    ("programme_years", "programme_lead", "No programme year has been opened yet."),
    ("account", "cqc", "Account"),
    ("bank_holidays", "programme_lead", "Bank holidays"),
)


@pytest.mark.parametrize("page", FIRST_DAY, ids=[f"{name}-{part}" for name, part, _says in FIRST_DAY])
def test_on_the_first_day(page: tuple[str, str | None, str], nobody_has_begun: Cast, gallery: Gallery) -> None:
    name, part, says = page
    person = gallery(getattr(nobody_has_begun, part) if part else None)
    sweeping.look(person, reverse(name))
    assert says.lower() in person.says().lower(), person.says()


@pytest.mark.parametrize("query", ["?text=nowhere", "?q=nowhere"])
def test_nothing_matches(query: str, nobody_has_begun: Cast, gallery: Gallery) -> None:
    person = gallery(nobody_has_begun.cqc)
    for name in ("local_areas", "inspections", "published_reports"):
        sweeping.look(person, reverse(name) + query)


@pytest.fixture(scope="module")
def bare(nobody_has_begun: Cast) -> Bare:
    """Each at one point of its life."""
    people = nobody_has_begun
    planned = inspection_at("planned", year=2021, staffed=False)
    commands.assign(planned, person=people.lead, part=Part.LEAD, by=people.programme_lead)
    return Bare(
        people=people,
        planned=planned,
        set_up=inspection_at("set-up", year=2022),
        fieldwork=inspection_at("fieldwork", year=2023),
        moderation=inspection_at("moderation", year=2024),
        drafting=report_at("drafting", framework=FRONT_DOOR, year=2025),
        signing=report_at("sign-off", framework=FRONT_DOOR, year=2026),
        published=report_at("published", framework=FRONT_DOOR, year=2027),
    )


# (page, whose, who opens it, what it says)
BARE = (
    ("team", "planned", "programme_lead", "Nobody yet"),
    ("request", "planned", "lead", "Nothing has been asked yet."),
    ("inspection", "planned", "lead", "You cannot do this now"),
    ("children", "set_up", "cqc", "No child has been chosen yet."),
    ("notes", "set_up", "cqc", "There is no note yet that you can see."),
    ("note_add", "set_up", "cqc", "Add a note"),
    ("findings", "fieldwork", "cqc", "no finding"),
    ("evaluations", "fieldwork", "cqc", "Evaluations"),
    ("evaluation_add", "fieldwork", "cqc", "Add an evaluation"),
    ("moderation", "fieldwork", "cqc", "There is no finding yet that you can see."),
    ("report", "moderation", "lead", "There is no draft yet."),
    ("report", "drafting", "lead", "Sections"),
    ("report_quality", "drafting", "lead", "There is no comment yet."),
    ("report_accuracy", "drafting", "lead", "The approved draft is delivered to the local area"),
    ("report_decision", "drafting", "decision_maker", "Not decided yet"),
    ("report_sign_off", "drafting", "lead", "Not signed"),
    ("report_readers", "signing", "lead", "Nobody is named yet."),
    ("report_sign_off", "signing", "lead", "Waiting"),
    ("report_publish", "signing", "lead", "You cannot do this now"),
    ("report_statement", "published", "lead", "Record receipt"),
    ("response_statement", "published", "co_ordinator", "Not recorded yet"),
    ("response", "published", "co_ordinator", "Fellmoor"),
)


@pytest.mark.parametrize("page", BARE, ids=[f"{name}-{whose}" for name, whose, _part, _says in BARE])
def test_before_anything_is_there(page: tuple[str, str, str, str], bare: Bare, gallery: Gallery) -> None:
    name, whose, part, says = page
    thing = getattr(bare, whose)
    person = gallery(getattr(bare.people, part))
    sweeping.look(person, reverse(name, args=[getattr(thing, "inspection_id", thing.pk)]))
    assert says.lower() in person.says().lower(), person.says()
