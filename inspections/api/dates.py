"""The dates of an inspection: as computed, as overridden with a reason."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import PersonOut
from accounts.requests import SignedInCall
from inspections import commands, queries
from inspections.api.shapes import Reason
from inspections.models import MilestoneKind
from jtai.api import Day, In, ListOperation, body_of, listed, refusals

KIND = OpenApiParameter("kind", OpenApiTypes.STR, OpenApiParameter.PATH, enum=MilestoneKind.values, description="which date")


class MilestoneOut(serializers.Serializer[Any]):
    """One date. day: the one that counts; null while it counts from a day that is not known yet."""

    kind = serializers.ChoiceField(choices=MilestoneKind.choices)
    day = serializers.DateField(allow_null=True)
    computed = serializers.DateField(allow_null=True)
    explanation = serializers.CharField(allow_blank=True)
    override = serializers.DateField(allow_null=True)
    override_reason = serializers.CharField(allow_blank=True)
    override_by = PersonOut(allow_null=True)
    happened_on = serializers.DateField(allow_null=True)


class OverrideIn(In):
    """Another date than the computed one, and why."""

    day = Day()
    reason = Reason()


class DatesOperation(ListOperation):
    """The dates."""

    @extend_schema(operation_id="list_dates", responses={200: MilestoneOut(many=True), **refusals(404)}, tags=["dates"])
    def get(self, request: SignedInCall, pk: int) -> Response:
        """The dates of an inspection in the order in which they come."""
        return listed(request, queries.dates_with_hands(queries.inspection_for(request.user, pk)), MilestoneOut)


class DateOperation(APIView):
    """One date."""

    @extend_schema(
        operation_id="override_date",
        parameters=[KIND],
        request=OverrideIn,
        responses={200: MilestoneOut, **refusals(403, 404, 409, 422)},
        tags=["dates"],
    )
    def put(self, request: SignedInCall, pk: int, kind: str) -> Response:
        """Put another date beside the computed one, with the reason; both are kept."""
        milestone = queries.milestone_for(queries.inspection_for(request.user, pk), kind)
        return Response(MilestoneOut(commands.override_date(milestone, **body_of(request, OverrideIn), by=request.user)).data)

    @extend_schema(
        operation_id="withdraw_override",
        parameters=[KIND],
        request=None,
        responses={200: MilestoneOut, **refusals(403, 404, 409)},
        tags=["dates"],
    )
    def delete(self, request: SignedInCall, pk: int, kind: str) -> Response:
        """Go back to the computed date."""
        milestone = queries.milestone_for(queries.inspection_for(request.user, pk), kind)
        return Response(MilestoneOut(commands.withdraw_override(milestone, by=request.user)).data)
