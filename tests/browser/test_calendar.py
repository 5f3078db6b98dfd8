"""The journey of a date: read in the picture of the year, followed to its inspection, and in somebody's own calendar until they revoke it."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from icalendar import Calendar
from playwright.sync_api import Browser

from inspections import commands
from scheduling.commands import open_year
from tests.browser import sweeping
from tests.browser.sweeping import Gallery
from tests.factors import with_factors
from tests.walk import WEEK_TO_COME, cast, inspection_at

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
YEAR, EMPTY = 2098, 2097


def test_a_date_is_found_in_the_picture_and_subscribed_to_until_the_link_is_revoked(
    rows: None,  # noqa: ARG001 -- opens the database
    gallery: Gallery,
    browser: Browser,
) -> None:
    people = with_factors(cast())
    open_year(YEAR, by=people.programme_lead)
    inspection = inspection_at("planned", week=WEEK_TO_COME, year=YEAR)

    open_year(EMPTY, by=people.programme_lead)
    draft = inspection.milestones.get(kind="draft_due")
    commands.override_date(draft, day=draft.computed + timedelta(days=7), reason="A flood", by=people.programme_lead)

    lead = gallery(people.programme_lead)
    for year, says in ((EMPTY, "No inspection that you can see has a place in this year yet."), (YEAR, "A flood")):
        sweeping.assert_page(lead, reverse("year_calendar", args=[year]))
        assert says in lead.says()
    lead.goes_to(reverse("programme_year", args=[YEAR]))
    lead.follows("Calendar", exact=True)
    lead.sees_heading("Calendar of 2098-99")
    lead.selects("Status", "Planned")
    lead.presses("Show results")
    lead.page.locator("svg a[aria-label^='Fellmoor: fieldwork']").click()
    assert lead.page.url.endswith(inspection.get_absolute_url())

    cqc = gallery(people.cqc)
    cqc.goes_to(reverse("account"))
    cqc.follows("Have the dates of your inspections")
    cqc.sees("You have no link to your calendar.")
    cqc.presses("Make a link")
    cqc.presses("Make the link")
    link = urlsplit(cqc.page.locator("code").inner_text()).path
    cqc.follows("I have copied it")
    assert link not in cqc.page.content()

    calendar_program = browser.new_context(base_url=gallery.address)  # without a cookie
    program = calendar_program.request
    answer = program.get(link)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    weeks = {str(one["summary"]): one for one in Calendar.from_ical(answer.body()).walk("VEVENT")}
    fieldwork = weeks["Joint inspection (unannounced): fieldwork"]
    assert fieldwork.decoded("dtstart") == WEEK_TO_COME
    assert fieldwork.decoded("dtend") - timedelta(days=1) == inspection.fieldwork_end
    assert b"Fellmoor" not in answer.body()
    assert program.get("/").url.partition("?")[0].endswith(reverse("sign_in"))

    cqc.goes_to(reverse("calendar_feed"))
    assert "Never" not in cqc.says()
    cqc.follows("Revoke the link")
    cqc.presses("Revoke the link")
    cqc.is_told("The link to your calendar was revoked.")
    assert program.get(link).status == 404
    calendar_program.close()
    assert [person.faults for person in (lead, cqc) if person.faults] == []
