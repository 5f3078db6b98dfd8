"""The doors of the pages of reports, and of the public site."""

from jobs.models import Job
from reports.models import (
    AccuracyPoint,
    EmbargoedDownload,
    NamedReader,
    QualityComment,
    Report,
    Signature,
    Statement,
)
from tests.doors.inspections_pages import day
from tests.doors.parts import Door
from tests.doors.reports_api import (
    NOT_FOR_SIGNATORIES,
    SIGNATORY_TOO,
    at_embargoed_file,
    at_paragraph,
    at_point,
    digests,
    fresh,
    on,
    status_of,
    the_paragraph,
)
from tests.doors.world import World
from tests.walk import agency_of
from writing.models import Revision

SEES = "in 404 404 403 200 200 403 404"
WRITES = "in 404 404 403 302 302 403 404"
LEADS = "in 404 404 403 403 302 403 404"
LEAD_SEES = "in 404 404 403 403 200 403 404"
NOBODY_ELSE = "in 404 404 403 403 403 403 404"
PUBLISHED = "in 404 404 200 200 200 200 404"
AREA = "in 404 200 404 404 404 404 404"
AREA_SAVES = "in 404 302 404 404 404 404 404"
EVERYBODY = "200 200 200 200 200 200 200 200"


def decision(world: World) -> dict[str, object]:
    authority = agency_of(world.reports.drafting.inspection, "local-authority")
    return {"required": "yes", "principal_authority": authority.pk, "reason": "It leads."}


def receipt(world: World) -> dict[str, object]:
    received = world.reports.publication.published_on
    return {**day("received_on", received.year, received.month, received.day), "received_by": "The director"}


at_signing = on("signing", number=lambda _world: 1)
at_signature = on("signing", signature=lambda world: world.reports.signature.pk)

DOORS = [
    Door("report", "get", SEES, at=on("drafting"), also={**SIGNATORY_TOO, "decision_maker": "403"}),
    Door("report", "get", "in 404 404 403 200 200 403 404", at=on("ready")),
    Door("report_begin", "post", LEADS, at=on("ready"), changes=status_of("ready"), also=NOT_FOR_SIGNATORIES),
    Door("report_preview", "get", SEES, at=on("drafting"), also={**SIGNATORY_TOO, "decision_maker": "200"}),
    Door("report_preview", "get", PUBLISHED, at=on("published")),
    Door("report_text", "get", SEES, at=on("drafting"), also={**SIGNATORY_TOO, "decision_maker": "200"}),
    Door("report_paragraph_add", "get", SEES, at=on("drafting"), also=NOT_FOR_SIGNATORIES),
    Door(
        "report_paragraph_add", "post", WRITES, at=on("drafting"),
        body=lambda world: {"section": world.reports.paragraph.section_id, "strand": world.reports.paragraph.strand_id or "", "text": "More."},
        changes=lambda world: world.reports.drafting.paragraphs.count(),
    ),
    Door("report_paragraph", "get", SEES, at=at_paragraph, also=SIGNATORY_TOO),
    Door(
        "report_paragraph", "post", WRITES, at=at_paragraph, body=lambda _world: {"base": 2, "text": "Worded anew."},
        changes=lambda world: fresh(world, "paragraph").text.body, also=NOT_FOR_SIGNATORIES,
    ),
    Door("report_paragraph_findings", "get", SEES, at=at_paragraph, also=NOT_FOR_SIGNATORIES),
    Door(
        "report_paragraph_findings", "post", WRITES, at=at_paragraph, body=lambda _world: {"findings": []},
        changes=lambda world: fresh(world, "paragraph").findings.count(), also=NOT_FOR_SIGNATORIES,
    ),
    Door(
        "report_paragraph_move", "post", WRITES,
        at=on("drafting", paragraph=lambda world: world.reports.second.pk), body=lambda _world: {"direction": "up"},
        changes=lambda world: fresh(world, "second").position, also=NOT_FOR_SIGNATORIES,
    ),
    Door(
        "report_paragraph_remove", "post", WRITES, at=at_paragraph,
        changes=lambda world: fresh(world, "paragraph").removed_at, also=NOT_FOR_SIGNATORIES,
    ),
    Door(
        "report_paragraph_restore", "post", WRITES, at=on("drafting", paragraph=lambda world: world.reports.taken_out.pk),
        changes=lambda world: fresh(world, "taken_out").removed_at, also=NOT_FOR_SIGNATORIES,
    ),
    Door("report_paragraph_history", "get", SEES, at=at_paragraph, also=SIGNATORY_TOO),
    Door(
        "report_paragraph_versions", "get", SEES,
        at=on("drafting", paragraph=the_paragraph, number=lambda world: world.reports.kept.number), also=SIGNATORY_TOO,
    ),
    Door(
        "report_paragraph_versions", "post", WRITES,
        at=on("drafting", paragraph=the_paragraph, number=lambda world: world.reports.kept.number),
        body=lambda _world: {"keep": "mine", "base": 2},
        changes=lambda world: Revision.objects.get(pk=world.reports.kept.pk).settled_at, also=NOT_FOR_SIGNATORIES,
    ),
    Door("report_quality", "get", SEES, at=on("quality"), also={"signatory": "200", "reviewer": "200"}),
    Door("report_quality_send", "post", LEADS, at=on("plain"), changes=status_of("plain"), also=NOT_FOR_SIGNATORIES),
    Door("report_comment_add", "get", NOBODY_ELSE, at=on("quality"), also={"signatory": "403", "reviewer": "200"}),
    Door(
        "report_comment_add", "post", NOBODY_ELSE, at=on("quality"), body=lambda _world: {"body": "Say how many."},
        changes=lambda world: world.reports.quality.comments.count(), also={"signatory": "403", "reviewer": "302"},
    ),
    Door(
        "report_comment_resolve", "post", WRITES, at=on("commented", comment=lambda world: world.reports.comment.pk),
        changes=lambda world: QualityComment.objects.get(pk=world.reports.comment.pk).resolved_at,
        also={"signatory": "403", "reviewer": "403"},
    ),
    Door("report_review", "get", NOBODY_ELSE, at=on("quality"), also={"signatory": "403", "reviewer": "200"}),
    Door(
        "report_review", "post", NOBODY_ELSE, at=on("quality"),
        body=lambda _world: {"decision": "approved", "summary": "Clear."},
        changes=lambda world: world.reports.quality.reviews.count(), also={"signatory": "403", "reviewer": "302"},
    ),
    Door("report_accuracy", "get", SEES, at=on("sent"), also={"signatory": "200", "reviewer": "403"}),
    Door("report_deliver", "post", LEADS, at=on("approved"), changes=status_of("approved"), also=NOT_FOR_SIGNATORIES),
    Door("report_point", "get", SEES, at=on("sent", point=lambda world: world.reports.sent_point.pk), also=SIGNATORY_TOO),
    Door(
        "report_point", "post", WRITES, at=on("sent", point=lambda world: world.reports.sent_point.pk),
        body=lambda _world: {"answer": "accepted", "reason": "The record shows it."},
        changes=lambda world: AccuracyPoint.objects.get(pk=world.reports.sent_point.pk).answer, also=NOT_FOR_SIGNATORIES,
    ),
    Door("report_accuracy_close", "get", LEAD_SEES, at=on("overdue"), also=NOT_FOR_SIGNATORIES),
    Door(
        "report_accuracy_close", "post", LEADS, at=on("overdue"), body=lambda _world: {"reason": "Nothing came."},
        changes=lambda world: world.reports.overdue.accuracy_rounds.get().submitted_at, also=NOT_FOR_SIGNATORIES,
    ),
    Door("report_decision", "get", SEES, at=on("drafting"), also={"signatory": "200", "decision_maker": "200"}),
    Door(
        "report_decision", "post", NOBODY_ELSE, at=on("drafting"), body=decision,
        changes=lambda world: Report.objects.get(pk=world.reports.drafting.pk).statement_required,
        also={"signatory": "403", "decision_maker": "302"},
    ),
    Door("report_sign_off", "get", SEES, at=on("signing"), also={"signatory": "200", "reviewer": "403"}),
    Door("report_begin_sign_off", "post", LEADS, at=on("heard"), changes=status_of("heard"), also=NOT_FOR_SIGNATORIES),
    Door(
        "report_freeze", "post", LEADS, at=on("moved"), changes=lambda world: world.reports.moved.freezes.count(),
        also=NOT_FOR_SIGNATORIES,
    ),
    Door("report_build", "get", SEES, at=on("failed"), also={"signatory": "200"}),
    Door(
        "report_build_retry", "post", WRITES, at=on("failed"), also={"signatory": "302"},
        changes=lambda world: Job.objects.get(pk=world.reports.failed.freezes.get().job_id).state,
    ),
    Door("report_frozen", "get", SEES, at=at_signing, also={"signatory": "200", "reviewer": "403"}),
    Door(
        "report_sign", "post", NOBODY_ELSE, at=at_signing, body=digests,
        changes=lambda world: world.reports.freeze.signatures.count(), also={"signatory": "302"},
    ),
    Door("report_signature_withdraw", "get", NOBODY_ELSE, at=at_signature, also={"signatory": "403", "hmicfrs_signatory": "200"}),
    Door(
        "report_signature_withdraw", "post", NOBODY_ELSE, at=at_signature, body=lambda _world: {"reason": "Too early."},
        changes=lambda world: Signature.objects.filter(pk=world.reports.signature.pk).count(),
        also={"signatory": "403", "hmicfrs_signatory": "302"},
    ),
    Door("report_file", "get", SEES, at=at_embargoed_file, also={"signatory": "200", "reviewer": "403"}),
    Door("report_file", "get", PUBLISHED, at=on("published", format=lambda _world: "html")),
    Door("report_readers", "get", SEES, at=on("embargoed"), also={"signatory": "200"}),
    Door(
        "report_readers", "post", LEADS, at=on("embargoed"), body=lambda world: {"person": world.people.police.pk},
        changes=lambda world: world.reports.embargoed.readers.count(), also=NOT_FOR_SIGNATORIES,
    ),
    Door("report_begin_pre_publication", "post", LEADS, at=on("signed"), changes=status_of("signed"), also=NOT_FOR_SIGNATORIES),
    Door(
        "report_reader_remove", "post", LEADS, at=on("embargoed", reader=lambda world: world.reports.reader.pk),
        changes=lambda world: NamedReader.objects.filter(pk=world.reports.reader.pk).count(), also=NOT_FOR_SIGNATORIES,
    ),
    Door("report_publish", "get", SEES, at=on("embargoed"), also={"signatory": "200"}),
    Door("report_publish", "post", LEADS, at=on("embargoed"), changes=status_of("embargoed"), also=NOT_FOR_SIGNATORIES),
    Door("report_statement", "get", PUBLISHED, at=on("received")),
    Door("report_receipt", "get", LEAD_SEES, at=on("published"), also=NOT_FOR_SIGNATORIES),
    Door("report_receipt", "post", LEADS, at=on("published"), body=receipt, changes=status_of("published")),
    Door("report_acknowledge", "post", LEADS, at=on("received"), changes=status_of("received"), also=NOT_FOR_SIGNATORIES),
    Door("report_close", "post", LEADS, at=on("unrequired"), changes=status_of("unrequired"), also=NOT_FOR_SIGNATORIES),
    Door("response_accuracy", "get", AREA, at=on("accuracy"), also={"police": "200", "other_area": "404"}),
    Door("response_draft", "get", AREA, at=on("accuracy"), also={"police": "200", "other_area": "404"}),
    Door("response_draft", "get", "in 404 409 404 404 404 404 404", at=on("signing")),
    Door("response_draft_text", "get", AREA, at=on("accuracy"), also={"other_area": "404"}),
    Door("response_point_add", "get", AREA, at=on("accuracy"), also={"other_area": "404"}),
    Door(
        "response_point_add", "post", AREA_SAVES, at=on("accuracy"), body=lambda _world: {"place": "0", "body": "It was in May."},
        changes=lambda world: AccuracyPoint.objects.filter(round__report=world.reports.accuracy).count(),
        also={"police": "302", "other_area": "404"},
    ),
    Door("response_point", "get", AREA, at=at_point, also={"other_area": "404"}),
    Door(
        "response_point", "post", AREA_SAVES, at=at_point,
        body=lambda world: {"place": "", "body": "It was a Tuesday.", "before": world.reports.point.body},
        changes=lambda world: AccuracyPoint.objects.get(pk=world.reports.point.pk).body, also={"other_area": "404"},
    ),
    Door(
        "response_point_remove", "post", AREA_SAVES, at=at_point,
        changes=lambda world: AccuracyPoint.objects.filter(pk=world.reports.point.pk).count(), also={"other_area": "404"},
    ),
    Door("response_points_send", "get", AREA, at=on("accuracy"), also={"police": "403"}),
    Door(
        "response_points_send", "post", AREA_SAVES, at=on("accuracy"), also={"police": "403", "other_area": "404"},
        changes=lambda world: world.reports.accuracy.accuracy_rounds.get().submitted_at,
    ),
    Door("response_report", "get", AREA, at=on("embargoed"), also={"police": "404", "other_area": "404"}),
    Door(
        "response_file", "get", AREA, at=at_embargoed_file, also={"police": "404", "other_area": "404"},
        changes=lambda world: EmbargoedDownload.objects.filter(freeze__report=world.reports.embargoed).count(),
    ),
    Door("response_file", "get", AREA, at=on("published", format=lambda _world: "pdf"), also={"police": "200"}),
    Door("response_statement", "get", AREA, at=on("due"), also={"police": "200", "other_area": "404"}),
    Door(
        "response_statement", "post", AREA_SAVES, at=on("due"), body=lambda _world: {"body": "We will meet each week."},
        changes=lambda world: Statement.objects.filter(publication__report=world.reports.due).count(),
        also={"police": "403", "other_area": "404"},
    ),
    Door("published_report", "get", EVERYBODY, at=lambda world: {"slug": world.reports.publication.slug}),
    Door("published_report_pdf", "get", EVERYBODY, at=lambda world: {"slug": world.reports.publication.slug}),
]  # fmt: skip
