"""Dragging somebody onto a team: where they are there already, and where it has to be said as what."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from inspections.commands import assign
from inspections.models import Inspection, Part
from jtai.programmeyears import year_of
from scheduling.commands import open_year
from scheduling.queries import mondays
from tests.browser.acting import Opens, Person
from tests.doors.world import signed_in
from tests.walk import cast, inspection_at

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
YEAR = year_of(timezone.localdate()) + 2  # its weeks are to come, whenever the tests run


@pytest.fixture(scope="module")
def inspection(rows: None) -> Inspection:  # noqa: ARG001 -- opens the database
    """Planned, with one inspector of CQC."""
    people = cast()
    open_year(YEAR, by=people.programme_lead)
    made = inspection_at("planned", week=mondays(YEAR)[20], year=YEAR, staffed=False)
    assign(made, person=people.cqc, part=Part.INSPECTOR, by=people.programme_lead)
    return made


def at_teams(opens: Opens, address: str, who: str) -> Person:
    person = opens()
    # So high that nothing scrolls on the way.
    person.page.set_viewport_size({"width": 1280, "height": 2000})
    person.context.add_cookies([{"name": "sessionid", "value": signed_in(getattr(cast(), who)), "url": address}])
    person.goes_to(reverse("year_teams", args=[YEAR]))
    return person


def drag(page: Page, person: User) -> None:
    """Onto the only team; a browser takes for a drag what moves more than once."""
    expect(page.locator("[data-drag-hint]")).to_be_visible()
    page.locator(f'[data-person="{person.pk}"]').hover()
    page.mouse.down()
    for _twice in range(2):
        page.locator("[data-team] h2").hover()
    page.mouse.up()


def test_who_is_on_a_team_already_and_is_dropped_on_it_is_named(opens, address, inspection):
    page = at_teams(opens, address, "cqc_programme_lead").page
    drag(page, cast().cqc)
    expect(page.locator("[data-says]")).to_have_text("Cqc is on this team already.")
    assert inspection.team.count() == 1


def test_who_is_dropped_on_a_team_without_a_lead_inspector_can_be_given_that_part(opens, address, inspection):
    page = at_teams(opens, address, "programme_lead").page
    drag(page, cast().lead)
    expect(page.locator("[data-says]")).to_have_text("Choose as what Lead gets a place, then give it.")
    expect(page.get_by_label("As", exact=True)).to_be_focused()
    page.get_by_label("As", exact=True).select_option("lead")
    page.set_viewport_size({"width": 1280, "height": 500})
    page.get_by_role("button", name="Give the place").click()
    expect(page.get_by_text("Lead is the lead inspector of the team of Fellmoor.")).to_be_in_viewport()
    assert page.url.endswith(f"#team-{inspection.pk}")
    assert inspection.team.get(ended_at=None, part=Part.LEAD).user == cast().lead


def test_what_is_soon_over_is_asked_for_often_at_first(opens, address, inspection):  # noqa: ARG001 -- the year is open
    page, asked = at_teams(opens, address, "programme_lead").page, []

    def answered(route: Route) -> None:
        asked.append(timezone.now())
        route.fulfill(body='<div data-progress data-poll="/progress/"></div>', content_type="text/html")

    page.route("**/progress/", answered)
    page.evaluate(
        """async () => {
          document.querySelector("main").insertAdjacentHTML("beforeend", '<div data-progress data-poll="/progress/"></div>');
          const script = document.querySelector('script[src*="js/app"]').src;
          const { pollProgress } = await import(script.replace(/app[^/]*$/, "progress.js"));
          pollProgress(document.querySelector("main"));
        }"""
    )
    page.wait_for_timeout(1_900)
    assert len(asked) >= 3
    assert asked[1] - asked[0] < timedelta(seconds=1.5)
