"""Items: listed, begun, changed, discarded; what is alike."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from agencies.queries import agencies, local_areas, partnership_agencies
from audit.reads import note_listed
from intelligence import commands, policies, queries
from intelligence.api.shapes import ItemDetailOut, ItemOut, detail
from intelligence.commands import about_of
from intelligence.forms.items import LONGEST_SOURCE
from intelligence.models import Item, Kind, Source, State, Strand
from intelligence.queries import LONGEST_COMPARED, ItemFilter
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


class ItemsFilter(serializers.Serializer[Any]):
    """Which items. region, local_area, topic and inspectorate (which shared it) are codes; drafts only with state=draft."""

    text = serializers.CharField(required=False, max_length=200)
    kind = serializers.ChoiceField(choices=Kind.choices, required=False)
    region = serializers.CharField(required=False, max_length=12)
    local_area = serializers.CharField(required=False, max_length=12)
    strand = serializers.ChoiceField(choices=Strand.choices, required=False)
    topic = serializers.SlugField(required=False, max_length=60)
    inspectorate = serializers.SlugField(required=False, max_length=50)
    state = serializers.ChoiceField(choices=[choice for choice in State.choices if choice[0]], required=False)
    urgent = serializers.BooleanField(required=False)
    sort = serializers.ChoiceField(choices=["oldest", "area"], required=False)


class ItemIn(In):
    """An item's words and fields. agencies: ids, of the local area's partnership."""

    kind = serializers.ChoiceField(choices=Kind.choices)
    text = Words()
    agencies = SomeOf("agencies", default=list)
    strand = serializers.ChoiceField(choices=Strand.choices, allow_blank=True, default="")
    topic = Words(max_length=60, allow_blank=True, default="")
    source_kind = serializers.ChoiceField(choices=Source.choices)
    learned_from_key = Words(max_length=100, allow_blank=True, default="", help_text="key of what it was learned from")
    source_words = Words(max_length=LONGEST_SOURCE, allow_blank=True, default="")
    urgent = serializers.BooleanField(default=False)


class NewItemIn(ItemIn):
    """An item to begin. client_id: drawn where it was written; sent again, it is begun once."""

    local_area = CodeOf("areas")
    client_id = serializers.UUIDField(required=False, allow_null=True, default=None)


def _about(body: dict[str, Any], *own: str) -> dict[str, Any]:
    kept = {name: body.pop(name) for name in ("text", *own)}
    return {**kept, "about": about_of(source=body.pop("learned_from_key"), **body)}


class ItemsOperation(ListOperation):
    """Items."""

    @extend_schema(
        operation_id="list_items",
        parameters=[ItemsFilter],
        responses={200: ItemOut(many=True), **refusals(400, 401, 403, 404)},
        tags=["intelligence"],
    )
    def get(self, request: SignedInCall) -> Response:
        """What was shared, as far as you may see it, the newest first."""
        policies.can_look.check(request.user)
        answer = listed(request, queries.items_seen(request.user, ItemFilter(**asked(request, ItemsFilter))), ItemOut)
        note_listed(request, (f"item:{row['id']}" for row in answer.data["results"]))
        return answer

    @extend_schema(
        operation_id="add_item",
        request=NewItemIn,
        responses={201: ItemDetailOut, **refusals(400, 401, 403, 422)},
        parameters=[ETAG],
        tags=["intelligence"],
    )
    def post(self, request: SignedInCall) -> Response:
        """Begin an item for your inspectorate. Nobody else has it until you send it."""
        policies.can_write.check(request.user)
        body = body_of(request, NewItemIn, areas=local_areas(), agencies=agencies())
        item = commands.add_item(**_about(body, "local_area", "client_id"), by=request.user)
        shown = queries.shown(request.user, queries.item_for(request.user, item.pk))
        return tagged(detail(shown), item.text.version, status.HTTP_201_CREATED)


class ItemOperation(APIView):
    """One item."""

    @extend_schema(
        operation_id="get_item", responses={200: ItemDetailOut, **refusals(401, 404)}, parameters=[ETAG], tags=["intelligence"]
    )
    def get(self, request: SignedInCall, pk: int) -> Response:
        """Its words, who has it and how far each is."""
        item = queries.item_for(request.user, pk)
        return tagged(detail(queries.shown(request.user, item)), item.text.version)

    @extend_schema(
        operation_id="edit_item",
        request=ItemIn,
        responses={200: ItemDetailOut, **refusals(400, 401, 403, 404, 409, 412, 422, 428)},
        parameters=[IF_MATCH, ETAG],
        tags=["intelligence"],
    )
    def put(self, request: SignedInCall, pk: int) -> Response:
        """Save a draft. Words that started from an older version are kept beside."""
        item = queries.item_for(request.user, pk)
        policies.can_change.check(request.user, item)
        base = version_from(request)
        body = body_of(request, ItemIn, agencies=partnership_agencies(item.local_area))
        saved = commands.edit_item(item, base=base, **_about(body), by=request.user)
        if saved.kept is not None:
            return kept_beside(saved.kept.pk)
        return answer(request, item)

    @extend_schema(operation_id="discard_item", responses={204: None, **refusals(401, 403, 404, 409)}, tags=["intelligence"])
    def delete(self, request: SignedInCall, pk: int) -> Response:
        """Discard a draft with its files."""
        commands.discard_item(queries.item_for(request.user, pk), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


def answer(request: SignedInCall, item: Item) -> Response:
    """The item as it stands now, for whoever changed it."""
    found = queries.item_for(request.user, item.pk)
    return tagged(detail(queries.shown(request.user, found)), found.text.version)


class SimilarIn(In):
    """About which local area, by its code, and in which words."""

    local_area = CodeOf("areas")
    words = Words(max_length=LONGEST_COMPARED)


class SimilarOperation(APIView):
    """What is alike. The words come in the body: addresses are written into logs."""

    @extend_schema(
        operation_id="list_similar_items",
        request=SimilarIn,
        responses={200: ItemOut(many=True), **refusals(400, 401, 403)},
        tags=["intelligence"],
    )
    def post(self, request: SignedInCall) -> Response:
        """Items about the same local area that you may see and that say much the same, five at most. Nothing is kept."""
        policies.can_look.check(request.user)
        body = body_of(request, SimilarIn, areas=local_areas())
        found = ItemOut(queries.similar(request.user, body["local_area"], body["words"]), many=True).data
        note_listed(request, (f"item:{row['id']}" for row in found))
        return Response(found)
