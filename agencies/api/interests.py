"""One's own declared interests over the API. Nobody else's are there."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from agencies import commands, queries
from agencies.api.places import CodedOut
from agencies.models import Agency, InterestKind, LocalArea
from jtai.api import Day, In, ListOperation, OneOf, body_of, listed, refusals


class InterestOut(serializers.Serializer[Any]):
    """A declared interest."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=InterestKind.choices)
    local_area = CodedOut(allow_null=True)
    agency = CodedOut(allow_null=True)
    details = serializers.CharField()
    last_day = serializers.DateField(allow_null=True)
    declared_on = serializers.DateField()
    ended_on = serializers.DateField(allow_null=True)


class InterestIn(In):
    """An interest. local_area, agency: ids; one of them at least. last_day: of former work there."""

    kind = serializers.ChoiceField(choices=InterestKind.choices)
    local_area = OneOf("local_areas", required=False, allow_null=True, default=None)
    agency = OneOf("agencies", required=False, allow_null=True, default=None)
    details = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    last_day = Day(required=False, allow_null=True, default=None)


class InterestsOperation(ListOperation):
    """One's own."""

    @extend_schema(
        operation_id="list_interests", responses={200: InterestOut(many=True), **refusals(401, 404)}, tags=["people"]
    )
    def get(self, request: SignedInCall) -> Response:
        """What you declare today, newest first."""
        return listed(request, queries.interests_of(request.user), InterestOut)

    @extend_schema(
        operation_id="declare_interest",
        request=InterestIn,
        responses={201: InterestOut, **refusals(400, 401, 403, 422)},
        tags=["people"],
    )
    def post(self, request: SignedInCall) -> Response:
        """Declare an interest."""
        sent = body_of(request, InterestIn, local_areas=LocalArea.objects.all(), agencies=Agency.objects.all())
        return Response(InterestOut(commands.declare_interest(**sent, by=request.user)).data, status=status.HTTP_201_CREATED)


class InterestOperation(APIView):
    """One of one's own."""

    @extend_schema(
        operation_id="end_interest", request=None, responses={200: InterestOut, **refusals(401, 403, 404, 409)}, tags=["people"]
    )
    def delete(self, request: SignedInCall, pk: int) -> Response:
        """It no longer stands. It stays on record."""
        return Response(InterestOut(commands.end_interest(queries.interest_for(request.user, pk), by=request.user)).data)


class InterestStatementIn(In):
    """nothing: true says that there is nothing to declare."""

    nothing = serializers.BooleanField()


class InterestStatementOut(serializers.Serializer[Any]):
    """When you said so."""

    on = serializers.DateField()
    nothing = serializers.BooleanField()


class InterestStatementOperation(APIView):
    """That is all."""

    @extend_schema(
        operation_id="state_interests",
        request=InterestStatementIn,
        responses={201: InterestStatementOut, **refusals(400, 401, 403, 409)},
        tags=["people"],
    )
    def post(self, request: SignedInCall) -> Response:
        """Say that your declared interests are complete, or that there are none."""
        statement = commands.state_interests(**body_of(request, InterestStatementIn), by=request.user)
        return Response(InterestStatementOut(statement).data, status=status.HTTP_201_CREATED)
