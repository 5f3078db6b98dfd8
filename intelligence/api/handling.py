"""What a recipient does, what waits, and what is known of an area or a topic."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from agencies.queries import local_areas
from audit.reads import note_listed
from intelligence import commands, naming, policies, queries
from intelligence.api.items import answer
from intelligence.api.shapes import ItemDecisionOut, ItemDetailOut, ItemOut
from intelligence.forms.handling import LONGEST_REASON
from intelligence.models import Outcome, Waits
from intelligence.queries import QueueFilter
from jtai.api import BIGGEST_ID, ETAG, In, ListOperation, Pages, Words, asked, body_of, refusals
from jtai.errors import Invalid

BIGGEST_VERSION = 999_999_999


class AcknowledgeIn(In):
    """version: of the words that were read. withdrawn: you saw that it was withdrawn, and why."""

    version = serializers.IntegerField(min_value=1, max_value=BIGGEST_VERSION)
    withdrawn = serializers.BooleanField(default=False)


class ItemDecisionIn(In):
    """What is decided, and why. programme: a code, with the outcome “programme” alone. version: of the words decided on.

    after: id of the newest decision of your inspectorate that you saw; 0, or left out, where there was none.
    """

    version = serializers.IntegerField(min_value=1, max_value=BIGGEST_VERSION)
    after = serializers.IntegerField(min_value=0, max_value=BIGGEST_ID, default=0)
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    programme = Words(max_length=40, allow_blank=True, default="")
    reason = Words(max_length=LONGEST_REASON)


class AcknowledgeOperation(APIView):
    """Acknowledging."""

    @extend_schema(
        operation_id="acknowledge_item",
        request=AcknowledgeIn,
        responses={200: ItemDetailOut, **refusals(400, 401, 403, 404, 409)},
        parameters=[ETAG],
        tags=["intelligence"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Your inspectorate has read these words, or has seen that they were withdrawn."""
        item = queries.item_for(request.user, pk)
        commands.acknowledge(item, **body_of(request, AcknowledgeIn), by=request.user)
        return answer(request, item)


class DecisionsOperation(APIView):
    """Decisions."""

    @extend_schema(
        operation_id="decide_item",
        request=ItemDecisionIn,
        responses={201: ItemDecisionOut, **refusals(400, 401, 403, 404, 409, 422)},
        tags=["intelligence"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """What your inspectorate does about it. A later decision replaces it; all are kept."""
        item = queries.item_for(request.user, pk)
        made = commands.decide(item, **body_of(request, ItemDecisionIn), by=request.user)
        return Response(ItemDecisionOut(made).data, status=status.HTTP_201_CREATED)


class QueueIn(serializers.Serializer[Any]):
    """What to show. local_area: its code."""

    waits = serializers.ChoiceField(choices=Waits.choices, required=False)
    local_area = serializers.CharField(required=False, max_length=12)
    urgent = serializers.BooleanField(required=False)
    late = serializers.BooleanField(required=False)


class DutyOut(serializers.Serializer[Any]):
    """Something that waits for your inspectorate. days: working days until it is due, negative when it is late."""

    item = ItemOut(source="delivery.item")
    waits = serializers.ChoiceField(choices=Waits.choices)
    due = serializers.DateField()
    days = serializers.IntegerField()
    age = serializers.IntegerField(help_text="working days since it came")
    late = serializers.BooleanField()


class QueueOperation(ListOperation):
    """The queue."""

    @extend_schema(
        operation_id="list_item_queue",
        parameters=[QueueIn],
        responses={200: DutyOut(many=True), **refusals(400, 401, 403, 404)},
        tags=["intelligence"],
    )
    def get(self, request: SignedInCall) -> Response:
        """What your inspectorate has to acknowledge or decide, the most overdue first."""
        policies.can_look.check(request.user)
        rows = queries.duties_of(request.user, QueueFilter(**asked(request, QueueIn))).select_related("item__author")
        return _listed(request, rows)


def _listed(request: SignedInCall, rows: Any) -> Response:
    pages = Pages()
    page: list[Any] | None = pages.paginate_queryset(rows, request)
    found = DutyOut(queries.duties(page or []), many=True).data
    note_listed(request, (f"item:{row['item']['id']}" for row in found))
    return pages.get_paginated_response(found)


class SignalsIn(serializers.Serializer[Any]):
    """Of a local area, or of a topic, by its code: one of the two."""

    local_area = serializers.CharField(required=False, max_length=12)
    topic = serializers.SlugField(required=False, max_length=60)


class SignalOut(serializers.Serializer[Any]):
    """What you may know. oldest_open: working days since the oldest was sent that somebody has not answered. Never one score."""

    concerns = serializers.IntegerField()
    practices = serializers.IntegerField()
    urgent = serializers.IntegerField()
    open = serializers.IntegerField()
    oldest_open = serializers.IntegerField(allow_null=True)
    explanation = serializers.ListField(child=serializers.CharField())


class SignalsOperation(APIView):
    """Signals."""

    @extend_schema(
        operation_id="get_item_signals",
        parameters=[SignalsIn],
        responses={200: SignalOut, **refusals(400, 401, 403, 422)},
        tags=["intelligence"],
    )
    def get(self, request: SignedInCall) -> Response:
        """Counts, age and urgency of what was shared about a local area or a topic, as far as you may see it."""
        policies.can_look.check(request.user)
        wanted = asked(request, SignalsIn)
        if len(wanted) != 1:
            raise Invalid(_("Ask either for a local area or for a topic."), "local_area")
        if "topic" in wanted:
            if wanted["topic"] not in dict(naming.topics()):
                raise Invalid(_("There is no topic with this code."), "topic")
            return Response(SignalOut(queries.signal_of_topic(request.user, wanted["topic"])).data)
        area = local_areas().filter(code=wanted["local_area"]).first()
        if area is None:
            raise Invalid(_("There is no local area with this code."), "local_area")
        return Response(SignalOut(queries.signal_of_area(request.user, area)).data)
