"""Letters about a systemic weakness: listed, begun, changed, sent, acknowledged, printed."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import PersonOut
from accounts.requests import SignedInCall
from agencies.api import CodedOut
from agencies.queries import agencies, inspectorates, local_areas
from audit.reads import note_listed
from intelligence import commands, policies, queries
from intelligence.commands import letter_about
from intelligence.models import Letter, LetterDocument, LetterState, LetterWay, Marking
from intelligence.queries import LetterFilter, LetterShown
from jtai.api import (
    ETAG,
    IF_MATCH,
    CodeOf,
    In,
    ListOperation,
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

LONGEST_SUBJECT, LONGEST_NAME, LONGEST_ROLE = 160, 120, 160
BIGGEST_VERSION = 999_999_999


class LettersFilter(serializers.Serializer[Any]):
    """Which letters. inspectorate (which wrote or received it) and local_area are codes; drafts only with state=draft."""

    text = serializers.CharField(required=False, max_length=200)
    state = serializers.ChoiceField(choices=[choice for choice in LetterState.choices if choice[0]], required=False)
    way = serializers.ChoiceField(choices=[choice for choice in LetterWay.choices if choice[0]], required=False)
    inspectorate = serializers.SlugField(required=False, max_length=50)
    local_area = serializers.CharField(required=False, max_length=12)
    late = serializers.BooleanField(required=False)
    sort = serializers.ChoiceField(choices=["oldest"], required=False)


class LetterIn(In):
    """A letter's words and fields. items: ids of what it rests on, which the recipient has as well. signs_name: who signs it."""

    recipient = CodeOf("inspectorates")
    subject = Words(max_length=LONGEST_SUBJECT)
    text = Words()
    agencies = SomeOf("agencies", default=list)
    items = SomeOf("items", default=list)
    signs_name = Words(max_length=LONGEST_NAME, allow_blank=True, default="")
    signs_role = Words(max_length=LONGEST_ROLE, allow_blank=True, default="")


class NewLetterIn(LetterIn):
    """A letter to begin. client_id: drawn where it was written; sent again, it is begun once."""

    local_area = CodeOf("areas", required=False, allow_null=True, default=None)
    client_id = serializers.UUIDField(required=False, allow_null=True, default=None)


class SendLetterIn(In):
    """How it is to be handled; without that it is not sent. version: of the words that were read."""

    marking = serializers.ChoiceField(choices=Marking.choices, allow_blank=True, default="")
    version = serializers.IntegerField(min_value=1, max_value=BIGGEST_VERSION)


class LetterOut(serializers.Serializer[Any]):
    """A letter in a list. sent_at: null while it is a draft. version: of the words of a draft, as ETag has it; null once it was sent."""

    id = serializers.IntegerField()
    inspectorate = CodedOut(help_text="which wrote it")
    recipient = CodedOut()
    local_area = CodedOut(allow_null=True)
    subject = serializers.CharField()
    text = serializers.CharField(source="text.body")
    version = serializers.SerializerMethodField()
    signs_name = serializers.CharField(allow_blank=True)
    signs_role = serializers.CharField(allow_blank=True)
    author = PersonOut()
    marking = serializers.ChoiceField(choices=Marking.choices, allow_blank=True)
    sent_at = serializers.DateTimeField(allow_null=True)
    acknowledge_by = serializers.DateField(allow_null=True)
    acknowledged_at = serializers.DateTimeField(allow_null=True)
    acknowledged_by = PersonOut(allow_null=True)

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_version(self, letter: Letter) -> int | None:
        """Its words stand once it was sent, and how often they were changed before is not the recipient's to know."""
        return _version(letter)


def _version(letter: Letter) -> int | None:
    return letter.text.version if letter.sent_at is None else None


class LetterPdfOut(serializers.Serializer[Any]):
    """The PDF. version: of the words of the draft that it has, null of a letter that was sent; sha256: of what is printed. error: why it could not be built."""

    draft = serializers.BooleanField()
    version = serializers.SerializerMethodField()
    sha256 = serializers.CharField()
    state = serializers.CharField(source="job.state")
    progress = serializers.IntegerField(source="job.progress")
    error = serializers.CharField(source="job.error", allow_blank=True)
    pages = serializers.IntegerField(allow_null=True)

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_version(self, document: LetterDocument) -> int | None:
        """As of the letter."""
        return document.version if document.draft else None


class LetterDetailOut(LetterOut):
    """One letter with everything that you may see of it."""

    agencies = CodedOut(many=True, source="shown.agencies")
    items = serializers.SerializerMethodField()
    pdf = LetterPdfOut(source="shown.document", allow_null=True)

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_items(self, letter: Any) -> list[int]:
        """Ids of what it rests on."""
        return [item.pk for item in letter.shown.items]


def _detail(request: SignedInCall, pk: int, code: int = status.HTTP_200_OK) -> Response:
    letter = queries.letter_for(request.user, pk)
    shown: LetterShown = queries.letter_shown(letter)
    letter.shown = shown  # type: ignore[attr-defined]  # -- read by LetterDetailOut
    return tagged(LetterDetailOut(letter).data, _version(letter), code)


def _about(body: dict[str, Any], *own: str) -> dict[str, Any]:
    kept = {name: body.pop(name) for name in ("text", *own)}
    return {**kept, "about": letter_about(**body)}


def _among(request: SignedInCall) -> dict[str, Any]:
    """Items are those that the person sees: the command says which of them their recipient does not have."""
    return {"inspectorates": inspectorates(), "agencies": agencies(), "items": queries.items_seen(request.user).order_by()}


class LettersOperation(ListOperation):
    """Letters."""

    @extend_schema(
        operation_id="list_letters",
        parameters=[LettersFilter],
        responses={200: LetterOut(many=True), **refusals(400, 401, 403, 404)},
        tags=["intelligence"],
    )
    def get(self, request: SignedInCall) -> Response:
        """The letters that your inspectorate has sent and received, the newest first."""
        policies.can_look.check(request.user)
        rows = queries.letters_seen(request.user, LetterFilter(**asked(request, LettersFilter)))
        answer = listed(request, rows, LetterOut)
        note_listed(request, (f"letter:{row['id']}" for row in answer.data["results"]))
        return answer

    @extend_schema(
        operation_id="add_letter",
        request=NewLetterIn,
        responses={201: LetterDetailOut, **refusals(400, 401, 403, 422)},
        parameters=[ETAG],
        tags=["intelligence"],
    )
    def post(self, request: SignedInCall) -> Response:
        """Begin a letter of your inspectorate. Nobody outside has it until it is sent."""
        policies.can_write_letter.check(request.user)
        body = body_of(request, NewLetterIn, areas=local_areas(), **_among(request))
        letter = commands.add_letter(**_about(body, "local_area", "client_id"), by=request.user)
        return _detail(request, letter.pk, status.HTTP_201_CREATED)


class LetterOperation(APIView):
    """One letter."""

    @extend_schema(
        operation_id="get_letter",
        responses={200: LetterDetailOut, **refusals(401, 404)},
        parameters=[ETAG],
        tags=["intelligence"],
    )
    def get(self, request: SignedInCall, pk: int) -> Response:
        """Its words, what it rests on, and its PDF."""
        return _detail(request, pk)

    @extend_schema(
        operation_id="edit_letter",
        request=LetterIn,
        responses={200: LetterDetailOut, **refusals(400, 401, 403, 404, 409, 412, 422, 428)},
        parameters=[IF_MATCH, ETAG],
        tags=["intelligence"],
    )
    def put(self, request: SignedInCall, pk: int) -> Response:
        """Save a draft. Words that started from an older version are kept beside."""
        letter = queries.written_letter_for(request.user, pk)
        policies.can_change_letter.check(request.user, letter)
        base = version_from(request)
        body = body_of(request, LetterIn, **_among(request))
        saved = commands.edit_letter(letter, base=base, **_about(body), by=request.user)
        if saved.kept is not None:
            return kept_beside(saved.kept.pk)
        return _detail(request, pk)

    @extend_schema(operation_id="discard_letter", responses={204: None, **refusals(401, 403, 404, 409)}, tags=["intelligence"])
    def delete(self, request: SignedInCall, pk: int) -> Response:
        """Discard a draft."""
        commands.discard_letter(queries.written_letter_for(request.user, pk), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class LetterSendOperation(APIView):
    """Sending."""

    @extend_schema(
        operation_id="send_letter",
        request=SendLetterIn,
        responses={200: LetterDetailOut, **refusals(400, 401, 403, 404, 409, 422)},
        parameters=[ETAG],
        tags=["intelligence"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Freeze the words, and let the recipient have them."""
        letter = queries.written_letter_for(request.user, pk)
        policies.can_send_letter.check(request.user, letter)
        commands.send_letter(letter, **body_of(request, SendLetterIn), by=request.user)
        return _detail(request, pk)


class LetterAcknowledgeOperation(APIView):
    """Acknowledging."""

    @extend_schema(
        operation_id="acknowledge_letter",
        request=None,
        responses={200: LetterDetailOut, **refusals(401, 403, 404, 409)},
        parameters=[ETAG],
        tags=["intelligence"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Your inspectorate has read it."""
        commands.acknowledge_letter(queries.letter_for(request.user, pk), by=request.user)
        return _detail(request, pk)
