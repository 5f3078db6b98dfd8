"""Overrides of conflicts of interest over the API. What the interest is, is nowhere in them."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import PersonOut
from accounts.requests import SignedInCall
from inspections import commands, policies, queries
from inspections.models import Part
from jtai.api import In, ListOperation, OneOf, Words, body_of, listed, refusals


class OverrideOut(serializers.Serializer[Any]):
    """An override. decided_at, withdrawn_at: both null while it waits.

    reason, decision_reason: null where they are for others: once it is decided or withdrawn, for the person's own inspectorate
    and those who wrote them.
    """

    id = serializers.IntegerField()
    person = PersonOut(source="user")
    part = serializers.ChoiceField(choices=Part.choices)
    reason = serializers.CharField(source="why_asked", allow_null=True)
    asked_by = PersonOut()
    asked_at = serializers.DateTimeField()
    allowed = serializers.BooleanField()
    decision_reason = serializers.CharField(source="why_decided", allow_null=True)
    decided_by = PersonOut(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)


class AskOverrideIn(In):
    """Who is wanted in spite of a conflict, by id, for which place, and why. Not what the interest is."""

    person = OneOf("people")
    part = serializers.ChoiceField(choices=Part.choices, default=Part.INSPECTOR)
    reason = Words(max_length=1000)


class OverridesOperation(ListOperation):
    """The overrides of one inspection."""

    @extend_schema(operation_id="list_overrides", responses={200: OverrideOut(many=True), **refusals(403, 404)}, tags=["team"])
    def get(self, request: SignedInCall, pk: int) -> Response:
        """Those that wait come first."""
        inspection = queries.inspection_for(request.user, pk)
        policies.can_see_overrides.check(request.user, inspection)
        return listed(request, queries.overrides_of(request.user, inspection), OverrideOut)

    @extend_schema(
        operation_id="ask_override",
        request=AskOverrideIn,
        responses={201: OverrideOut, **refusals(400, 403, 404, 409, 422)},
        tags=["team"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Ask a second person to allow a place."""
        inspection = queries.inspection_for(request.user, pk)
        policies.can_staff.check(request.user, inspection)
        sent = body_of(request, AskOverrideIn, people=queries.people_taking_part(inspection))
        made = commands.ask_override(inspection, **sent, by=request.user)
        told = queries.override_for(request.user, inspection, made.pk)
        return Response(OverrideOut(told).data, status=status.HTTP_201_CREATED)


class DecideIn(In):
    """The decision, and why."""

    allowed = serializers.BooleanField()
    reason = Words(max_length=1000)


class OverrideOperation(APIView):
    """One override."""

    @extend_schema(
        operation_id="decide_override",
        request=DecideIn,
        responses={200: OverrideOut, **refusals(400, 403, 404, 409, 422)},
        tags=["team"],
    )
    def post(self, request: SignedInCall, pk: int, override: int) -> Response:
        """Allow it or refuse it, as a second person."""
        inspection = queries.inspection_for(request.user, pk)
        found = queries.override_for(request.user, inspection, override)
        commands.decide_override(found, **body_of(request, DecideIn), by=request.user)
        return Response(OverrideOut(queries.override_for(request.user, inspection, override)).data)

    @extend_schema(
        operation_id="withdraw_asking", request=None, responses={200: OverrideOut, **refusals(403, 404, 409)}, tags=["team"]
    )
    def delete(self, request: SignedInCall, pk: int, override: int) -> Response:
        """Take back what one asked, before anybody has decided. It stays to be read."""
        inspection = queries.inspection_for(request.user, pk)
        found = queries.override_for(request.user, inspection, override)
        commands.withdraw_asking(found, by=request.user)
        return Response(OverrideOut(queries.override_for(request.user, inspection, override)).data)
