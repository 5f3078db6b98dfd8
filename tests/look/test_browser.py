"""In a real browser: accessible at both widths, and each small script does its one thing."""

import pytest
from playwright.sync_api import expect

from tests.chromium import DESKTOP, PHONE, overflow, twice, violations
from tests.look import pages

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_gallery_is_accessible_and_fits(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/")
    assert (violations(page), overflow(page), twice(page)) == ([], [], [])


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_dates_of_a_filter_stand_in_one_row_within_its_box(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/trail/")
    if width == PHONE:
        page.get_by_role("button", name="Show the filters").click()
    box = page.locator(".app-filter").bounding_box()
    for label in ("From", "Until"):
        parts = page.get_by_role("group", name=label).locator("input")
        day, month, year = (parts.nth(number).bounding_box() for number in range(3))
        assert day["y"] == month["y"] == year["y"]
        assert day["x"] + day["width"] < month["x"]
        assert month["x"] + month["width"] < year["x"]
        assert year["x"] + year["width"] <= box["x"] + box["width"] - 20
        assert (day["width"] >= 40, year["width"] >= 60) == (True, True), "two and four numbers can be read"
    assert (violations(page), overflow(page)) == ([], [])


def test_the_error_summary_is_focused_and_leads_to_its_input(page):
    page.goto("/form/")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page).to_have_title("Error: Form – Joint targeted area inspections")
    page.get_by_role("link", name="Enter a month too, like 31 3 2026").click()
    expect(page.locator("#id_seen_month")).to_be_focused()
    page.get_by_role("link", name="Select kind of finding").click()
    expect(page.locator("#id_kind_0")).to_be_focused()


def test_a_field_shows_under_its_choice(page):
    page.goto("/form/")
    expect(page.locator("#id_action")).to_be_hidden()
    page.locator("#id_kind_2").check()
    expect(page.locator("#id_action")).to_be_visible()
    page.locator("#id_kind_0").check()
    expect(page.locator("#id_action")).to_be_hidden()


def test_a_step_that_cannot_be_taken_can_be_reached_and_does_nothing(page):
    page.goto("/")
    step = page.get_by_role("button", name="Sign off")
    expect(step).to_have_attribute("aria-disabled", "true")
    expect(step).to_have_accessible_description(
        "You cannot do this now: CQC has not signed. Ask its signatory to read and sign the report."
    )
    step.focus()
    expect(step).to_be_focused()
    page.keyboard.press("Enter")
    assert page.url.endswith("/")


def test_a_form_goes_once(page):
    pages.SENT.clear()
    page.goto("/trial/")
    page.get_by_role("button", name="Send once").dblclick()
    expect(page.frame_locator("iframe").get_by_text("Sent")).to_be_visible()
    assert pages.SENT == ["POST"]


def test_a_question_is_asked_first(page):
    pages.SENT.clear()
    asked = []
    page.goto("/trial/")
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.get_by_role("button", name="Ask first").click()
    assert (asked, pages.SENT) == (["Really?"], [])
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Ask first").click()
    expect(page.frame_locator("iframe").get_by_text("Sent")).to_be_visible()
    assert pages.SENT == ["POST"]


def test_a_filter_folds_away_on_a_phone_only(page):
    page.goto("/")
    form, button = page.get_by_role("search"), page.get_by_role("button", name="Show the filters")
    expect(form).to_be_visible()
    expect(button).to_be_hidden()
    page.set_viewport_size({"width": PHONE, "height": 900})
    expect(form).to_be_hidden()
    button.press("Enter")
    expect(form).to_be_visible()
    page.get_by_role("button", name="Hide the filters").press("Enter")
    expect(form).to_be_hidden()


def test_unsent_typing_is_not_left_without_a_word(page):
    kinds = []
    page.on("dialog", lambda dialog: (kinds.append(dialog.type), dialog.accept()))
    page.goto("/trial/")
    page.goto("/")
    assert kinds == []
    page.goto("/trial/")
    page.get_by_label("Text").press_sequentially("typed")
    page.goto("/")
    assert kinds == ["beforeunload"]


def test_progress_follows_its_job_to_the_end(page):
    page.goto("/trial/")
    box = page.locator("[data-progress]")
    expect(box.get_by_role("link", name="Check again")).to_be_hidden()
    # Each state stands for as long as until it is asked again: all that stood is written down.
    page.evaluate("""() => {
        window.stood = [];
        const told = () => window.stood.push(document.querySelector("[data-progress]").textContent);
        new MutationObserver(told).observe(document.querySelector("main"), {childList: true, subtree: true});
    }""")
    expect(box.get_by_role("link", name="Download")).to_be_visible()
    assert any("The report is being built." in text for text in page.evaluate("window.stood"))
    expect(page.get_by_role("status").first).to_have_text("The report is ready.")
    assert box.get_attribute("data-poll") is None


def test_every_page_works_by_keyboard_from_the_skip_link(page):
    page.goto("/trial/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_without_scripts_everything_is_there(browser, address):
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    expect(page.locator("#id_action")).to_be_visible()
    expect(page.get_by_role("link", name="Check again").first).to_be_visible()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    context.close()


def test_a_picture_that_is_wider_than_its_window_shows_today_first(page):
    where = """() => {
        const names = [".app-picture__scroll", ".app-picture__inner", ".app-picture__names", ".app-picture__today"];
        const [outer, whole, lanes, today] = names.map((name) => document.querySelector(name).getBoundingClientRect());
        return [whole.left < outer.left, lanes.left >= outer.left && today.left > lanes.right && today.left <= outer.right];
    }"""
    page.set_viewport_size({"width": PHONE, "height": 900})
    page.goto("/trial/")
    assert page.evaluate(where) == [True, True]
    page.set_viewport_size({"width": DESKTOP, "height": 900})
    page.goto("/trial/")
    assert page.evaluate(where) == [False, True]


def test_a_map_that_is_wider_than_its_window_shows_its_northernmost_area_first(page):
    page.set_viewport_size({"width": PHONE, "height": 900})
    page.goto("/trial/")
    shown = page.evaluate("""async () => {
        document.querySelector("main").innerHTML = `<div class="app-hexes app-hexes--wide"><div class="app-hexes__scroll">
            <svg class="app-hexes__svg" viewBox="0 0 1190 100" width="1190" height="100"><a class="app-hexes__link" href="/">
            <rect x="800" y="0" width="80" height="80"/></a></svg></div></div>`;
        const { showNorth } = await import("/static/js/today.js");
        const [outer, first] = [".app-hexes__scroll", ".app-hexes__link"].map((name) => document.querySelector(name));
        const seen = () => first.getBoundingClientRect().right <= outer.getBoundingClientRect().right;
        const before = seen();
        showNorth(document);
        return [before, seen()];
    }""")
    assert shown == [False, True]
