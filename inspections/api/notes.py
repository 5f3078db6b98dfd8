"""Evidence notes: recorded, edited without losing anybody's words, shared."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import PersonOut
from accounts.requests import SignedInCall
from agencies.api import CodedOut
from inspections import commands, queries
from inspections.api.shapes import ChildRefOut, CriterionRefOut, StrandRefOut, choices_of, coded
from inspections.models import Activity
from jtai.api import (
    ETAG,
    IF_MATCH,
    CodeOf,
    Identifier,
    In,
    ListOperation,
    OneOf,
    Words,
    asked,
    body_of,
    kept_beside,
    listed,
    refusals,
    tagged,
    version_from,
)


class NoteFilter(serializers.Serializer[Any]):
    """How to narrow the list of notes."""

    text = serializers.CharField(required=False, allow_blank=True, max_length=200, help_text="words in the note")
    strand = Identifier(required=False, help_text="id of a strand")
    agency = serializers.SlugField(required=False, max_length=80, help_text="code of an agency")
    activity = serializers.ChoiceField(choices=Activity.choices, required=False)
    mine = serializers.BooleanField(required=False, default=False, help_text="only those that you wrote")


class NoteFieldsIn(In):
    """What one inspector saw or heard. agency: its code; null: the partnership as a whole."""

    text = Words()
    activity = serializers.ChoiceField(choices=Activity.choices)
    strand = OneOf("strands")
    criterion = OneOf("criteria", required=False, allow_null=True, default=None)
    agency = CodeOf("agencies", required=False, allow_null=True, default=None)
    child = OneOf("children", required=False, allow_null=True, default=None)


class NoteIn(NoteFieldsIn):
    """A new note. client_id: drawn where it was written; sent twice, it is recorded once, and something else under it is refused."""

    client_id = serializers.UUIDField(required=False, allow_null=True, default=None)


class NoteOut(serializers.Serializer[Any]):
    """An evidence note. version: the number that its ETag names. shared: whether the whole team sees it."""

    id = serializers.IntegerField()
    inspectorate = CodedOut()
    author = PersonOut()
    activity = serializers.ChoiceField(choices=Activity.choices)
    strand = StrandRefOut()
    criterion = CriterionRefOut(allow_null=True)
    agency = CodedOut(allow_null=True)
    child = ChildRefOut(allow_null=True)
    text = serializers.CharField(source="text.body")
    version = serializers.IntegerField(source="text.version")
    shared = serializers.BooleanField()
    recorded_at = serializers.DateTimeField()


class NotesOperation(ListOperation):
    """The notes."""

    @extend_schema(
        operation_id="list_notes",
        parameters=[NoteFilter],
        responses={200: NoteOut(many=True), **refusals(400, 403, 404)},
        tags=["notes"],
    )
    def get(self, request: SignedInCall, pk: int) -> Response:
        """The notes that you may see, newest first."""
        inspection = queries.inspection_for(request.user, pk)
        wanted = asked(request, NoteFilter)
        by_code = coded(wanted, "agency")
        return listed(request, queries.notes_seen(request.user, inspection, **wanted).filter(**by_code), NoteOut)

    @extend_schema(
        operation_id="add_note",
        parameters=[ETAG],
        request=NoteIn,
        responses={201: NoteOut, **refusals(403, 404, 409, 422)},
        tags=["notes"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Record an evidence note. It stays your inspectorate's own until shared."""
        inspection = queries.inspection_for(request.user, pk)
        note = commands.add_note(inspection, **body_of(request, NoteIn, **choices_of(inspection)), by=request.user)
        return tagged(NoteOut(note).data, note.text.version, status.HTTP_201_CREATED)


class NoteOperation(APIView):
    """One note."""

    @extend_schema(operation_id="get_note", parameters=[ETAG], responses={200: NoteOut, **refusals(403, 404)}, tags=["notes"])
    def get(self, request: SignedInCall, pk: int, note: int) -> Response:
        """One note with the tag of its version."""
        found = queries.note_for(request.user, queries.inspection_for(request.user, pk), note)
        return tagged(NoteOut(found).data, found.text.version)

    @extend_schema(
        operation_id="edit_note",
        parameters=[ETAG, IF_MATCH],
        request=NoteFieldsIn,
        responses={200: NoteOut, **refusals(403, 404, 409, 412, 422, 428)},
        tags=["notes"],
    )
    def put(self, request: SignedInCall, pk: int, note: int) -> Response:
        """Save words and fields that started from the version in If-Match. A stale save is kept beside (412), never lost."""
        inspection = queries.inspection_for(request.user, pk)
        found = queries.note_for(request.user, inspection, note)
        base = version_from(request)
        sent = body_of(request, NoteFieldsIn, **choices_of(inspection))
        saved = commands.edit_note(found, base=base, **sent, by=request.user)
        if saved.kept is not None:
            return kept_beside(saved.kept.pk)
        return tagged(NoteOut(queries.note_for(request.user, inspection, note)).data, saved.text.version)


class NoteShareOperation(APIView):
    """Sharing a note."""

    @extend_schema(operation_id="share_note", request=None, responses={200: NoteOut, **refusals(403, 404, 409)}, tags=["notes"])
    def post(self, request: SignedInCall, pk: int, note: int) -> Response:
        """Let the whole team see a note from now on."""
        found = queries.note_for(request.user, queries.inspection_for(request.user, pk), note)
        return Response(NoteOut(commands.share_note(found, by=request.user)).data)
