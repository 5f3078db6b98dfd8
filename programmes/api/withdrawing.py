"""Withdrawing what was recorded by mistake, and bringing it back."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from jtai.api import ETAG, body_of, refusals
from programmes import commands, policies, queries
from programmes.api.following import BreachUndoIn, RecommendationUndoIn, WhyIn, breach_told, recommendation_told
from programmes.api.shapes import BreachOut, RecommendationOut


class BreachWithdrawOperation(APIView):
    """Recorded by mistake."""

    @extend_schema(
        operation_id="withdraw_breach",
        parameters=[ETAG],
        request=BreachUndoIn,
        responses={200: BreachOut, **refusals(403, 404, 409, 422)},
        tags=["following"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Withdraw a breach that was recorded by mistake. It counts nowhere from now on, and can still be read."""
        found = queries.breach_for(request.user, pk)
        policies.can_record.check(request.user, found.activity.programme)
        commands.withdraw_followed(found, **body_of(request, BreachUndoIn), by=request.user)
        return breach_told(request.user, pk)


class BreachBringBackOperation(APIView):
    """No mistake after all."""

    @extend_schema(
        operation_id="bring_back_breach",
        parameters=[ETAG],
        request=WhyIn,
        responses={200: BreachOut, **refusals(403, 404, 409, 422)},
        tags=["following"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Bring a withdrawn breach back, as it was before."""
        found = queries.breach_for(request.user, pk)
        policies.can_record.check(request.user, found.activity.programme)
        commands.bring_back_followed(found, **body_of(request, WhyIn), by=request.user)
        return breach_told(request.user, pk)


class RecommendationWithdrawOperation(APIView):
    """Recorded by mistake."""

    @extend_schema(
        operation_id="withdraw_recommendation",
        parameters=[ETAG],
        request=RecommendationUndoIn,
        responses={200: RecommendationOut, **refusals(403, 404, 409, 422)},
        tags=["following"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Withdraw a recommendation that was recorded by mistake. It counts nowhere from now on, and can still be read."""
        found = queries.recommendation_for(request.user, pk)
        policies.can_record.check(request.user, found.activity.programme)
        commands.withdraw_followed(found, **body_of(request, RecommendationUndoIn), by=request.user)
        return recommendation_told(request.user, pk)


class RecommendationBringBackOperation(APIView):
    """No mistake after all."""

    @extend_schema(
        operation_id="bring_back_recommendation",
        parameters=[ETAG],
        request=WhyIn,
        responses={200: RecommendationOut, **refusals(403, 404, 409, 422)},
        tags=["following"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Bring a withdrawn recommendation back, as it was before."""
        found = queries.recommendation_for(request.user, pk)
        policies.can_record.check(request.user, found.activity.programme)
        commands.bring_back_followed(found, **body_of(request, WhyIn), by=request.user)
        return recommendation_told(request.user, pk)
