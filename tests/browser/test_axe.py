"""Every page is accessible and fits its window, with rows on it, and every form says what is missing.

The pages are the rows of the door matrix (tests/doors), which has one for every address.
"""

import re
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.urls import get_resolver, reverse
from playwright.sync_api import Page

from accounts.models import User
from tests.browser import sweeping
from tests.browser.sweeping import Gallery
from tests.doors.parts import Door, client_of
from tests.doors.tables import DOORS
from tests.doors.world import World, build, person_of, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

# The API's own documentation is a page like any other.
GET = [door for door in DOORS if door.method == "get" and (not door.is_api or door.name == "api_docs")]
OPEN = str(int(HTTPStatus.OK))
# Answers that are not pages: files, plain text, a part of a page, the machine's own question.
NOT_PAGES = {
    "healthz", "request_file", "item_file", "response_item_file", "kept", "inspection_trail_csv", "inspection_reads_csv", "own_trail_csv", "person_trail_csv", "item_trail_csv", "letter_trail_csv", "activity_trail_csv", "items_export", "access_export_file", "access_index", "report_text", "report_file", "report_build", "response_draft_text", "response_file", "published_report_pdf", "programme_export", "programme_following_export", "activity_report_file", "activity_import_template", "activity_import_progress", "activity_import_faults", "letter_pdf", "letter_progress", "school_holidays_export", "school_holidays_template", "candidates_export", "year_calendar_file", "calendar_file", "plan_progress",
    "plan_moves",
}  # fmt: skip
# Half-way through a sign-in, or to and from another service: tests/browser/test_sign_in.py looks at the page of the code.
LEAD_ON = {"mfa_authenticate", "openid_connect_login", "openid_connect_callback"}
# Those whom only some rows know (signatory, reviewer …) come before all of them.
SEES_MOST = (
    "lead", "programme_lead", "inspector", "area", "observer", "stranger",
    "administrator", "nobody",
)  # fmt: skip
# Pages that take what their own form sends.
SENDS = {door.name for door in DOORS if door.method == "post"}
# By far the longest page, and in the same words for everybody.
SAME_FOR_ALL = {"api_docs"}
# Forms in which everything may be left empty, and why that says something.
MAY_BE_EMPTY = {
    "finding_notes": "no note supports it",
    "report_paragraph_findings": "it rests on no finding",
    "team_end": "asks nothing",
    "factor_remove": "asks nothing",
    "interest_end": "asks nothing",
    "absence_remove": "asks nothing",
    "own_leave_remove": "asks nothing",
    "person_leave": "asks nothing",
    "recovery": "asks nothing",
    "report_publish": "asks nothing",
    "response_file_remove": "asks nothing",
    "response_points_send": "asks nothing",
    "retention": "asks nothing",
    "role_end": "asks nothing",
    "plan_inspection": "test_planning_says_what_is_missing",
    "team_leave_empty": "asks nothing",
    "plan_adopt": "asks nothing",
    "plan_discard": "asks nothing",
    "plan_propose": "asks nothing",
    "plan_take": "asks nothing",
    "plan_pin": "in any week, and no reason is needed",
    "plan_put": "its form is a question, and what follows asks nothing",
    "replacement_take_back": "asks nothing",
    "override_withdraw": "asks nothing",
    "passkey_add": "the browser is asked for a passkey first",
    "item_discard": "asks nothing",
    "letter_discard": "asks nothing",
    "item_use_undo": "asks nothing",
    "access_item_lift": "asks nothing",
    "school_holiday_remove": "asks nothing",
    "access_item_take_out": "asks nothing",
    "access_names": "no name is redacted everywhere",
    "activity_judgements": "nothing is judged yet",
    "activity_report_remove": "asks nothing",
    "activity_take_back": "asks nothing",
    "components": "shows forms and takes none",
    "calendar_feed_make": "asks nothing",
    "calendar_feed_revoke": "asks nothing",
}


def examples() -> list[Door]:
    """One row for each page and each way of being let in that differs by its arguments."""
    return [door for door in GET if door.name not in NOT_PAGES and OPEN in part_answers(door)]


def part_answers(door: Door) -> list[str]:
    return [door.expected(part) for part in door.parts]


def names() -> list[str]:
    """Of every page, once."""
    return sorted({door.name for door in examples()})


@pytest.fixture(scope="module")
def world(rows: None) -> World:  # noqa: ARG001 -- opens the database
    """The world of the door matrix."""
    return build(reports=True)


def who(door: Door, world: World) -> list[User | None]:
    """Who sees most of it, the inspector whose rows they are, and a person who has not signed in where that is enough."""
    if door.name in SAME_FOR_ALL:
        return [None]
    let_in = [part for part in door.parts if door.expected(part) == OPEN]
    most = sorted(let_in, key=lambda part: SEES_MOST.index(part) if part in SEES_MOST else 0)[:1]
    chosen = most + [part for part in ("inspector", "nobody") if part in let_in]
    return [None if part == "nobody" else person_of(world.people, part) for part in dict.fromkeys(chosen)]


def everybody(door: Door, world: World) -> list[User | None]:
    """All who are let in, those who see most of it first: some look, and another may fill in."""
    let_in = [part for part in door.parts if door.expected(part) == OPEN]
    rest = [None if part == "nobody" else person_of(world.people, part) for part in let_in]
    return list(dict.fromkeys([*who(door, world), *rest]))


def where(door: Door, world: World) -> str:
    return reverse(door.name, kwargs=dict(door.at(world))) + door.query


def may_fill_in(user: User | None, address: str) -> bool:
    """Whether a browser has to be asked: not where the page sends nothing, or nothing that is typed or chosen."""
    client = Client(HTTP_HOST="localhost")
    if user is not None:
        client.cookies[django_settings.SESSION_COOKIE_NAME] = signed_in(user)
    page = client.get(address).content.decode()
    main = page[page.index("<main") :]
    sends = re.search(r"<form[^>]*method=.post", main)
    return bool(sends and re.search(r"<textarea|<select|<input(?![^>]*type=.hidden)", main))


@pytest.mark.parametrize("name", names())
def test_a_page_is_accessible(name: str, world: World, gallery: Gallery, photograph: Callable[[Page], None] | None) -> None:
    for door in examples():
        if door.name == name:
            for user in who(door, world):
                sweeping.assert_page(gallery(user), where(door, world), photograph=photograph)


def test_every_page_has_an_example(world: World, gallery: Gallery) -> None:
    """A name without a row that answers 200 is one that takes only POST."""
    known = {*names(), *NOT_PAGES} - {"api_docs"}
    rest = {door.name: door for door in DOORS if door.name not in known and not door.is_api}
    everything = {name for name in get_resolver().reverse_dict if isinstance(name, str) and not name.startswith("api_")}
    assert everything == known | set(rest)
    lead = gallery(world.people.lead)
    answers = {
        name: lead.page.request.get(reverse(name, kwargs=dict(door.at(world))), max_redirects=0).status
        for name, door in rest.items()
    }
    assert {name for name, status in answers.items() if status != HTTPStatus.METHOD_NOT_ALLOWED} == LEAD_ON


def test_whatever_answers_with_a_page_is_looked_at(world: World) -> None:
    """By what is sent, whatever the address is called: a page has a title, and is not a file to keep."""
    pages = set()
    for door in (door for door in DOORS if door.method == "get" and OPEN in part_answers(door)):
        part = next(part for part in door.parts if door.expected(part) == OPEN)
        answer = client_of(world, part).get(where(door, world))
        is_page = answer["Content-Type"].startswith("text/html") and "Content-Disposition" not in answer
        if is_page and b"<title>" in answer.content:
            pages.add(door.name)
    assert pages == {*names(), "kept"}, "tests/browser/test_sign_in.py looks at what was kept: it needs a cookie of its own"


@pytest.mark.parametrize("name", [name for name in names() if name not in MAY_BE_EMPTY])
def test_an_empty_form_says_what_is_missing(
    name: str, world: World, gallery: Gallery, photograph: Callable[[Page], None] | None
) -> None:
    for door in (one for one in examples() if one.name == name):
        for user in everybody(door, world):
            if not may_fill_in(user, where(door, world)):
                continue
            person = gallery(user)
            person.page.goto(where(door, world))
            if sweeping.empty_the_form(person.page):
                sweeping.assert_says_what_is_missing(person.page)
                sweeping.assert_sound(person, photograph)
                return
    assert name not in SENDS, "it takes what is filled in, and nobody was asked anything"


def test_planning_says_what_is_missing(world: World, gallery: Gallery) -> None:
    """Its form is a question (GET), and its second page stands on the answers."""
    office = gallery(world.people.programme_lead)
    plan = reverse("plan_inspection", args=[world.year.year])
    office.page.goto(f"{plan}?step=preview")
    sweeping.assert_says_what_is_missing(office.page)
    sweeping.assert_sound(office)
    week = "fieldwork_start=2098-12-23"
    sweeping.assert_page(office, f"{plan}?step=preview&area=X002&framework=2022-thematic&topic=walk-topic&{week}")
    office.presses("Plan this inspection")
    sweeping.assert_says_what_is_missing(office.page)
    sweeping.assert_sound(office)


# Templates of pages for what went wrong → the test that looks at them.
FAULTS = {
    "errors/400.html": "test_refusals_are_pages_too",
    "errors/401.html": "test_words_that_came_too_late_are_shown",
    "errors/_typed.html": "test_words_that_came_too_late_are_shown",
    "errors/page.html": "test_words_that_came_too_late_are_shown",
    "errors/403.html": "test_refusals_are_pages_too",
    "errors/404.html": "test_refusals_are_pages_too",
    "errors/405.html": "test_refusals_are_pages_too",
    "errors/409.html": "test_what_changed_meanwhile_is_said_on_a_page",
    "errors/429.html": "test_who_asks_too_often_is_told_on_a_page",
    "errors/422.html": "test_what_makes_no_sense_is_said_on_a_page",
    "403_csrf.html": "test_what_changed_meanwhile_is_said_on_a_page",
    "500.html": "test_the_page_of_a_fault_needs_nothing",
}


def test_every_page_for_a_fault_is_looked_at() -> None:
    templates = Path(django_settings.BASE_DIR) / "templates"
    own = {"403_csrf.html", "500.html"}  # the other three beside them only say which of the folder they are
    there = {f"errors/{file.name}" for file in (templates / "errors").iterdir()} | own
    assert set(FAULTS) == there
    assert set(FAULTS.values()) <= set(globals())
    assert {file.name for file in templates.glob("*.html")} - own - {"base.html"} == {"400.html", "403.html", "404.html"}


def test_refusals_are_pages_too(world: World, gallery: Gallery) -> None:
    lead, stranger = gallery(world.people.lead), gallery(world.people.stranger)
    sweeping.assert_page(lead, "/nowhere/", HTTPStatus.NOT_FOUND)
    sweeping.assert_page(gallery(None), "/nowhere/", HTTPStatus.NOT_FOUND)
    sweeping.assert_page(stranger, world.fieldwork.get_absolute_url(), HTTPStatus.NOT_FOUND)
    sweeping.assert_page(stranger, reverse("programme_years"), HTTPStatus.FORBIDDEN)
    button = reverse("finding_agree", args=[world.moderation.pk, world.proposed.pk])
    sweeping.assert_page(lead, button, HTTPStatus.METHOD_NOT_ALLOWED)
    lead.sees("This web address only works when you press a button on another page.")
    too_much = "&".join(f"a{number}" for number in range(django_settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))
    sweeping.assert_page(gallery(None), f"{reverse('published_reports')}?{too_much}", HTTPStatus.BAD_REQUEST)


def test_who_asks_too_often_is_told_on_a_page(world: World, gallery: Gallery) -> None:
    low = dict.fromkeys(django_settings.RATE_LIMITS, (0, 7_200))
    with override_settings(RATE_LIMITS=low):
        sweeping.assert_page(gallery(world.people.lead), reverse("inspections"), HTTPStatus.TOO_MANY_REQUESTS)
        sweeping.assert_page(gallery(None), reverse("published_reports"), HTTPStatus.TOO_MANY_REQUESTS)


def test_what_makes_no_sense_is_said_on_a_page(world: World, gallery: Gallery) -> None:
    """422 without a form: a button is pressed whose page was tampered with."""
    cqc = gallery(world.people.cqc)
    cqc.page.goto(reverse("finding", args=[world.moderation.pk, world.proposed.pk]))
    cqc.page.locator("input[name=version]").first.evaluate("(one) => { one.value = 'x'; }")
    cqc.presses("Agree for your inspectorate")
    cqc.sees("Say which version of the finding you have read.")
    sweeping.assert_sound(cqc)


def test_what_changed_meanwhile_is_said_on_a_page(world: World, gallery: Gallery) -> None:
    """409: a finding is agreed that was agreed already. 403: a form whose cookie has gone."""
    cqc = gallery(world.people.cqc)
    agreed = world.moderation.findings.filter(set_aside=None).exclude(pk=world.proposed.pk).first()
    cqc.page.goto(reverse("finding", args=[world.moderation.pk, agreed.pk]))
    other = cqc.context.new_page()
    other.goto(cqc.page.url)
    other.get_by_role("button", name="Agree for your inspectorate").click()
    other.get_by_text("Your inspectorate agrees finding").wait_for()
    other.close()
    cqc.presses("Agree for your inspectorate")
    cqc.sees("This cannot be done now")
    sweeping.assert_sound(cqc)

    nobody = gallery(None)
    nobody.page.goto(reverse("sign_in"))
    nobody.context.clear_cookies()
    nobody.types("Email address", "somebody@walk.example")
    nobody.types("Password", "wrong")
    nobody.presses("Sign in")
    sweeping.assert_sound(nobody)


def test_words_that_came_too_late_are_shown(world: World, gallery: Gallery) -> None:
    """401: the sign-in ended while somebody was typing."""
    cqc = gallery(world.people.cqc)
    cqc.page.goto(reverse("note_add", args=[world.fieldwork.pk]))
    cqc.types("What you saw or heard", "The nurse knew the family well.")
    kept = cqc.context.cookies()
    cqc.context.clear_cookies(name="sessionid")
    cqc.presses("Save the note")
    cqc.sees_heading("You are signed out")
    sweeping.assert_sound(cqc)
    cqc.context.add_cookies(kept)


def test_a_wrong_password_is_said(world: World, gallery: Gallery) -> None:  # noqa: ARG001 -- somebody to sign in as
    nobody = gallery(None)
    nobody.page.goto(reverse("sign_in"))
    nobody.types("Email address", "cqc@walk.example")
    nobody.types("Password", "not this one")
    nobody.presses("Sign in")
    assert nobody.page.title().startswith("Error: ")
    sweeping.assert_sound(nobody)


def test_the_page_of_a_fault_needs_nothing(gallery: Gallery) -> None:
    nobody = gallery(None)
    nobody.page.goto(reverse("privacy"))
    nobody.page.set_content(render_to_string("500.html"))
    sweeping.assert_sound(nobody)
