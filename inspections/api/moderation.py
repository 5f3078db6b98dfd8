"""Moderation: findings agreed by each inspectorate, set aside, taken up again."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from inspections import commands, queries
from inspections.api.findings import FindingDetailOut, told
from inspections.api.shapes import Reason
from jtai.api import In, body_of, refusals

BIGGEST_VERSION = 999_999_999


class AgreeIn(In):
    """Which version of the words is agreed."""

    version = serializers.IntegerField(min_value=1, max_value=BIGGEST_VERSION)


class SetAsideIn(In):
    """Why a finding is left out of the report."""

    reason = Reason()


class AgreeOperation(APIView):
    """Agreeing."""

    @extend_schema(
        operation_id="agree_finding",
        request=AgreeIn,
        responses={200: FindingDetailOut, **refusals(403, 404, 409)},
        tags=["moderation"],
    )
    def post(self, request: SignedInCall, pk: int, finding: int) -> Response:
        """Your inspectorate agrees the words of this version."""
        inspection = queries.inspection_for(request.user, pk)
        found = queries.finding_for(request.user, inspection, finding)
        commands.agree_finding(found, **body_of(request, AgreeIn), by=request.user)
        return told(request.user, inspection, finding)


class SetAsideOperation(APIView):
    """Leaving a finding out, and taking it up again."""

    @extend_schema(
        operation_id="set_finding_aside",
        request=SetAsideIn,
        responses={200: FindingDetailOut, **refusals(403, 404, 409, 422)},
        tags=["moderation"],
    )
    def post(self, request: SignedInCall, pk: int, finding: int) -> Response:
        """Leave a finding out of the report, with the reason; nothing of it is deleted."""
        inspection = queries.inspection_for(request.user, pk)
        found = queries.finding_for(request.user, inspection, finding)
        commands.set_finding_aside(found, **body_of(request, SetAsideIn), by=request.user)
        return told(request.user, inspection, finding)

    @extend_schema(
        operation_id="take_finding_up",
        request=None,
        responses={200: FindingDetailOut, **refusals(403, 404, 409)},
        tags=["moderation"],
    )
    def delete(self, request: SignedInCall, pk: int, finding: int) -> Response:
        """Take a finding up again; every inspectorate is asked to agree anew."""
        inspection = queries.inspection_for(request.user, pk)
        commands.take_finding_up(queries.finding_for(request.user, inspection, finding), by=request.user)
        return told(request.user, inspection, finding)
