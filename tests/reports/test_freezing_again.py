"""The words are frozen again for every inspectorate that takes part, and the page says first whose signature falls."""

import pytest
from django.urls import reverse

from agencies.commands import leave
from inspections.commands import assign, end_place
from inspections.models import Part
from jtai.errors import NotNow
from reports import commands, policies
from tests.factories import MembershipFactory, RoleFactory
from tests.walk import cast
from tests.walk_reports import first_paragraph, read_anew, report_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stages")]
STAGES = ("sign-off",)
MISSING = "Nobody is assigned to sign for: CQC. A programme lead gives somebody the place of signatory first."
BUTTON = "Freeze the words again"


def sign(report, part):
    freeze = policies.latest_freeze(report)
    digests = {"content_digest": freeze.content_digest, "provenance_digest": freeze.provenance_digest}
    commands.sign(freeze, **digests, by=getattr(cast(), part))


def said(client, report) -> str:
    client.force_login(cast().lead)
    page = client.get(reverse("report_sign_off", args=[report.inspection_id])).content.decode().partition("<main")[2]
    return " ".join(page.split())


def signatory_of_cqc():
    person = MembershipFactory(inspectorate=cast().cqc.membership.inspectorate, user__name="Somebody New").user
    RoleFactory(user=person, kind="signatory", title="Chief inspector")
    return person


@pytest.mark.parametrize("goes", ["leaves", "place ends"])
def test_no_words_are_frozen_without_the_name_of_an_inspectorate(client, goes):
    report, people = report_at("sign-off"), cast()
    sign(report, "hmicfrs_signatory")
    if goes == "leaves":
        leave(people.cqc_signatory, by=people.cqc_administrator)
    else:
        end_place(report.inspection.team.get(user=people.cqc_signatory), by=people.programme_lead)
    with pytest.raises(NotNow, match=MISSING):
        commands.freeze(read_anew(report), by=people.lead)
    page = said(client, report)
    assert (MISSING in page, "These signatures then no longer count" in page) == (True, False)
    assign(report.inspection, person=signatory_of_cqc(), part=Part.SIGNATORY, by=people.programme_lead)
    made = commands.freeze(read_anew(report), by=people.lead)
    assert [one["inspectorate"] for one in made.content["signatories"]] == made.content["inspectorates"]


def test_the_page_says_which_signatures_fall_and_who_is_asked(client):
    report, people = report_at("sign-off"), cast()
    assert BUTTON not in said(client, report)
    sign(report, "hmicfrs_signatory")
    assign(report.inspection, person=signatory_of_cqc(), part=Part.SIGNATORY, by=people.programme_lead)
    before = said(client, report).partition(BUTTON)[0]
    falling, _sentence, asked = before.partition("Asked by email to sign:")
    falling = falling.partition("These signatures then no longer count:")[2]
    assert ("<li>HMICFRS: Hmicfrs signatory</li>" in falling, "<li>CQC" in falling) == (True, False)
    for who in ("Ofsted: Ofsted signatory", "CQC: Somebody New", "HMICFRS: Hmicfrs signatory"):
        assert f"<li>{who}</li>" in asked


def test_where_the_words_changed_no_signature_is_left_to_lose(client):
    report = report_at("sign-off")
    sign(report, "hmicfrs_signatory")
    commands.edit_paragraph(first_paragraph(report), base=1, text="Other words.", by=cast().lead)
    before = said(client, report).partition(BUTTON)[0]
    assert "No signature that still counts is lost by it." in before
    assert "These signatures then no longer count" not in before
    assert "<li>HMICFRS: Hmicfrs signatory</li>" in before.partition("Asked by email to sign:")[2]
