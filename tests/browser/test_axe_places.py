"""The pages of places that stand empty, are held by somebody or have ended, and of words that are frozen again."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from agencies.commands import leave
from inspections import commands
from inspections.models import Part
from reports import commands as reporting
from reports import policies
from tests.browser import sweeping
from tests.browser.sweeping import Gallery
from tests.factories import MembershipFactory, RoleFactory
from tests.walk import cast
from tests.walk_reports import report_at

pytestmark = [pytest.mark.django_db, pytest.mark.browser]


def test_places_that_changed(rows: None, gallery: Gallery, photograph: Callable[[Page], None] | None) -> None:  # noqa: ARG001 -- opens the database
    people = cast()
    report = report_at("sign-off")
    inspection = report.inspection
    freeze = policies.latest_freeze(report)
    words = {"content_digest": freeze.content_digest, "provenance_digest": freeze.provenance_digest}
    reporting.sign(freeze, **words, by=people.hmicfrs_signatory)
    here = people.cqc.membership.inspectorate
    inspector, signatory = (MembershipFactory(inspectorate=here).user for _number in range(2))
    RoleFactory(user=signatory, kind="signatory", title="Director")
    left = inspection.team.get(user=people.cqc)
    leave(people.cqc, by=people.cqc_administrator)
    commands.replace(inspection.team.get(user=people.cqc_signatory), person=signatory, by=people.programme_lead)
    lead, office = gallery(people.lead), gallery(people.programme_lead)
    sweeping.assert_page(lead, reverse("report_sign_off", args=[inspection.pk]), photograph=photograph)
    assert "HMICFRS: Hmicfrs signatory" in lead.says()
    held = inspection.team.get(part=Part.LEAD)
    sweeping.assert_page(
        office,
        f"{reverse('team_replace', args=[inspection.pk, held.pk])}?person={people.stranger.pk}",
        photograph=photograph,
    )
    fill = f"{reverse('team_add', args=[inspection.pk])}?place={left.pk}"
    sweeping.assert_page(office, fill, photograph=photograph)
    sweeping.empty_the_form(office.page)
    sweeping.assert_says_what_is_missing(office.page)
    sweeping.assert_page(office, reverse("team", args=[inspection.pk]))
    for closed in office.page.locator("main details").all():
        closed.locator("summary").click()
    sweeping.assert_sound(office, photograph)
    assert f"Taken over by {signatory.name}" in office.says()
    commands.fill(left, person=inspector, by=people.programme_lead)
    sweeping.assert_page(office, fill, photograph=photograph)
    assert f"{inspector.name} has taken this place over." in office.says()
