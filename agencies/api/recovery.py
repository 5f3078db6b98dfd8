"""Recovering an account over the API: one asks, a second confirms. The link goes to the person alone."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from agencies import commands, queries
from jtai.api import In, Words, body_of, refusals


class RecoveryOut(serializers.Serializer[Any]):
    """A recovery. person: the id of whose account it is."""

    id = serializers.IntegerField()
    person = serializers.IntegerField(source="user_id")
    reason = serializers.CharField()
    asked_by = serializers.CharField(source="asked_by.name")
    asked_at = serializers.DateTimeField()
    confirmed_at = serializers.DateTimeField(allow_null=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)


class RecoverIn(In):
    """Why the person can no longer sign in."""

    reason = Words(max_length=1000)


class RecoveryRequestOperation(APIView):
    """The first of two."""

    @extend_schema(
        operation_id="ask_recovery",
        request=RecoverIn,
        responses={201: RecoveryOut, **refusals(400, 401, 403, 404, 409, 422)},
        tags=["people"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Ask for the recovery of an account of one of your people."""
        user = queries.member_for(request.user, pk)
        recovery = commands.ask_recovery(user, **body_of(request, RecoverIn), by=request.user)
        return Response(RecoveryOut(recovery).data, status=status.HTTP_201_CREATED)


class RecoveryOperation(APIView):
    """One that waits."""

    @extend_schema(operation_id="get_recovery", responses={200: RecoveryOut, **refusals(401, 404)}, tags=["people"])
    def get(self, request: SignedInCall, pk: int) -> Response:
        """One that waits for a second administrator."""
        return Response(RecoveryOut(queries.recovery_for(request.user, pk)).data)

    @extend_schema(
        operation_id="withdraw_recovery",
        request=None,
        responses={200: RecoveryOut, **refusals(401, 403, 404, 409)},
        tags=["people"],
    )
    def delete(self, request: SignedInCall, pk: int) -> Response:
        """The account stays as it is."""
        return Response(RecoveryOut(commands.withdraw_recovery(queries.recovery_for(request.user, pk), by=request.user)).data)


class RecoveryConfirmOperation(APIView):
    """The second of two."""

    @extend_schema(
        operation_id="confirm_recovery",
        request=None,
        responses={200: RecoveryOut, **refusals(401, 403, 404, 409)},
        tags=["people"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Sign-ins end, and the person alone gets a link to choose a new password."""
        return Response(RecoveryOut(commands.confirm_recovery(queries.recovery_for(request.user, pk), by=request.user)).data)
