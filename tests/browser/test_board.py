"""The board of a plan: a local area is moved by keyboard, by dragging, and by a form without JavaScript; what it breaks is said at once."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, expect

from jtai.programmeyears import year_of
from scheduling import commands
from scheduling.commands import open_year
from scheduling.models import Plan
from scheduling.proposing.facts import Span
from scheduling.proposing.words import day, days
from scheduling.queries import mondays
from tests.browser import sweeping
from tests.browser.acting import Opens, Person
from tests.browser.sweeping import Gallery
from tests.doors.world import signed_in
from tests.programmes import acting
from tests.scheduling.boards import planned
from tests.walk import AREA, OTHER_AREA, cast, local_area

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
YEAR = year_of(timezone.localdate()) + 2  # its weeks are to come, whenever the tests run
START, VISITED, OTHER = 20, 22, 5  # weeks of the year
NAME = "Fellmoor (invented)"


@pytest.fixture(scope="module")
def plan(rows: None) -> Plan:  # noqa: ARG001 -- opens the database
    """Two local areas; a visit at the one, two weeks after its own, which bars the week that it is in."""
    year = open_year(YEAR, by=cast().programme_lead)
    first = mondays(YEAR)[VISITED]
    acting.activity(
        kind="standard-inspection", starts_on=first, ends_on=first + timedelta(days=1), timing_reason="Three years are over."
    )
    return planned(year, {AREA: mondays(YEAR)[START], OTHER_AREA: mondays(YEAR)[OTHER]}, clash=0)


@pytest.fixture(autouse=True)
def _as_it_was(plan: Plan) -> Iterator[None]:
    """After each test the local area is back in its week."""
    yield
    commands.put(plan, local_area(AREA), week=mondays(YEAR)[START], by=cast().programme_lead)


@pytest.fixture
def office(opens: Opens, plan: Plan, address: str) -> Person:
    """Ofsted's programme lead on the board."""
    return at_board(opens(), plan, address)


def at_board(person: Person, plan: Plan, address: str) -> Person:
    person.context.add_cookies([{"name": "sessionid", "value": signed_in(cast().programme_lead), "url": address}])
    person.goes_to(reverse("plan_board", args=[YEAR, plan.pk]))
    return person


def block(person: Person) -> Locator:
    return person.page.get_by_role("slider", name=NAME)


def line(person: Person) -> Locator:
    return person.page.locator("[data-board-say]")


def week(number: int) -> str:
    """3 to 7 November 2098."""
    monday = mondays(YEAR)[number]
    return days(Span(monday, monday + timedelta(days=4)))


def stands_in(plan: Plan, number: int) -> bool:
    return plan.places.get(local_area__code=AREA).week == mondays(YEAR)[number]


def test_by_keyboard_each_week_says_at_once_what_it_breaks_and_is_undone(office: Person, plan: Plan) -> None:
    block(office).focus()
    office.page.keyboard.press("ArrowRight")
    expect(line(office)).to_have_text(f"{NAME}, {week(START + 1)}: breaks no rule.")
    office.page.keyboard.press("ArrowRight")
    visited = mondays(YEAR)[VISITED]
    expect(line(office)).to_contain_text(
        f"{NAME}, {week(VISITED)}, breaks 1 rule: ILACS standard inspection (Fellmoor Council) "
    )
    expect(line(office)).to_contain_text(f"in the same week; allowed from {day(visited + timedelta(weeks=1))}.")
    expect(block(office)).to_have_attribute("aria-valuetext", week(VISITED))
    assert stands_in(plan, START)

    office.page.keyboard.press("Escape")
    expect(line(office)).to_have_text("Put back. Nothing was moved.")
    expect(block(office)).to_have_attribute("aria-valuetext", week(START))

    office.page.keyboard.press("Shift+ArrowRight")
    expect(line(office)).to_have_text(f"{NAME}, {week(START + 4)}: breaks no rule.")
    office.page.keyboard.press("Enter")
    undo = office.page.get_by_role("button", name=f"Undo: back to {week(START)}")
    expect(undo).to_be_visible()
    expect(block(office)).to_be_focused()
    assert stands_in(plan, START + 4)
    undo.click()
    expect(block(office)).to_have_attribute("aria-valuetext", week(START))
    assert stands_in(plan, START)


def test_dragging_moves_by_weeks_and_a_small_push_moves_nothing(office: Person, plan: Plan) -> None:
    width = office.page.locator(".app-board__svg").bounding_box()["width"] / len(mondays(YEAR))
    drag(office, width * 0.2)
    assert stands_in(plan, START)
    drag(office, -width * 3)
    expect(line(office)).to_have_text(f"Moved and saved. {NAME}, {week(START - 3)}: breaks no rule.")
    assert stands_in(plan, START - 3)


def test_after_coming_back_the_last_move_is_undone_by_keyboard_too(office: Person, plan: Plan) -> None:
    block(office).focus()
    office.page.keyboard.press("ArrowRight")
    expect(line(office)).to_contain_text("breaks no rule")
    office.page.keyboard.press("Enter")
    expect(line(office)).to_contain_text("Moved and saved.")
    office.goes_to(reverse("plans", args=[YEAR]))
    office.goes_to(reverse("plan_board", args=[YEAR, plan.pk]))
    office.sees(f"Fellmoor was moved from {week(START)} to {week(START + 1)}.")
    block(office).focus()
    office.page.keyboard.press("ArrowRight")
    office.page.keyboard.press("Escape")
    office.page.keyboard.press("Control+z")
    expect(line(office)).to_have_text(f"Undone and saved. {NAME}, {week(START)}: breaks no rule.")
    assert stands_in(plan, START)


def drag(person: Person, by: float) -> None:
    block(person).scroll_into_view_if_needed()
    box = block(person).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    person.page.mouse.move(x, y)
    person.page.mouse.down()
    person.page.mouse.move(x + by / 2, y, steps=3)
    person.page.mouse.move(x + by, y, steps=3)
    person.page.mouse.up()


def test_without_javascript_a_list_of_weeks_and_a_page_do_the_same(opens: Opens, plan: Plan, address: str) -> None:
    person = at_board(opens(java_script_enabled=False), plan, address)
    person.page.get_by_label(f"Week for {NAME}").select_option(value=mondays(YEAR)[VISITED].isoformat())
    person.presses(f"Look at the move ({NAME})")
    person.sees_heading("Move Fellmoor")
    person.sees("In this week it breaks 1 rule")
    person.presses("Move it to this week all the same")
    person.sees(f"{NAME}, {week(VISITED)}, breaks 1 rule")
    assert stands_in(plan, VISITED)
    person.presses(f"Undo: back to {week(START)}")
    assert stands_in(plan, START)


def test_where_somebody_was_quicker_it_is_said_and_the_block_stays_in_hand(office: Person, plan: Plan) -> None:
    block(office).focus()
    office.page.keyboard.press("ArrowRight")
    expect(line(office)).to_contain_text(week(START + 1))
    commands.put(plan, local_area(OTHER_AREA), week=mondays(YEAR)[OTHER + 1], by=cast().programme_lead)
    office.page.keyboard.press("Enter")
    expect(line(office)).to_contain_text("Somebody has changed this plan since you opened the page.")
    expect(line(office)).to_contain_text(f"{NAME}, {week(START + 1)}: breaks no rule.")
    assert stands_in(plan, START)
    office.page.keyboard.press("Enter")
    expect(line(office)).to_contain_text("Moved and saved.")
    assert stands_in(plan, START + 1)


def test_without_network_nothing_is_moved_and_it_is_said(office: Person) -> None:
    office.context.set_offline(True)
    block(office).focus()
    office.page.keyboard.press("ArrowRight")
    expect(line(office)).to_contain_text("No answer came. Nothing was moved.")
    expect(block(office)).to_have_attribute("aria-valuetext", week(START))
    office.context.set_offline(False)
    office.page.keyboard.press("ArrowRight")
    expect(line(office)).to_have_text(f"{NAME}, {week(START + 1)}: breaks no rule.")
    office.faults.clear()


def test_plans_side_by_side_are_accessible(plan: Plan, gallery: Gallery) -> None:
    other = planned(plan.year, {AREA: mondays(YEAR)[VISITED]}, name="Second", clash=0, seed=2)
    person = gallery(cast().programme_lead)
    sweeping.assert_page(person, f"{reverse('plan_compare', args=[YEAR])}?plan={plan.pk}&plan={other.pk}")
    person.sees("Only in First", "In different weeks")
    address = reverse("plan_compare", args=[YEAR])
    sweeping.assert_page(person, f"{address}?plan={plan.pk}", status=422)
    sweeping.assert_page(person, reverse("plan_board", args=[YEAR, other.pk]))


def test_before_anything_is_there_both_say_so(plan: Plan, gallery: Gallery) -> None:
    by = cast().programme_lead
    later = open_year(YEAR + 1, by=by)
    person = gallery(by)
    sweeping.assert_page(person, reverse("plan_compare", args=[YEAR + 1]))
    person.sees("There are not two plans of this year to compare.")
    bare = planned(later, {}, name="Bare")
    sweeping.assert_page(person, reverse("plan_board", args=[YEAR + 1, bare.pk]))
    person.sees("This plan has no local areas yet.")
    sweeping.assert_page(person, reverse("plans", args=[plan.year.year]))
