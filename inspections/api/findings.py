"""Findings: recorded, edited without losing anybody's words, supported by notes, shared."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import PersonOut
from accounts.models import User
from accounts.requests import SignedInCall
from agencies.api import CodedOut
from inspections import commands, queries
from inspections.api.shapes import ChildRefOut, CriterionRefOut, StrandRefOut, choices_of, coded
from inspections.models import Effect, FindingKind, Inspection, Level
from jtai.api import (
    ETAG,
    IF_MATCH,
    CodeOf,
    Identifier,
    In,
    ListOperation,
    OneOf,
    SomeOf,
    Words,
    asked,
    body_of,
    kept_beside,
    listed,
    refusals,
    tagged,
    version_from,
)


class FindingFilter(serializers.Serializer[Any]):
    """How to narrow the list of findings."""

    text = serializers.CharField(required=False, allow_blank=True, max_length=200, help_text="words in the statement")
    strand = Identifier(required=False, help_text="id of a strand")
    kind = serializers.ChoiceField(choices=FindingKind.choices, required=False)
    agency = serializers.SlugField(required=False, max_length=80, help_text="code of an agency")
    inspectorate = serializers.SlugField(required=False, max_length=80, help_text="code of an inspectorate")


class FindingFieldsIn(In):
    """What the evidence shows. agency: its code; null: the partnership as a whole. responsible: for a priority action."""

    statement = Words()
    strand = OneOf("strands")
    criterion = OneOf("criteria", required=False, allow_null=True, default=None)
    agency = CodeOf("agencies", required=False, allow_null=True, default=None)
    level = serializers.ChoiceField(choices=Level.choices)
    kind = serializers.ChoiceField(choices=FindingKind.choices)
    effect = serializers.ChoiceField(choices=Effect.choices)
    responsible = CodeOf("agencies", required=False, allow_null=True, default=None)
    child = OneOf("children", required=False, allow_null=True, default=None)


class FindingIn(FindingFieldsIn):
    """A new finding. notes: ids of those that support it. client_id: sent twice, the finding is recorded once, and something else under it is refused."""

    notes = SomeOf("notes", required=False, default=list)
    client_id = serializers.UUIDField(required=False, allow_null=True, default=None)


class ChosenNotesIn(In):
    """The notes that support a finding, by id. Links to notes that you may not see stay."""

    notes = SomeOf("notes")


class SetAsideOut(serializers.Serializer[Any]):
    """Why a finding is left out of the report."""

    reason = serializers.CharField()
    by = PersonOut()
    at = serializers.DateTimeField()


class FindingOut(serializers.Serializer[Any]):
    """A finding. version: the number that its ETag names. agreed: how many inspectorates agree its words."""

    id = serializers.IntegerField()
    inspectorate = CodedOut()
    author = PersonOut()
    strand = StrandRefOut()
    criterion = CriterionRefOut(allow_null=True)
    agency = CodedOut(allow_null=True)
    level = serializers.ChoiceField(choices=Level.choices)
    kind = serializers.ChoiceField(choices=FindingKind.choices)
    effect = serializers.ChoiceField(choices=Effect.choices)
    statement = serializers.CharField(source="text.body")
    version = serializers.IntegerField(source="text.version")
    responsible = CodedOut(allow_null=True)
    child = ChildRefOut(allow_null=True)
    shared = serializers.BooleanField()
    agreed = serializers.IntegerField()
    set_aside = SetAsideOut(allow_null=True, default=None)
    recorded_at = serializers.DateTimeField()


class AgreementOut(serializers.Serializer[Any]):
    """An inspectorate agrees the words of one version."""

    inspectorate = CodedOut()
    user = PersonOut()
    version = serializers.IntegerField()
    at = serializers.DateTimeField()


class CitedNoteOut(serializers.Serializer[Any]):
    """A note that supports a finding."""

    id = serializers.IntegerField()
    inspectorate = CodedOut()
    author = PersonOut()
    text = serializers.CharField(source="text.body")


class FindingDetailOut(FindingOut):
    """A finding with its agreements and the notes that you may see."""

    agreements = AgreementOut(many=True, source="agreements.all")
    notes = CitedNoteOut(many=True, source="seen_notes")


def told(user: User, inspection: Inspection, pk: int, code: int = status.HTTP_200_OK) -> Response:
    """One finding, read anew, with the tag of its version."""
    finding = queries.finding_for(user, inspection, pk)
    return tagged(FindingDetailOut(finding).data, finding.text.version, code)


class FindingsOperation(ListOperation):
    """The findings."""

    @extend_schema(
        operation_id="list_findings",
        parameters=[FindingFilter],
        responses={200: FindingOut(many=True), **refusals(400, 403, 404)},
        tags=["findings"],
    )
    def get(self, request: SignedInCall, pk: int) -> Response:
        """The findings that you may see, by strand. Until moderation these are your inspectorate's own and shared ones."""
        inspection = queries.inspection_for(request.user, pk)
        wanted = asked(request, FindingFilter)
        by_code = coded(wanted, "agency", "inspectorate")
        return listed(request, queries.findings_seen(request.user, inspection, **wanted).filter(**by_code), FindingOut)

    @extend_schema(
        operation_id="add_finding",
        parameters=[ETAG],
        request=FindingIn,
        responses={201: FindingDetailOut, **refusals(403, 404, 409, 422)},
        tags=["findings"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Record a finding of your inspectorate."""
        inspection = queries.inspection_for(request.user, pk)
        offered = {**choices_of(inspection), "notes": queries.notes_seen(request.user, inspection)}
        finding = commands.add_finding(inspection, **body_of(request, FindingIn, **offered), by=request.user)
        return told(request.user, inspection, finding.pk, status.HTTP_201_CREATED)


class FindingOperation(APIView):
    """One finding."""

    @extend_schema(
        operation_id="get_finding",
        parameters=[ETAG],
        responses={200: FindingDetailOut, **refusals(403, 404)},
        tags=["findings"],
    )
    def get(self, request: SignedInCall, pk: int, finding: int) -> Response:
        """One finding with its agreements and notes."""
        return told(request.user, queries.inspection_for(request.user, pk), finding)

    @extend_schema(
        operation_id="edit_finding",
        parameters=[ETAG, IF_MATCH],
        request=FindingFieldsIn,
        responses={200: FindingDetailOut, **refusals(403, 404, 409, 412, 422, 428)},
        tags=["findings"],
    )
    def put(self, request: SignedInCall, pk: int, finding: int) -> Response:
        """Save what started from the version in If-Match. A stale save is kept beside (412). In moderation all agree anew."""
        inspection = queries.inspection_for(request.user, pk)
        found = queries.finding_to_change(request.user, inspection, finding)
        base = version_from(request)
        sent = body_of(request, FindingFieldsIn, **choices_of(inspection))
        saved = commands.edit_finding(found, base=base, **sent, by=request.user)
        if saved.kept is not None:
            return kept_beside(saved.kept.pk)
        return told(request.user, inspection, finding)


class FindingNotesOperation(APIView):
    """The notes of a finding."""

    @extend_schema(
        operation_id="choose_notes",
        request=ChosenNotesIn,
        responses={200: FindingDetailOut, **refusals(403, 404, 409, 422)},
        tags=["findings"],
    )
    def put(self, request: SignedInCall, pk: int, finding: int) -> Response:
        """Say which notes support a finding."""
        inspection = queries.inspection_for(request.user, pk)
        found = queries.finding_for(request.user, inspection, finding)
        seen = queries.notes_seen(request.user, inspection)
        sent = body_of(request, ChosenNotesIn, notes=seen)
        commands.choose_notes(found, notes=sent["notes"], seen=seen, by=request.user)
        return told(request.user, inspection, finding)


class FindingShareOperation(APIView):
    """Sharing a finding."""

    @extend_schema(
        operation_id="share_finding",
        request=None,
        responses={200: FindingDetailOut, **refusals(403, 404, 409)},
        tags=["findings"],
    )
    def post(self, request: SignedInCall, pk: int, finding: int) -> Response:
        """Let the whole team see a finding before moderation, and the notes that it cites."""
        inspection = queries.inspection_for(request.user, pk)
        commands.share_finding(queries.finding_for(request.user, inspection, finding), by=request.user)
        return told(request.user, inspection, finding)
