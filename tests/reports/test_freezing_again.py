"""The words are frozen again for every inspectorate that takes part, and the page says first whose signature falls."""

import pytest
from django.urls import reverse

from agencies.commands import leave
from inspections.commands import assign, end_place, replace
from inspections.models import Part
from jobs.models import Email
from jtai.errors import NotNow
from reports import commands, policies
from reports.policies.readiness import signatories_stand
from tests.factories import MembershipFactory, RoleFactory
from tests.factors import with_factors
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


def test_no_words_are_frozen_without_the_name_of_an_inspectorate(client):
    report, people = report_at("sign-off"), cast()
    sign(report, "hmicfrs_signatory")
    place = report.inspection.team.get(user=people.cqc_signatory)
    with pytest.raises(NotNow, match="hand the place over to another signatory"):
        end_place(place, by=people.programme_lead)
    leave(people.cqc_signatory, by=people.cqc_administrator)
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


def hand_over(report):
    place = report.inspection.team.get(user=cast().cqc_signatory)
    replace(place, person=signatory_of_cqc(), by=cast().programme_lead)
    return read_anew(report)


def test_a_version_that_cannot_go_out_is_offered_to_nobody(client):
    report, people = report_at("sign-off"), with_factors(cast())
    told = Email.objects.filter(subject="A signatory has changed during sign-off")
    report = hand_over(report)
    with pytest.raises(NotNow, match="The signatory of Care Quality Commission has changed since the words were frozen"):
        sign(report, "hmicfrs_signatory")
    assert [mail.to for mail in told] == [people.lead.email]
    assert BUTTON in said(client, report)


def test_who_has_signed_signs_for_the_version_whoever_has_the_place_since(client):
    report, people = report_at("sign-off"), cast()
    sign(report, "cqc_signatory")
    report = hand_over(report)
    for part in ("hmicfrs_signatory", "ofsted_signatory", "probation_signatory"):
        sign(report, part)
    assert policies.latest_freeze(report).signatures.count() == 4
    signatories_stand(report.inspection)  # raises nothing
    client.force_login(report.inspection.team.get(user__name="Somebody New").user)
    page = client.get(reverse("report_sign_off", args=[report.inspection_id])).content.decode()
    assert f"the signature of {people.cqc_signatory.name}" in page
    assert "your signature" not in page


def test_the_page_of_a_paragraph_says_which_signatures_a_change_ends(client):
    report = report_at("sign-off")
    address = reverse("report_paragraph", args=[report.inspection_id, first_paragraph(report).pk])
    client.force_login(cast().lead)
    warning = "signatures that have been given no longer count"
    assert warning not in client.get(address).content.decode()
    sign(report, "hmicfrs_signatory")
    page = client.get(address).content.decode()
    assert (warning in page, "<li>HMICFRS: Hmicfrs signatory</li>" in page) == (True, True)
    commands.edit_paragraph(first_paragraph(report), base=1, text="Other words.", by=cast().lead)
    assert warning not in client.get(address).content.decode()


def test_handing_over_the_place_of_a_signatory_says_what_it_means_for_the_signatures(client):
    report, people = report_at("sign-off"), cast()
    client.force_login(people.programme_lead)
    for part, says in (("cqc_signatory", True), ("cqc", False)):
        place = report.inspection.team.get(user=getattr(people, part))
        page = client.get(reverse("team_replace", args=[report.inspection_id, place.pk])).content.decode()
        assert ("names its signatories" in page) is says
