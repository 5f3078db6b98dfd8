"""A programme lead's hour: a year is planned, explained, moved by keyboard, compared, adopted and staffed; one is deferred and replaced."""

import re
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import Browser, expect

from inspections.models import Inspection
from jobs.runner import run as run_job
from jtai.programmeyears import year_of
from scheduling import queries
from scheduling.models import Plan, Replacement
from tests.browser.acting import Opens, Person
from tests.doors.world import signed_in
from tests.factors import with_factors
from tests.scheduling import planning
from tests.walk import FRONT_DOOR, cast, framework_version

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
YEAR = year_of(timezone.localdate()) + 3  # its weeks are to come, whenever the tests run


def test_a_year_is_planned_explained_moved_compared_adopted_staffed_and_mended(
    rows: None,  # noqa: ARG001 -- opens the database
    opens: Opens,
    browser: Browser,
    address: str,
) -> None:
    people = with_factors(cast())
    framework_version(FRONT_DOOR)
    planning.people(6)
    pinned, out, *_others = planning.areas(6)
    person = opens()
    person.context.add_cookies([{"name": "sessionid", "value": signed_in(people.programme_lead), "url": address}])

    _plan(person)
    plan = Plan.objects.get(name="Ten at first")
    _say(person, plan, pinned.code, out.code, out.name)
    run_the_search(plan)
    _read(person, plan, pinned.name, out.name)
    _move_by_keyboard(person, plan)
    _compare_and_adopt(person, plan)
    _staff(person, people.ofsted.name)
    _defer_and_replace(person)
    _subscribe(person, browser, address)
    assert [(one.name, one.state) for one in Plan.objects.order_by("pk")] == [("Ten at first", "adopted"), ("Another", "draft")]


def _plan(person: Person) -> None:
    person.goes_to(reverse("year_open"))
    person.types("In which calendar year does it begin?", str(YEAR))
    person.types("How many local areas should be inspected?", "3")
    person.presses("Open the year")
    person.follows("Plans", exact=True)
    person.presses("New plan")
    person.types("Name", "Ten at first")
    person.page.locator("#id_set_1_count").fill("3")
    person.presses("Make the plan")
    person.sees_heading("Ten at first")


def _say(person: Person, plan: Plan, pinned: str, out: str, name: str) -> None:
    person.goes_to(reverse("plan_pin", args=[YEAR, plan.pk, pinned]))
    person.presses("Pin it in")
    person.goes_to(reverse("plan_rule_out", args=[YEAR, plan.pk, out]))
    person.types("Why is it ruled out?", "Its director has just left")
    person.presses("Rule it out")
    person.goes_to(plan.get_absolute_url())
    person.presses("Propose local areas")
    person.is_told("A first plan with 3 local areas stands.")
    person.misses(name)


def run_the_search(plan: Plan) -> None:
    """What a worker does."""
    proposal = queries.proposal_of(plan)
    assert proposal is not None
    job = queries.job_of_proposal(proposal)
    assert job is not None
    assert run_job(job.pk)


def _read(person: Person, plan: Plan, pinned: str, out: str) -> None:
    person.goes_to(plan.get_absolute_url())
    person.sees("Pinned in")
    person.sees(pinned)
    person.follows("Why it is so")
    person.sees("What each weight changed", "Strong candidates that are not in")
    person.follows("Local areas, in and out")
    person.sees("Its director has just left")
    person.sees(out)


def _move_by_keyboard(person: Person, plan: Plan) -> None:
    person.follows("Board: move by hand")
    block = person.page.get_by_role("slider").first
    before = block.get_attribute("aria-valuetext")
    block.focus()
    person.page.keyboard.press("ArrowRight")
    line = person.page.locator("[data-board-say]")
    expect(line).to_contain_text(re.compile("breaks (no|1|2|3) rule"))
    person.page.keyboard.press("Enter")
    expect(line).to_contain_text("Moved and saved.")
    undo = person.page.get_by_role("button", name=f"Undo: back to {before}")
    undo.click()
    expect(person.page.get_by_role("slider").first).to_have_attribute("aria-valuetext", before or "")
    assert planning.judged(plan).broken == {}


def _compare_and_adopt(person: Person, plan: Plan) -> None:
    person.goes_to(reverse("plan_copy", args=[YEAR, plan.pk]))
    person.types("Name of the copy", "Another")
    person.presses("Copy the plan")
    other = Plan.objects.get(name="Another")
    person.goes_to(f"{reverse('plan_compare', args=[YEAR])}?plan={plan.pk}&plan={other.pk}")
    person.sees("Ten at first", "Another", "Where points come from")
    person.goes_to(reverse("plan_adopt", args=[YEAR, plan.pk]))
    person.sees("These 3 inspections will be planned")
    person.presses("Adopt the plan")
    person.is_told("The plan was adopted: 3 inspections are planned.")
    assert Inspection.objects.filter(programme_year=YEAR, status="planned").count() == 3


def _staff(person: Person, name: str) -> None:
    person.follows("Teams", exact=True)
    team = person.page.locator(".app-team").first
    choice = team.locator("select").first
    option = choice.locator("option").filter(has_text=name).first.text_content() or ""
    choice.select_option(label=option.strip())
    person.presses("Give the place", within=team, exact=False)
    expect(person.page.locator(".app-team").first).to_contain_text(name)


def _defer_and_replace(person: Person) -> None:
    gone, instead = Inspection.objects.filter(programme_year=YEAR).order_by("fieldwork_start")[:2]
    person.goes_to(reverse("step", args=[gone.pk, "defer"]))
    person.types("Who asked for the deferral?", "The director of children’s services")
    person.types("Exceptional circumstances", "A flood")
    person.page.locator("main form button[type=submit]").last.click()
    person.goes_to(reverse("programme_year", args=[YEAR]))
    person.sees("1 was deferred and not replaced")
    person.follows("Choose a replacement")
    which = person.page.get_by_role("group", name="Which planned inspection stands in?")
    which.get_by_label(re.compile(rf"^\s*{instead.local_area.name}")).check()
    person.types("Why does it take the place?", "The nearest in kind")
    person.presses("Let it take the place")
    assert Replacement.objects.get(gone=gone).instead == instead


def _subscribe(person: Person, browser: Browser, address: str) -> None:
    person.goes_to(reverse("calendar_feed"))
    person.presses("Make a link")
    person.presses("Make the link")
    link = urlsplit(person.page.locator("code").inner_text()).path
    with closing(browser.new_context(base_url=address)) as program:  # without a cookie
        calendar = Calendar.from_ical(program.request.get(link).body())
    said = {str(one["summary"]) for one in calendar.walk("VEVENT")}
    assert "Joint inspection (unannounced): fieldwork" in said
    names = Inspection.objects.filter(programme_year=YEAR).values_list("local_area__name", flat=True)
    assert not [one for one in said for name in names if name in one]
