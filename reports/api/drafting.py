"""The report in the making: drafted, worded without losing anybody's words, tied to findings."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from accounts.requests import SignedInCall
from inspections.policies import can_see_evidence
from jtai.api import (
    ETAG,
    IF_MATCH,
    In,
    ListOperation,
    OneOf,
    SomeOf,
    Words,
    body_of,
    kept_beside,
    listed,
    refusals,
    tagged,
    version_from,
)
from reports import commands, queries
from reports.api.shapes import REPORT, DraftParagraphOut, ReportOut
from reports.models import Report
from reports.public_api import ContentOut
from writing.api import RevisionOut, SettleIn


class ParagraphWordsIn(In):
    """The words of a paragraph."""

    text = Words()
    heading = Words(max_length=160, required=False, allow_blank=True, default="")


class NewParagraphIn(ParagraphWordsIn):
    """A paragraph to add at the end of a section. strand: needed where the section is split by strand."""

    section = OneOf("sections")
    strand = OneOf("strands", required=False, allow_null=True, default=None)
    findings = SomeOf("findings", required=False, default=list)


class LinkedFindingsIn(In):
    """The agreed findings that a paragraph rests on, by id."""

    findings = SomeOf("findings")


class MoveIn(In):
    """One place up or down within its section."""

    direction = serializers.ChoiceField(choices=[commands.UP, commands.DOWN])


def told(user: User, report: Report, code: int = status.HTTP_200_OK) -> Response:
    """The whole report in the making."""
    seen = queries.overview(user, report)
    sections = [
        {
            "id": chapter.section.pk,
            "kind": chapter.section.kind,
            "title": chapter.section.title,
            "form": chapter.section.form,
            "paragraphs": [line.paragraph for gathering in chapter.gatherings for line in gathering.lines],
            "taken_out": chapter.removed,
        }
        for chapter in seen.chapters
    ]
    facts = {
        "inspection": report.inspection,
        "edition": report.edition,
        "drafted_by": report.drafted_by,
        "drafted_at": report.drafted_at,
        "statement_required": report.statement_required,
        "principal_authority": report.principal_authority,
        "resting": seen.resting,
        "due": seen.due,
        "sections": sections,
    }
    return Response(ReportOut(facts).data, status=code)


def paragraph_told(user: User, report: Report, pk: int, code: int = status.HTTP_200_OK) -> Response:
    """One paragraph, read anew, with the tag of its version."""
    paragraph = queries.paragraph_for(user, report, pk)
    return tagged(DraftParagraphOut(paragraph).data, paragraph.text.version, code)


class ReportOperation(APIView):
    """The report."""

    @extend_schema(operation_id="get_report", responses={200: ReportOut, **refusals(403, 404)}, tags=REPORT)
    def get(self, request: SignedInCall, pk: int) -> Response:
        """The report in the making: every section with its paragraphs and the findings that they rest on."""
        return told(request.user, queries.report_for(request.user, pk))

    @extend_schema(
        operation_id="draft_report", request=None, responses={201: ReportOut, **refusals(403, 404, 409)}, tags=REPORT
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Begin drafting: compose the report from the agreed findings."""
        inspection = queries.inspection_for(request.user, pk)
        commands.draft(inspection, by=request.user)
        return told(request.user, queries.report_for(request.user, pk), status.HTTP_201_CREATED)


class ReportWordsOperation(APIView):
    """Its words alone."""

    @extend_schema(operation_id="get_report_words", responses={200: ContentOut, **refusals(403, 404)}, tags=REPORT)
    def get(self, request: SignedInCall, pk: int) -> Response:
        """The letter as it is published or, before that, as it would be: to take the draft away at every stage."""
        return Response(ContentOut(queries.words_of(queries.words_for(request.user, pk))).data)


class ReportParagraphsOperation(APIView):
    """The paragraphs."""

    @extend_schema(
        operation_id="add_paragraph",
        parameters=[ETAG],
        request=NewParagraphIn,
        responses={201: DraftParagraphOut, **refusals(403, 404, 409, 422)},
        tags=REPORT,
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Add a paragraph."""
        report = queries.report_for(request.user, pk)
        offered = {
            "sections": queries.sections_of(report),
            "strands": report.inspection.framework.strands.all(),
            "findings": queries.findings_to_link(report),
        }
        added = commands.add_paragraph(report, **body_of(request, NewParagraphIn, **offered), by=request.user)
        return paragraph_told(request.user, report, added.pk, status.HTTP_201_CREATED)


class ReportParagraphOperation(APIView):
    """One paragraph."""

    @extend_schema(
        operation_id="get_paragraph", parameters=[ETAG], responses={200: DraftParagraphOut, **refusals(403, 404)}, tags=REPORT
    )
    def get(self, request: SignedInCall, pk: int, paragraph: int) -> Response:
        """One paragraph with its words."""
        return paragraph_told(request.user, queries.report_for(request.user, pk), paragraph)

    @extend_schema(
        operation_id="edit_paragraph",
        parameters=[ETAG, IF_MATCH],
        request=ParagraphWordsIn,
        responses={200: DraftParagraphOut, **refusals(403, 404, 409, 412, 422, 428)},
        tags=REPORT,
    )
    def put(self, request: SignedInCall, pk: int, paragraph: int) -> Response:
        """Save words that started from the version in If-Match. A stale save is kept beside (412)."""
        report = queries.report_for(request.user, pk)
        found = queries.paragraph_for(request.user, report, paragraph)
        base = version_from(request)
        saved = commands.edit_paragraph(found, base=base, **body_of(request, ParagraphWordsIn), by=request.user)
        if saved.kept is not None:
            return kept_beside(saved.kept.pk)
        return paragraph_told(request.user, report, paragraph)


class ParagraphFindingsOperation(APIView):
    """The findings of a paragraph."""

    @extend_schema(
        operation_id="link_findings",
        request=LinkedFindingsIn,
        responses={200: DraftParagraphOut, **refusals(403, 404, 409, 422)},
        tags=REPORT,
    )
    def put(self, request: SignedInCall, pk: int, paragraph: int) -> Response:
        """Say which agreed findings a paragraph rests on."""
        report = queries.report_for(request.user, pk)
        found = queries.paragraph_for(request.user, report, paragraph)
        can_see_evidence.check(request.user, report.inspection)
        sent = body_of(request, LinkedFindingsIn, findings=queries.findings_to_link(report))
        commands.link_findings(found, **sent, by=request.user)
        return paragraph_told(request.user, report, paragraph)


class ParagraphMoveOperation(APIView):
    """The place of a paragraph."""

    @extend_schema(
        operation_id="move_paragraph",
        request=MoveIn,
        responses={200: DraftParagraphOut, **refusals(403, 404, 409)},
        tags=REPORT,
    )
    def post(self, request: SignedInCall, pk: int, paragraph: int) -> Response:
        """Change places with the paragraph before or after it."""
        report = queries.report_for(request.user, pk)
        found = queries.paragraph_for(request.user, report, paragraph)
        commands.move_paragraph(found, **body_of(request, MoveIn), by=request.user)
        return paragraph_told(request.user, report, paragraph)


class ParagraphRemoveOperation(APIView):
    """Taking a paragraph out."""

    @extend_schema(
        operation_id="remove_paragraph",
        request=None,
        responses={200: DraftParagraphOut, **refusals(403, 404, 409)},
        tags=REPORT,
    )
    def post(self, request: SignedInCall, pk: int, paragraph: int) -> Response:
        """Take a paragraph out. Its words, findings and comments are kept."""
        report = queries.report_for(request.user, pk)
        commands.remove_paragraph(queries.paragraph_for(request.user, report, paragraph), by=request.user)
        return paragraph_told(request.user, report, paragraph)


class ParagraphRestoreOperation(APIView):
    """Putting a paragraph back."""

    @extend_schema(
        operation_id="restore_paragraph",
        request=None,
        responses={200: DraftParagraphOut, **refusals(403, 404, 409)},
        tags=REPORT,
    )
    def post(self, request: SignedInCall, pk: int, paragraph: int) -> Response:
        """Put a paragraph back where it stood."""
        report = queries.report_for(request.user, pk)
        commands.restore_paragraph(queries.paragraph_for(request.user, report, paragraph), by=request.user)
        return paragraph_told(request.user, report, paragraph)


class ParagraphRevisionsOperation(ListOperation):
    """The history of a paragraph."""

    @extend_schema(
        operation_id="list_paragraph_revisions", responses={200: RevisionOut(many=True), **refusals(403, 404)}, tags=REPORT
    )
    def get(self, request: SignedInCall, pk: int, paragraph: int) -> Response:
        """Everything that was ever saved into a paragraph, newest first."""
        report = queries.report_for(request.user, pk)
        found = queries.paragraph_for(request.user, report, paragraph)
        return listed(request, queries.history_of(found.text), RevisionOut)


class ParagraphSettleOperation(APIView):
    """Two versions of a paragraph."""

    @extend_schema(
        operation_id="settle_paragraph",
        parameters=[ETAG],
        request=SettleIn,
        responses={200: DraftParagraphOut, **refusals(403, 404, 409, 412, 422)},
        tags=REPORT,
    )
    def post(self, request: SignedInCall, pk: int, paragraph: int, revision: int) -> Response:
        """Say which of two versions stands: the one kept beside ("mine"), the current one, or words made from both."""
        report = queries.report_for(request.user, pk)
        found = queries.paragraph_for(request.user, report, paragraph)
        kept = get_object_or_404(queries.history_of(found.text).filter(kept_beside=True), pk=revision)
        saved = commands.settle_paragraph(found, kept, **body_of(request, SettleIn), by=request.user)
        if saved.kept is not None:
            return kept_beside(saved.kept.pk)
        return paragraph_told(request.user, report, paragraph)
