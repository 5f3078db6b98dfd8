"""The pages of what is asked about a conflict of interest, and of what a change means for signatures that have been given."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from agencies.commands import declare_interest
from inspections import commands
from inspections.models import Part
from reports import commands as reporting
from reports import policies
from tests.browser import sweeping
from tests.browser.sweeping import Gallery
from tests.walk import OTHER_AREA, cast, inspection_at
from tests.walk_reports import first_paragraph, report_at

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
Photograph = Callable[[Page], None] | None


def test_what_was_asked_and_withdrawn_and_refused(rows: None, gallery: Gallery, photograph: Photograph) -> None:  # noqa: ARG001 -- opens the database
    # In another area than the signatures below: what is declared here stands for the rest of the module.
    people, inspection = cast(), inspection_at("fieldwork", area=OTHER_AREA)
    declare_interest(kind="lives", local_area=inspection.local_area, by=people.cqc)
    wanted = {"person": people.cqc, "part": Part.INSPECTOR, "by": people.programme_lead}
    office, decider = gallery(people.programme_lead), gallery(people.cqc_programme_lead)
    first = commands.ask_override(inspection, reason="The only one who knows the records of this area.", **wanted)
    asked = reverse("override", args=[inspection.pk, first.pk])
    sweeping.assert_page(office, asked, photograph=photograph)
    assert "Withdraw this request" in office.says()
    sweeping.assert_page(office, reverse("override_withdraw", args=[inspection.pk, first.pk]), photograph=photograph)
    commands.withdraw_asking(first, by=people.programme_lead)
    sweeping.assert_page(office, asked, photograph=photograph)
    assert "Nothing has to be decided" in office.says()
    second = commands.ask_override(inspection, reason="Asked for the part that was meant.", **wanted)
    commands.decide_override(second, allowed=False, reason="Somebody else can be found.", by=people.cqc_programme_lead)
    sweeping.assert_page(decider, reverse("override", args=[inspection.pk, second.pk]), photograph=photograph)
    assert "still has this place" in decider.says()
    third = commands.ask_override(inspection, reason="Nobody else was found.", **wanted)
    sweeping.assert_page(decider, reverse("override", args=[inspection.pk, third.pk]), photograph=photograph)
    assert "It was asked before" in decider.says()
    sweeping.assert_page(decider, reverse("team", args=[inspection.pk]), photograph=photograph)
    assert {"To decide", "Refused", "Withdrawn"} <= set(tags_of(decider.page))


def tags_of(page: Page) -> list[str]:
    return [tag.strip() for tag in page.locator("main .govuk-tag").all_inner_texts()]


def test_what_a_change_means_for_signatures(rows: None, gallery: Gallery, photograph: Photograph) -> None:  # noqa: ARG001 -- opens the database
    people, report = cast(), report_at("sign-off", year=2031)
    inspection, freeze = report.inspection, policies.latest_freeze(report)
    words = {"content_digest": freeze.content_digest, "provenance_digest": freeze.provenance_digest}
    reporting.sign(freeze, **words, by=people.hmicfrs_signatory)
    lead, office = gallery(people.lead), gallery(people.programme_lead)
    sweeping.assert_page(
        lead, reverse("report_paragraph", args=[inspection.pk, first_paragraph(report).pk]), photograph=photograph
    )
    assert "signatures that have been given no longer count" in lead.says()
    place = inspection.team.get(user=people.cqc_signatory)
    sweeping.assert_page(office, reverse("team_replace", args=[inspection.pk, place.pk]), photograph=photograph)
    assert "names its signatories" in office.says()
    sweeping.assert_page(office, reverse("team_end", args=[inspection.pk, place.pk]), photograph=photograph)
    assert "Each inspectorate signs the report" in office.says()
