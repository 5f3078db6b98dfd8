"""What an item was used in: what can be named, said, taken back. What is known of all areas and topics."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from agencies.api import CodedOut
from intelligence import commands, policies, queries
from intelligence.api.handling import SignalOut
from intelligence.api.shapes import NamedOut
from intelligence.models import Kind
from intelligence.queries import SignalFilter
from jtai.api import In, ListOperation, Pages, Words, asked, body_of, refusals


class UseOut(NamedOut):
    """One use. Where you may not see what it was used in, it is “Something that you may not see”."""

    id = serializers.IntegerField(source="use.id")
    words = serializers.CharField(source="named.words")
    href = serializers.CharField(source="named.href")
    inspectorate = CodedOut(source="use.inspectorate")
    at = serializers.DateTimeField(source="use.at")


class TargetOut(serializers.Serializer[Any]):
    """Something that you can name."""

    target = serializers.CharField(help_text="its key")
    words = serializers.CharField()


class UsesOut(serializers.Serializer[Any]):
    """What it was used in, and what you can name. more: how many that you can name are not in this list; ask with words."""

    used_in = UseOut(many=True)
    can_name = TargetOut(many=True)
    more = serializers.IntegerField()


class UsesIn(serializers.Serializer[Any]):
    """text: words of what you want to name."""

    text = serializers.CharField(required=False, max_length=100)


class UseIn(In):
    """target: a key that was listed as one that you can name."""

    target = Words(max_length=100)


class ItemUsesOperation(APIView):
    """Uses of an item."""

    @extend_schema(
        operation_id="get_item_uses",
        parameters=[UsesIn],
        responses={200: UsesOut, **refusals(400, 401, 404)},
        tags=["intelligence"],
    )
    def get(self, request: SignedInCall, pk: int) -> Response:
        """What it was used in, as far as you may see that, and in what you can say that it was used."""
        item = queries.item_for(request.user, pk)
        can = queries.to_be_used_in(request.user, item, asked(request, UsesIn).get("text", ""))
        named = [{"target": key, "words": words} for key, words in can.rows]
        said = {"used_in": queries.shown(request.user, item).uses, "can_name": named, "more": can.more}
        return Response(UsesOut(said).data)

    @extend_schema(
        operation_id="use_item",
        request=UseIn,
        responses={201: UseOut, **refusals(400, 401, 403, 404, 409, 422)},
        tags=["intelligence"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """It was used in an activity of your programmes or in an inspection. The same again is the same."""
        item = queries.item_for(request.user, pk)
        made = commands.use_item(item, **body_of(request, UseIn), by=request.user)
        return Response(UseOut(queries.use_for(request.user, item, made.pk)).data, status=status.HTTP_201_CREATED)


class ItemUseOperation(APIView):
    """One use of an item."""

    @extend_schema(operation_id="undo_item_use", responses={204: None, **refusals(401, 403, 404)}, tags=["intelligence"])
    def delete(self, request: SignedInCall, pk: int, use: int) -> Response:
        """It was not used there after all."""
        item = queries.item_for(request.user, pk)
        commands.undo_use(item, queries.use_for(request.user, item, use).use, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class KnownIn(serializers.Serializer[Any]):
    """region: a code."""

    region = serializers.CharField(required=False, max_length=12)
    kind = serializers.ChoiceField(choices=Kind.choices, required=False)


class AreasKnownIn(KnownIn):
    """sort: what comes first; by name unless said."""

    sort = serializers.ChoiceField(choices=["oldest", "urgent", "concerns", "practices", "waiting"], required=False)


class KnownOut(SignalOut):
    """What you may know of one local area or topic."""

    code = serializers.CharField()
    name = serializers.CharField()
    concerns = serializers.IntegerField(source="signal.concerns")
    practices = serializers.IntegerField(source="signal.practices")
    urgent = serializers.IntegerField(source="signal.urgent")
    open = serializers.IntegerField(source="signal.open")
    oldest_open = serializers.IntegerField(source="signal.oldest_open", allow_null=True)
    explanation = serializers.ListField(child=serializers.CharField(), source="signal.explanation")


class AreaSignalsOperation(ListOperation):
    """Signals of local areas."""

    @extend_schema(
        operation_id="list_area_signals",
        parameters=[AreasKnownIn],
        responses={200: KnownOut(many=True), **refusals(400, 401, 403, 404)},
        tags=["intelligence"],
    )
    def get(self, request: SignedInCall) -> Response:
        """Each local area of which something was shared that you may see."""
        policies.can_look.check(request.user)
        pages = Pages()
        rows = queries.areas_known(request.user, SignalFilter(**asked(request, AreasKnownIn)))
        page: list[Any] | None = pages.paginate_queryset(rows, request)
        return pages.get_paginated_response(KnownOut(queries.known_of_areas(page or []), many=True).data)


class TopicSignalsOperation(APIView):
    """Signals of topics."""

    @extend_schema(
        operation_id="list_topic_signals",
        parameters=[KnownIn],
        responses={200: KnownOut(many=True), **refusals(400, 401, 403)},
        tags=["intelligence"],
    )
    def get(self, request: SignedInCall) -> Response:
        """Each deep dive topic that something shared names, as far as you may see it."""
        policies.can_look.check(request.user)
        known = queries.topics_known(request.user, SignalFilter(**asked(request, KnownIn)))
        return Response(KnownOut(known, many=True).data)
