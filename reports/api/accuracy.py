"""Factual accuracy over the API, the inspectors' side."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from jtai.api import In, ListOperation, Words, body_of, listed, refusals
from reports import commands, policies, queries
from reports.api.shapes import REPORT, AccuracyOut, AnsweredPointOut, Reason
from reports.models import AccuracyAnswer, AccuracyRound, Report


class PointAnswerIn(In):
    """The answer to a point, and why."""

    answer = serializers.ChoiceField(choices=AccuracyAnswer.choices)
    reason = Words()


class CloseAccuracyIn(In):
    """Why a check of facts is closed without comments."""

    reason = Reason()


def newest_of(report: Report) -> AccuracyRound:
    """The newest delivery, or 404."""
    found = policies.latest_round(report)
    if found is None:
        raise Http404
    return found


class AccuracyOperation(APIView):
    """The check of facts."""

    @extend_schema(operation_id="get_accuracy", responses={200: AccuracyOut, **refusals(403, 404)}, tags=REPORT)
    def get(self, request: SignedInCall, pk: int) -> Response:
        """The newest delivery to the local area."""
        return Response(AccuracyOut(newest_of(queries.report_for(request.user, pk))).data)

    @extend_schema(
        operation_id="deliver_for_accuracy", request=None, responses={201: AccuracyOut, **refusals(403, 404, 409)}, tags=REPORT
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Deliver the approved draft to the local area. Its working days for comments start now."""
        report = queries.report_for(request.user, pk)
        made = commands.deliver_for_accuracy(report.inspection, by=request.user)
        return Response(AccuracyOut(made).data, status=status.HTTP_201_CREATED)


class AccuracyPointsOperation(ListOperation):
    """The area's points."""

    @extend_schema(
        operation_id="list_points", responses={200: AnsweredPointOut(many=True), **refusals(403, 404, 409)}, tags=REPORT
    )
    def get(self, request: SignedInCall, pk: int) -> Response:
        """The points of the newest delivery, once the local area has sent them."""
        newest = newest_of(queries.report_for(request.user, pk))
        policies.can_see_points.check(request.user, newest)
        return listed(request, queries.points_of(newest), AnsweredPointOut)


class AccuracyAnswerOperation(APIView):
    """Answering."""

    @extend_schema(
        operation_id="answer_point",
        request=PointAnswerIn,
        responses={200: AnsweredPointOut, **refusals(403, 404, 409, 422)},
        tags=REPORT,
    )
    def put(self, request: SignedInCall, pk: int, point: int) -> Response:
        """Accept a point, accept it in part, or not, with the reason. Can change until sign-off begins."""
        newest = newest_of(queries.report_for(request.user, pk))
        policies.can_see_points.check(request.user, newest)
        found = queries.point_for(newest, point)
        answered = commands.answer_point(found, **body_of(request, PointAnswerIn), by=request.user)
        return Response(AnsweredPointOut(answered).data)


class AccuracyCloseOperation(APIView):
    """Closing without comments."""

    @extend_schema(
        operation_id="close_accuracy",
        request=CloseAccuracyIn,
        responses={200: AccuracyOut, **refusals(403, 404, 409, 422)},
        tags=REPORT,
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Close the check of facts after its due date, when nothing was sent."""
        newest = newest_of(queries.report_for(request.user, pk))
        closed = commands.record_no_answer_from_area(newest, **body_of(request, CloseAccuracyIn), by=request.user)
        return Response(AccuracyOut(closed).data)
