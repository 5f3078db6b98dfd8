"""The doors of reports over the API."""

from collections.abc import Callable
from typing import Any

from inspections.models import Inspection
from jobs.models import Job
from reports.models import (
    AccuracyPoint,
    EmbargoedDownload,
    NamedReader,
    Paragraph,
    QualityComment,
    Report,
    Signature,
    Statement,
)
from tests.doors.parts import Door
from tests.doors.world import World
from tests.walk import agency_of
from writing.models import Revision

TEAM = "401 404 404 403 200 200 403 404"
WRITERS = "401 404 404 403 200 200 403 404"
LEAD = "401 404 404 403 403 200 403 404"
LEAD_MAKES = "401 404 404 403 403 201 403 404"
SIGNATORY_TOO = {"signatory": "200", "reviewer": "403"}
NOT_FOR_SIGNATORIES = {"signatory": "403"}
PUBLISHED = "401 404 404 200 200 200 200 404"
AREA = "401 404 200 404 404 404 404 404"
EVERYBODY = "200 200 200 200 200 200 200 200"


def on(name: str, **more: Callable[[World], Any]) -> Callable[[World], dict[str, Any]]:
    """The address of a report of the world, and of something in it."""

    def at(world: World) -> dict[str, Any]:
        thing = getattr(world.reports, name)
        pk = thing.inspection_id if isinstance(thing, Report) else thing.pk
        return {"pk": pk, **{key: value(world) for key, value in more.items()}}

    return at


def status_of(name: str) -> Callable[[World], str]:
    """Where the inspection of a report stands now."""
    return lambda world: Inspection.objects.get(pk=on(name)(world)["pk"]).status


def fresh(world: World, name: str) -> Paragraph:
    """A paragraph as it is now."""
    return Paragraph.objects.select_related("text").get(pk=getattr(world.reports, name).pk)


def the_paragraph(world: World) -> int:
    return world.reports.paragraph.pk


def digests(world: World) -> dict[str, str]:
    freeze = world.reports.freeze
    return {"content_digest": freeze.content_digest, "provenance_digest": freeze.provenance_digest}


def council(world: World) -> str:
    return agency_of(world.reports.drafting.inspection, "local-authority").code


at_paragraph = on("drafting", paragraph=the_paragraph)
at_point = on("accuracy", point=lambda world: world.reports.point.pk)
at_embargoed_file = on("embargoed", format=lambda _world: "pdf")

DOORS = [
    Door("api_report", "get", TEAM, at=on("drafting"), also=SIGNATORY_TOO),
    Door("api_report", "post", LEAD_MAKES, at=on("ready"), changes=status_of("ready"), also=NOT_FOR_SIGNATORIES),
    Door("api_report_words", "get", TEAM, at=on("drafting"), also={**SIGNATORY_TOO, "decision_maker": "200"}),
    Door("api_report_words", "get", PUBLISHED, at=on("published")),
    Door(
        "api_paragraphs", "post", "401 404 404 403 201 201 403 404", at=on("drafting"),
        body=lambda world: {"section": world.reports.paragraph.section_id, "strand": world.reports.paragraph.strand_id, "text": "More."},
        changes=lambda world: world.reports.drafting.paragraphs.count(), also=NOT_FOR_SIGNATORIES,
    ),
    Door("api_paragraph", "get", TEAM, at=at_paragraph, also=SIGNATORY_TOO),
    Door(
        "api_paragraph", "put", WRITERS, at=at_paragraph,
        body=lambda _world: {"text": "Worded anew.", "heading": ""}, headers={"If-Match": '"2"'},
        changes=lambda world: fresh(world, "paragraph").text.body, also=NOT_FOR_SIGNATORIES,
    ),
    Door(
        "api_paragraph_findings", "put", WRITERS, at=at_paragraph, body=lambda _world: {"findings": []},
        changes=lambda world: fresh(world, "paragraph").findings.count(), also=NOT_FOR_SIGNATORIES,
    ),
    Door(
        "api_paragraph_move", "post", WRITERS,
        at=on("drafting", paragraph=lambda world: world.reports.second.pk), body=lambda _world: {"direction": "up"},
        changes=lambda world: fresh(world, "second").position, also=NOT_FOR_SIGNATORIES,
    ),
    Door(
        "api_paragraph_remove", "post", WRITERS, at=at_paragraph,
        changes=lambda world: fresh(world, "paragraph").removed_at, also=NOT_FOR_SIGNATORIES,
    ),
    Door(
        "api_paragraph_restore", "post", WRITERS, at=on("drafting", paragraph=lambda world: world.reports.taken_out.pk),
        changes=lambda world: fresh(world, "taken_out").removed_at, also=NOT_FOR_SIGNATORIES,
    ),
    Door("api_paragraph_revisions", "get", TEAM, at=at_paragraph, also=SIGNATORY_TOO),
    Door(
        "api_paragraph_settle", "post", WRITERS,
        at=on("drafting", paragraph=the_paragraph, revision=lambda world: world.reports.kept.pk),
        body=lambda _world: {"keep": "mine", "base": 2},
        changes=lambda world: Revision.objects.get(pk=world.reports.kept.pk).settled_at, also=NOT_FOR_SIGNATORIES,
    ),
    Door("api_quality", "post", LEAD, at=on("plain"), changes=status_of("plain"), also=NOT_FOR_SIGNATORIES),
    Door("api_comments", "get", TEAM, at=on("quality"), also={"signatory": "200", "reviewer": "200"}),
    Door(
        "api_comments", "post", "401 404 404 403 403 403 403 404", at=on("quality"),
        body=lambda _world: {"body": "Say how many."},
        changes=lambda world: world.reports.quality.comments.count(), also={"reviewer": "201", "signatory": "403"},
    ),
    Door(
        "api_comment_resolve", "post", WRITERS, at=on("commented", comment=lambda world: world.reports.comment.pk),
        changes=lambda world: QualityComment.objects.get(pk=world.reports.comment.pk).resolved_at,
        also={"reviewer": "403", "signatory": "403"},
    ),
    Door("api_reviews", "get", TEAM, at=on("quality"), also={"signatory": "200", "reviewer": "200"}),
    Door(
        "api_reviews", "post", "401 404 404 403 403 403 403 404", at=on("quality"),
        body=lambda _world: {"decision": "approved", "summary": "Clear."},
        changes=lambda world: world.reports.quality.reviews.count(), also={"reviewer": "201", "signatory": "403"},
    ),
    Door("api_accuracy", "get", TEAM, at=on("accuracy"), also={"signatory": "200", "reviewer": "403"}),
    Door("api_accuracy", "post", LEAD_MAKES, at=on("approved"), changes=status_of("approved"), also=NOT_FOR_SIGNATORIES),
    Door("api_points", "get", TEAM, at=on("sent"), also={"signatory": "200"}),
    Door("api_points", "get", "401 404 404 403 409 409 403 404", at=on("accuracy")),
    Door(
        "api_point_answer", "put", WRITERS, at=on("sent", point=lambda world: world.reports.sent_point.pk),
        body=lambda _world: {"answer": "accepted", "reason": "The record shows it."},
        changes=lambda world: AccuracyPoint.objects.get(pk=world.reports.sent_point.pk).answer, also=NOT_FOR_SIGNATORIES,
    ),
    Door(
        "api_accuracy_close", "post", LEAD, at=on("overdue"), body=lambda _world: {"reason": "Nothing came."},
        changes=lambda world: world.reports.overdue.accuracy_rounds.get().submitted_at, also=NOT_FOR_SIGNATORIES,
    ),
    Door("api_decision", "get", TEAM, at=on("drafting"), also={"signatory": "200", "decision_maker": "200"}),
    Door(
        "api_decision", "put", "401 404 404 403 403 403 403 404", at=on("drafting"),
        body=lambda world: {"is_required": True, "principal_authority": council(world), "reason": "It leads."},
        changes=lambda world: Report.objects.get(pk=world.reports.drafting.pk).statement_required,
        also={"signatory": "403", "decision_maker": "200"},
    ),
    Door("api_sign_off", "post", LEAD_MAKES, at=on("heard"), changes=status_of("heard"), also=NOT_FOR_SIGNATORIES),
    Door("api_freezes", "get", TEAM, at=on("signing"), also={"signatory": "200"}),
    Door(
        "api_freezes", "post", LEAD_MAKES, at=on("moved"),
        changes=lambda world: world.reports.moved.freezes.count(), also=NOT_FOR_SIGNATORIES,
    ),
    Door("api_freeze", "get", TEAM, at=on("signing", number=lambda _world: 1), also={"signatory": "200"}),
    Door(
        "api_sign", "post", "401 404 404 403 403 403 403 404", at=on("signing", number=lambda _world: 1), body=digests,
        changes=lambda world: world.reports.freeze.signatures.count(), also={"signatory": "201"},
    ),
    Door(
        "api_signature_withdraw", "post", "401 404 404 403 403 403 403 404",
        at=on("signing", signature=lambda world: world.reports.signature.pk), body=lambda _world: {"reason": "Too early."},
        changes=lambda world: Signature.objects.filter(pk=world.reports.signature.pk).count(),
        also={"signatory": "403", "hmicfrs_signatory": "200"},
    ),
    Door("api_build", "get", TEAM, at=on("failed"), also={"signatory": "200"}),
    Door(
        "api_build", "post", WRITERS, at=on("failed"), also={"signatory": "200"},
        changes=lambda world: Job.objects.get(pk=world.reports.failed.freezes.get().job_id).state,
    ),
    Door("api_report_files", "get", TEAM, at=on("embargoed"), also={"signatory": "200", "reviewer": "403"}),
    Door("api_report_file", "get", TEAM, at=at_embargoed_file, also={"signatory": "200", "reviewer": "403"}),
    Door("api_report_file", "get", PUBLISHED, at=on("published", format=lambda _world: "html")),
    Door("api_readers", "get", TEAM, at=on("embargoed"), also={"signatory": "200"}),
    Door(
        "api_readers", "post", LEAD_MAKES, at=on("embargoed"), body=lambda world: {"person": world.people.police.pk},
        changes=lambda world: world.reports.embargoed.readers.count(), also=NOT_FOR_SIGNATORIES,
    ),
    Door(
        "api_reader", "delete", "401 404 404 403 403 204 403 404",
        at=on("embargoed", reader=lambda world: world.reports.reader.pk),
        changes=lambda world: NamedReader.objects.filter(pk=world.reports.reader.pk).count(), also=NOT_FOR_SIGNATORIES,
    ),
    Door("api_pre_publication", "post", LEAD, at=on("signed"), changes=status_of("signed"), also=NOT_FOR_SIGNATORIES),
    Door("api_publish", "post", LEAD, at=on("embargoed"), changes=status_of("embargoed"), also=NOT_FOR_SIGNATORIES),
    Door(
        "api_receipt", "post", LEAD_MAKES, at=on("published"),
        body=lambda world: {"received_on": str(world.reports.publication.published_on), "received_by": "The director"},
        changes=status_of("published"), also=NOT_FOR_SIGNATORIES,
    ),
    Door("api_statement", "get", PUBLISHED, at=on("received")),
    Door("api_statement_acknowledge", "post", LEAD, at=on("received"), changes=status_of("received"), also=NOT_FOR_SIGNATORIES),
    Door("api_close", "post", LEAD, at=on("unrequired"), changes=status_of("unrequired"), also=NOT_FOR_SIGNATORIES),
    Door("api_response_accuracy", "get", AREA, at=on("accuracy")),
    Door("api_response_draft", "get", AREA, at=on("accuracy")),
    Door("api_response_draft", "get", "401 404 409 404 404 404 404 404", at=on("signing")),
    Door("api_response_points", "get", AREA, at=on("accuracy")),
    Door(
        "api_response_points", "post", "401 404 201 404 404 404 404 404", at=on("accuracy"),
        body=lambda _world: {"place": 0, "body": "It was in May."},
        changes=lambda world: AccuracyPoint.objects.filter(round__report=world.reports.accuracy).count(),
    ),
    Door(
        "api_response_point", "put", AREA, at=at_point,
        body=lambda world: {"place": None, "body": "It was a Tuesday.", "before": world.reports.point.body},
        changes=lambda world: AccuracyPoint.objects.get(pk=world.reports.point.pk).body,
    ),
    Door(
        "api_response_point", "delete", "401 404 204 404 404 404 404 404", at=at_point,
        changes=lambda world: AccuracyPoint.objects.filter(pk=world.reports.point.pk).count(),
    ),
    Door(
        "api_response_send", "post", AREA, at=on("accuracy"), also={"police": "403"},
        changes=lambda world: world.reports.accuracy.accuracy_rounds.get().submitted_at,
    ),
    Door(
        "api_response_file", "get", AREA, at=at_embargoed_file, also={"police": "404"},
        changes=lambda world: EmbargoedDownload.objects.filter(freeze__report=world.reports.embargoed).count(),
    ),
    Door("api_response_file", "get", AREA, at=on("published", format=lambda _world: "pdf"), also={"police": "200"}),
    Door("api_response_statement", "get", AREA, at=on("received")),
    Door(
        "api_response_statement", "post", "401 404 201 404 404 404 404 404", at=on("due"),
        body=lambda _world: {"body": "We will meet each week."},
        changes=lambda world: Statement.objects.filter(publication__report=world.reports.due).count(), also={"police": "403"},
    ),
    Door("api_published_reports", "get", EVERYBODY),
    Door("api_published_report", "get", EVERYBODY, at=lambda world: {"slug": world.reports.publication.slug}),
]  # fmt: skip
