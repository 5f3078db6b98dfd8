"""Steps of an inspection's life, deferral and the choice of a new week."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import PersonOut
from accounts.requests import SignedInCall
from inspections import commands, queries
from inspections.api.inspection import InspectionDetailOut, told
from inspections.api.shapes import Reason
from inspections.workflow import BY_HAND
from jtai.api import Day, In, ListOperation, Words, body_of, listed, refusals

# Deferring says more than a step can: who asked for it.
BY_NAME = [name for name in BY_HAND if name != "defer"]


class StepIn(In):
    """A step to take. reason: needed by some steps, see `needs_reason`."""

    step = serializers.ChoiceField(choices=BY_NAME)
    reason = Reason(required=False, allow_blank=True, default="")


class DeferIn(In):
    """Why an inspection is deferred, and who asked for it. decision: why the request is granted, where that is not plain."""

    asked_by = Words(max_length=200)
    reason = Reason()
    decision = Reason(required=False, allow_blank=True, default="")


class RefuseIn(DeferIn):
    """A request that was refused. decision: why."""

    decision = Reason()


class DeferralOut(serializers.Serializer[Any]):
    """A request to defer: who asked, why, what was decided, by whom and when, the week before and after."""

    asked_by = serializers.CharField()
    reason = serializers.CharField()
    granted = serializers.BooleanField()
    decision = serializers.CharField(allow_blank=True)
    decided_by = PersonOut()
    decided_at = serializers.DateTimeField()
    old_start = serializers.DateField()
    new_start = serializers.DateField(allow_null=True)


class RescheduleIn(In):
    """A new week. week_reason: needed when something speaks against it."""

    fieldwork_start = Day()
    reason = Reason()
    week_reason = Reason(required=False, allow_blank=True, default="")


class StepsOperation(APIView):
    """Taking a step."""

    @extend_schema(
        operation_id="take_step",
        request=StepIn,
        responses={200: InspectionDetailOut, **refusals(403, 404, 409, 422)},
        tags=["inspections"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Take a step. Refused with the sentence that the button on the page shows."""
        inspection = queries.inspection_for(request.user, pk)
        sent = body_of(request, StepIn)
        return told(commands.take_step(sent["step"], inspection, reason=sent["reason"], by=request.user), request.user)


class DeferOperation(APIView):
    """Deferring."""

    @extend_schema(
        operation_id="defer_inspection",
        request=DeferIn,
        responses={200: InspectionDetailOut, **refusals(403, 404, 409, 422)},
        tags=["inspections"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Defer, in exceptional circumstances only. Its place in the year stays open."""
        inspection = queries.inspection_for(request.user, pk)
        return told(commands.defer(inspection, **body_of(request, DeferIn), by=request.user), request.user)


class DeferralsOperation(ListOperation):
    """The requests to defer."""

    @extend_schema(
        operation_id="list_deferrals", responses={200: DeferralOut(many=True), **refusals(404)}, tags=["inspections"]
    )
    def get(self, request: SignedInCall, pk: int) -> Response:
        """Every request to defer, granted and refused, newest first."""
        return listed(request, queries.deferrals_of(queries.inspection_for(request.user, pk)), DeferralOut)

    @extend_schema(
        operation_id="refuse_deferral",
        request=RefuseIn,
        responses={201: DeferralOut, **refusals(403, 404, 409, 422)},
        tags=["inspections"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Keep a request to defer that was refused. The same request, sent again, is kept once."""
        inspection = queries.inspection_for(request.user, pk)
        kept = commands.refuse_deferral(inspection, **body_of(request, RefuseIn), by=request.user)
        return Response(DeferralOut(kept).data, status=status.HTTP_201_CREATED)


class RescheduleOperation(APIView):
    """A new week."""

    @extend_schema(
        operation_id="reschedule_inspection",
        request=RescheduleIn,
        responses={200: InspectionDetailOut, **refusals(403, 404, 409, 422)},
        tags=["inspections"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Give a planned or deferred inspection another week; every date is computed anew."""
        inspection = queries.inspection_for(request.user, pk)
        sent = body_of(request, RescheduleIn)
        return told(commands.give_another_week(inspection, **sent, by=request.user), request.user)
