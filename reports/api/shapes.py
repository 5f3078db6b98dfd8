"""Shapes that several operations of a report answer with."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from accounts.api import PersonOut
from agencies.api import CodedOut
from inspections.workflow import Status
from jobs.models import State
from jtai.api import Words
from reports.models import AccuracyAnswer, FileFormat, QualityDecision

FORMAT = OpenApiParameter(
    "format", OpenApiTypes.STR, OpenApiParameter.PATH, enum=list(FileFormat.values), description="what is built of a report"
)
REPORT, ANSWERS = ["report"], ["responses"]


class Reason(Words):
    """A reason of at most 1,000 characters."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 1000, **options})


class DraftParagraphOut(serializers.Serializer[Any]):
    """A paragraph of the draft. version: the number that its ETag names; strand: code, null: none; findings: ids it rests on.

    taken_out: it does not stand in the report, and can be put back.
    """

    id = serializers.IntegerField()
    section = serializers.CharField(source="section.kind")
    strand = serializers.CharField(source="strand.code", allow_null=True, default=None)
    heading = serializers.CharField(allow_blank=True)
    text = serializers.CharField(source="text.body")
    version = serializers.IntegerField(source="text.version")
    findings = serializers.SerializerMethodField()
    taken_out = serializers.SerializerMethodField()

    def get_findings(self, paragraph: Any) -> list[int]:
        """Ids."""
        return [finding.pk for finding in paragraph.findings.all()]

    def get_taken_out(self, paragraph: Any) -> bool:
        """Whether it was removed."""
        return paragraph.removed_at is not None


class DraftSectionOut(serializers.Serializer[Any]):
    """A section of the framework with the paragraphs that stand in it."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    form = serializers.CharField()
    paragraphs = DraftParagraphOut(many=True)
    taken_out = DraftParagraphOut(many=True)


class ReportOut(serializers.Serializer[Any]):
    """The report in the making. edition moves on with every change. resting of due: paragraphs that rest on findings."""

    status = serializers.ChoiceField(choices=Status.choices, source="inspection.status")
    edition = serializers.IntegerField()
    drafted_by = PersonOut()
    drafted_at = serializers.DateTimeField()
    statement_required = serializers.BooleanField(allow_null=True)
    principal_authority = CodedOut(allow_null=True)
    resting = serializers.IntegerField()
    due = serializers.IntegerField()
    sections = DraftSectionOut(many=True)


class DecisionOut(serializers.Serializer[Any]):
    """Whether a statement of proposed action is required; null: not decided."""

    statement_required = serializers.BooleanField(allow_null=True)
    principal_authority = CodedOut(allow_null=True)
    reason = serializers.CharField(source="decision_reason", allow_blank=True)
    decided_by = PersonOut(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)


class StageOut(serializers.Serializer[Any]):
    """Where the inspection stands after a step."""

    status = serializers.ChoiceField(choices=Status.choices)


class QualityCommentOut(serializers.Serializer[Any]):
    """A reviewer's remark. paragraph: id, null: the report as a whole."""

    id = serializers.IntegerField()
    paragraph = serializers.IntegerField(source="paragraph_id", allow_null=True)
    body = serializers.CharField()
    author = PersonOut()
    at = serializers.DateTimeField()
    resolved_by = PersonOut(allow_null=True)
    resolved_at = serializers.DateTimeField(allow_null=True)


class QualityReviewOut(serializers.Serializer[Any]):
    """What a reviewer decided about an edition."""

    id = serializers.IntegerField()
    edition = serializers.IntegerField()
    decision = serializers.ChoiceField(choices=QualityDecision.choices)
    summary = serializers.CharField()
    reviewer = PersonOut()
    at = serializers.DateTimeField()


class AccuracyOut(serializers.Serializer[Any]):
    """The newest delivery to the local area. due_on: until when it can comment; closed_reason: closed without comments."""

    id = serializers.IntegerField()
    delivered_by = PersonOut()
    delivered_at = serializers.DateTimeField()
    due_on = serializers.DateField()
    submitted_by = PersonOut(allow_null=True)
    submitted_at = serializers.DateTimeField(allow_null=True)
    closed_reason = serializers.CharField(allow_blank=True)


class PointOut(serializers.Serializer[Any]):
    """A point of the local area. about: how the delivered draft names the place."""

    id = serializers.IntegerField()
    about = serializers.CharField()
    body = serializers.CharField()
    author = PersonOut()
    at = serializers.DateTimeField()


class AnsweredPointOut(PointOut):
    """One with its answer, as far as there is one."""

    paragraph = serializers.IntegerField(source="paragraph_id", allow_null=True)
    answer = serializers.ChoiceField(choices=AccuracyAnswer.choices, allow_blank=True)
    answer_reason = serializers.CharField(allow_blank=True)
    answered_by = PersonOut(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)


class BuildOut(serializers.Serializer[Any]):
    """The job that builds a version's files. progress: percent; error: a sentence, when it failed."""

    state = serializers.ChoiceField(choices=State.choices)
    progress = serializers.IntegerField()
    doing = serializers.CharField(allow_blank=True)
    error = serializers.CharField(allow_blank=True)
    attempts = serializers.IntegerField()


class SignatureOut(serializers.Serializer[Any]):
    """An inspectorate's signature on exactly these digests."""

    id = serializers.IntegerField()
    inspectorate = CodedOut()
    user = PersonOut()
    title = serializers.CharField()
    content_digest = serializers.CharField()
    provenance_digest = serializers.CharField()
    at = serializers.DateTimeField()


class FreezeOut(serializers.Serializer[Any]):
    """A frozen version. stale_because: why its signatures no longer count; empty while they do."""

    number = serializers.IntegerField()
    edition = serializers.IntegerField()
    content_digest = serializers.CharField()
    provenance_digest = serializers.CharField()
    frozen_by = PersonOut()
    frozen_at = serializers.DateTimeField()
    stale_because = serializers.CharField(allow_blank=True)
    build = BuildOut(allow_null=True, source="job")
    signatures = SignatureOut(many=True, source="signatures.all")


class BuiltFileOut(serializers.Serializer[Any]):
    """A built file. size: bytes; pages: of a PDF."""

    format = serializers.ChoiceField(choices=FileFormat.choices)
    size = serializers.IntegerField(source="file.size")
    sha256 = serializers.CharField(source="file.sha256")
    content_type = serializers.CharField(source="file.content_type")
    pages = serializers.IntegerField(allow_null=True)


class ReaderOut(serializers.Serializer[Any]):
    """Somebody of the local area who may read the copy under embargo."""

    id = serializers.IntegerField()
    user = PersonOut()
    named_by = PersonOut()
    named_at = serializers.DateTimeField()


class PublicationOut(serializers.Serializer[Any]):
    """What was published."""

    slug = serializers.CharField()
    title = serializers.CharField()
    published_on = serializers.DateField()
    published_by = PersonOut()


class ReceiptOut(serializers.Serializer[Any]):
    """When, and by whom, the report was received. due_on: of the statement."""

    received_on = serializers.DateField()
    received_by = serializers.CharField()
    recorded_by = PersonOut()
    recorded_at = serializers.DateTimeField()
    due_on = serializers.DateField()


class StatementOut(serializers.Serializer[Any]):
    """The statement of proposed action. It is not graded."""

    body = serializers.CharField()
    sent_by = PersonOut()
    sent_at = serializers.DateTimeField()
    acknowledged_at = serializers.DateTimeField(allow_null=True)


class AfterwardsOut(serializers.Serializer[Any]):
    """What came after publication."""

    publication = PublicationOut(allow_null=True)
    receipt = ReceiptOut(allow_null=True)
    statement = StatementOut(allow_null=True)
