"""The report's pages: the whole job through its forms, what each part may open, and lists that cost the same."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inspections.queries import milestone_for
from reports import commands, policies
from reports.models import EmbargoedDownload, Paragraph, Report
from tests.hidden import hidden
from tests.walk import cast, inspection_at, ready_to_draft
from tests.walk_reports import build, first_paragraph, go_on, read_anew, report_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stages")]
STAGES = ("drafting", "quality-assurance", "factual-accuracy", "sign-off", "pre-publication", "published")
PARTS = ("lead", "cqc", "cqc_signatory", "reviewer", "decision_maker", "observer", "stranger", "co_ordinator", "other_area")


class Browser:
    """One person at the pages of one inspection."""

    def __init__(self, part, pk):
        self.client, self.pk = Client(HTTP_HOST="localhost"), pk
        self.client.force_login(getattr(cast(), part))

    def get(self, name, *more):
        return self.client.get(reverse(name, args=[self.pk, *more]))

    def post(self, name, *more, **words):
        return self.client.post(reverse(name, args=[self.pk, *more]), words)

    def says(self, name, *more):
        return self.get(name, *more).content.decode()

    @property
    def report(self):
        return read_anew(Report.objects.get(inspection=self.pk))


def _words(lead, colleague):
    """Words: empty ones are refused and stay on the page; a stale save leads to both versions."""
    report = lead.report
    paragraph = first_paragraph(report)
    refused = lead.post("report_paragraph", paragraph.pk, text="", heading="Kept", base=1)
    assert (refused.status_code, "Error:" in refused.content.decode(), "Kept" in refused.content.decode()) == (422, True, True)
    assert lead.post("report_paragraph", paragraph.pk, text="The lead’s words.", heading="", base=1).status_code == 302
    stale = colleague.post("report_paragraph", paragraph.pk, text="CQC’s words.", heading="", base=1)
    assert stale.url == reverse("report_paragraph_versions", args=[lead.pk, paragraph.pk, 3])
    both = lead.says("report_paragraph_versions", paragraph.pk, 3)
    assert "The lead’s words." in both
    assert "CQC’s words." in both
    assert lead.post("report_paragraph_versions", paragraph.pk, 3, keep="merged", merged="", base=2).status_code == 422
    same = lead.post("report_paragraph_versions", paragraph.pk, 3, keep="merged", merged="The lead’s words.", base=2)
    assert (same.status_code, "These are the words that stand." in same.content.decode()) == (422, True)
    colleague.post("report_paragraph", paragraph.pk, text="CQC’s words, in between.", heading="", base=2)
    again = lead.post("report_paragraph_versions", paragraph.pk, 3, keep="current", merged="Half of a text", base=2)
    said = again.content.decode()
    assert (again.status_code, "CQC’s words, in between." in said, "Half of a text" in said) == (409, True, True)
    settled = lead.post(
        "report_paragraph_versions", paragraph.pk, 3, keep="merged", merged="Words from both.", base=hidden(again, "base")
    )
    assert settled.url.endswith(f"#paragraph-{paragraph.pk}")
    assert "Which should stand?" not in lead.says("report_paragraph_versions", paragraph.pk, 3)
    assert "CQC’s words." in lead.says("report_paragraph_history", paragraph.pk)
    assert lead.says("report_text").startswith("DRAFT OFFICIAL-SENSITIVE")
    assert "Words from both." in lead.says("report_preview")

    section = report.inspection.framework.sections.get(kind="strengths")
    lead.post("report_paragraph_add", section=section.pk, text="One more strength.")
    added = Paragraph.objects.get(report=report, text__body="One more strength.")
    lead.post("report_paragraph_findings", added.pk, findings=[report.inspection.findings.first().pk])
    lead.post("report_paragraph_move", added.pk, direction="up")
    lead.post("report_paragraph_remove", added.pk)
    assert "1 paragraph taken out" in lead.says("report")
    lead.post("report_paragraph_restore", added.pk)
    assert added.findings.count() == 1


def _quality(lead, reviewer, area):
    """Quality assurance."""
    added = Paragraph.objects.get(report=lead.report, text__body="One more strength.")
    lead.post("report_quality_send")
    reviewer.post("report_comment_add", paragraph=added.pk, body="For whom?")
    assert "For whom?" in reviewer.says("report_quality")
    assert reviewer.post("report_review", decision="", summary="").status_code == 422
    assert reviewer.post("report_review", decision="returned", summary="See comment.").url == reverse(
        "inspection", args=[lead.pk]
    )
    lead.post("report_comment_resolve", lead.report.comments.get().pk)
    lead.post("report_quality_send")
    reviewer.post("report_review", decision="approved", summary="Good.")
    assert area.get("response_accuracy").status_code == 404
    lead.post("report_deliver")


def _accuracy(lead, area, police):
    """Factual accuracy."""
    assert "One more strength." in area.says("response_draft")
    police.post("response_point_add", place="0", body="It was four days.")
    point = policies.latest_round(lead.report).points.get()
    police.post("response_point", point.pk, before="It was four days.", place="", body="It was five days.")
    assert police.get("response_points_send").status_code == 403
    assert "It was five days." in area.says("response_points_send")
    assert "five days" not in lead.says("report_accuracy")
    area.post("response_points_send")
    assert "five days" in lead.says("report_accuracy")
    lead.post("report_point", point.pk, answer="accepted", reason="The rota shows it.")
    assert "The rota shows it." not in area.says("response_accuracy")


def _signatures(lead, maker, area):
    """Decision and signatures."""
    assert maker.post("report_decision", required="yes", principal_authority="", reason="Serious").status_code == 422
    council = lead.report.inspection.local_area.partnership.agencies.get(kind__code="local-authority")
    maker.post("report_decision", required="yes", principal_authority=council.pk, reason="Serious.")
    lead.post("report_begin_sign_off")
    assert "The rota shows it." in area.says("response_accuracy")
    freeze = policies.latest_freeze(lead.report)
    assert "waiting to be built" in lead.says("report_build")
    for part in ("ofsted_signatory", "cqc_signatory", "hmicfrs_signatory", "probation_signatory"):
        signer = Browser(part, lead.pk)
        assert "Sign version 1" in signer.says("report_frozen", 1)
        signer.post("report_sign", 1, content_digest=freeze.content_digest, provenance_digest=freeze.provenance_digest)
    build(freeze)
    assert "is ready" in lead.says("report_build")
    assert lead.get("report_file", "pdf")["Content-Type"] == "application/pdf"


def _afterwards(lead, area, police):
    """Embargo, publication, receipt, statement."""
    lead.post("report_readers", person=cast().police.pk)
    lead.post("report_begin_pre_publication")
    assert area.get("response_file", "pdf").status_code == 404
    embargoed = police.get("response_file", "pdf")
    assert (embargoed.status_code, embargoed["Content-Disposition"]) == (200, 'attachment; filename="embargoed-fellmoor.pdf"')
    assert EmbargoedDownload.objects.get(freeze__report=lead.report).user == cast().police
    assert lead.post("report_publish").status_code == 302
    assert lead.post("report_publish").status_code == 302
    assert "permanent public page" not in lead.says("report_publish")
    assert area.get("response_file", "pdf").status_code == 200
    today = timezone.localdate()
    early = lead.post("report_receipt", received_on="2020-01-01", received_by="The director")
    assert (early.status_code, "cannot have been received before" in early.content.decode()) == (422, True)
    lead.post("report_receipt", received_on=today.isoformat(), received_by="The director")
    assert "Send the statement" in area.says("response_statement")
    area.post("response_statement", body="We will meet each week.")
    assert "We will meet each week." in lead.says("report_statement")
    lead.post("report_acknowledge")
    assert lead.report.inspection.status == "closed"


def test_the_whole_report_through_its_pages():
    inspection = ready_to_draft(inspection_at("moderation", year=2050))
    pk = inspection.pk
    lead, area, police = (Browser(part, pk) for part in ("lead", "co_ordinator", "police"))
    assert "There is no draft yet" in lead.says("report")
    assert lead.post("report_begin").status_code == 302
    assert "Rests on" in lead.says("report")
    _words(lead, Browser("cqc", pk))
    _quality(lead, Browser("reviewer", pk), area)
    _accuracy(lead, area, police)
    _signatures(lead, Browser("decision_maker", pk), area)
    _afterwards(lead, area, police)


# Who opens what. In the making: the team, the signatories, the reviewer while it is theirs.
MAKING = ("report", "report_quality", "report_accuracy", "report_sign_off", "report_readers")
WORDS = ("report_preview", "report_text", "report_decision", "report_publish", "report_statement")
OPENS = {
    ("drafting", MAKING): "200 200 200 403 403 403 404 404 404",
    ("drafting", WORDS): "200 200 200 403 200 403 404 404 404",
    ("quality-assurance", MAKING): "200 200 200 200 403 403 404 404 404",
    ("sign-off", MAKING): "200 200 200 403 403 403 404 404 404",
    ("published", MAKING): "200 200 200 403 403 403 404 404 404",
    ("published", WORDS): "200 200 200 200 200 200 404 404 404",
}


@pytest.mark.parametrize(("stage", "names"), OPENS)
def test_who_opens_the_pages(stage, names):
    pk = report_at(stage).inspection_id
    answers = OPENS[stage, names].split()
    for part, answer in zip(PARTS, answers, strict=True):
        browser = Browser(part, pk)
        found = {name: str(browser.get(name).status_code) for name in names}
        assert found == dict.fromkeys(names, answer), part


AREA_PAGES = ("response_accuracy", "response_draft", "response_draft_text", "response_report", "response_statement")
AREA = {
    "drafting": "404 404 404 404 404",
    "quality-assurance": "404 404 404 404 404",
    "factual-accuracy": "200 200 200 404 409",
    "sign-off": "200 409 409 404 409",
    "pre-publication": "200 409 409 200 409",
    "published": "200 409 409 200 200",
}


@pytest.mark.parametrize("stage", AREA)
def test_the_stage_decides_what_the_area_opens(stage):
    browser = Browser("co_ordinator", report_at(stage).inspection_id)
    assert " ".join(str(browser.get(name).status_code) for name in AREA_PAGES) == AREA[stage]


def test_the_area_reads_until_when_its_copy_is_under_embargo():
    report = report_at("pre-publication")
    day = milestone_for(report.inspection, "publication").day
    assert f'datetime="{day:%Y-%m-%d}"' in Browser("co_ordinator", report.inspection_id).says("response_report")


def test_a_refused_file_is_kept_by_no_cache():
    answer = Browser("co_ordinator", report_at("sign-off").inspection_id).get("response_file", "pdf")
    assert answer.status_code == 404
    answer = Browser("police", report_at("pre-publication").inspection_id).get("response_file", "pdf")
    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (404, True)


def test_an_answered_draft_of_another_area_is_not_there():
    browser = Browser("other_area", report_at("factual-accuracy").inspection_id)
    for name in AREA_PAGES:
        assert browser.get(name).status_code == 404


def test_control_characters_and_long_words_are_told_not_lost():
    report = report_at()
    paragraph = first_paragraph(report)
    lead = Browser("lead", report.inspection_id)
    answer = lead.post("report_paragraph", paragraph.pk, text="With \x00 inside.", heading="", base=1)
    assert (answer.status_code, "hidden character" in answer.content.decode()) == (422, True)
    answer = lead.post("report_paragraph", paragraph.pk, text="w" * 100_001, heading="", base=1)
    assert answer.status_code == 422
    assert lead.post("report_paragraph", paragraph.pk, text="w" * 100_000, heading="", base=1).status_code == 302
    answer = lead.post("report_paragraph", paragraph.pk, text="Heading too long.", heading="h" * 161, base=2)
    assert answer.status_code == 422


def test_words_that_come_too_late_stay_on_the_page():
    report = report_at()
    paragraph = first_paragraph(report)
    commands.send_to_quality_assurance(report.inspection, by=cast().lead)
    answer = Browser("lead", report.inspection_id).post("report_paragraph", paragraph.pk, text="Too late.", heading="", base=1)
    assert answer.status_code == 409
    assert "Too late." in answer.content.decode()
    assert "The reviewer is reading the draft" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_one_row_as_for_three(count, django_assert_max_num_queries):
    people = cast()
    report = report_at("quality-assurance", year=2060)
    for number in range(count):
        commands.comment(report, paragraph=first_paragraph(report), body=f"Comment {number}", by=people.reviewer)
    lead = Browser("lead", report.inspection_id)
    lead.get("report_quality")
    limits = {"report": 24, "report_quality": 20}
    for name, limit in limits.items():
        with django_assert_max_num_queries(limit):
            lead.get(name)
    report = go_on(report, "factual-accuracy")
    newest = policies.latest_round(report)
    for number in range(count):
        commands.add_point(newest, body=f"Point {number}", by=people.police)
    area = Browser("co_ordinator", report.inspection_id)
    with django_assert_max_num_queries(16):
        area.get("response_accuracy")
    commands.submit_points(newest, by=people.co_ordinator)
    with django_assert_max_num_queries(20):
        lead.get("report_accuracy")
