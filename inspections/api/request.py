"""The information request, from both sides: the team reads and returns, the local area answers."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import PersonOut
from accounts.requests import SignedInCall
from agencies.api import CodedOut
from inspections import commands, policies, queries
from inspections.models import RequestState
from jtai.api import In, ListOperation, Words, body_of, listed, refusals


class RequestItemOut(serializers.Serializer[Any]):
    """One thing asked of one agency of the area. agency: null: of the partnership."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    title = serializers.CharField()
    detail = serializers.CharField()
    agency = CodedOut(allow_null=True)
    contains_child_level = serializers.BooleanField()
    due_on = serializers.DateField()
    state = serializers.ChoiceField(choices=RequestState.choices)
    answer = serializers.CharField(allow_blank=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    answered_by = PersonOut(allow_null=True)
    returned_why = serializers.CharField(allow_blank=True)


class AnswerIn(In):
    """How an item was provided, or, when it is not held, why."""

    held = serializers.BooleanField()
    answer = Words()


class ReturnIn(In):
    """What is still missing."""

    why = Words()


class RequestItemsOperation(ListOperation):
    """The request, as the team sees it."""

    @extend_schema(
        operation_id="list_request_items",
        responses={200: RequestItemOut(many=True), **refusals(403, 404)},
        tags=["request"],
    )
    def get(self, request: SignedInCall, pk: int) -> Response:
        """The items of the information request with their answers, in order."""
        inspection = queries.inspection_for(request.user, pk)
        policies.can_see_evidence.check(request.user, inspection)
        return listed(request, queries.request_items_of(inspection), RequestItemOut)


class RequestItemReturnOperation(APIView):
    """Returning an answer."""

    @extend_schema(
        operation_id="return_request_item",
        request=ReturnIn,
        responses={200: RequestItemOut, **refusals(403, 404, 409, 422)},
        tags=["request"],
    )
    def post(self, request: SignedInCall, pk: int, item: int) -> Response:
        """Send an answer back to the local area, saying what is missing; the earlier answer stays beside it."""
        inspection = queries.inspection_for(request.user, pk)
        policies.can_see_evidence.check(request.user, inspection)
        found = queries.request_item_for(inspection, item)
        returned = commands.return_request_item(found, **body_of(request, ReturnIn), by=request.user)
        return Response(RequestItemOut(returned).data)


class ResponseItemsOperation(ListOperation):
    """The request, as the area sees it."""

    @extend_schema(
        operation_id="list_response_items",
        responses={200: RequestItemOut(many=True), **refusals(404)},
        tags=["responses"],
    )
    def get(self, request: SignedInCall, pk: int) -> Response:
        """What is asked of your agency; co-ordinators see all of it."""
        inspection = queries.answering_for(request.user, pk)
        return listed(request, queries.own_request_items(request.user, inspection), RequestItemOut)


class ResponseItemAnswerOperation(APIView):
    """Answering."""

    @extend_schema(
        operation_id="answer_request_item",
        request=AnswerIn,
        responses={200: RequestItemOut, **refusals(403, 404, 409, 422)},
        tags=["responses"],
    )
    def post(self, request: SignedInCall, pk: int, item: int) -> Response:
        """Say how an item was provided, or why it is not held."""
        inspection = queries.answering_for(request.user, pk)
        found = queries.own_request_item_for(request.user, inspection, item)
        answered = commands.answer_request_item(found, **body_of(request, AnswerIn), by=request.user)
        return Response(RequestItemOut(answered).data)
