"""The history of breaches and recommendations, and settling two versions of one."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from jtai.api import ListOperation, body_of, kept_beside, listed, refusals, tagged
from programmes import commands, policies, queries
from programmes.models import Breach, Recommendation
from writing.api import RevisionOut, SettledOut, SettleIn

Row = Breach | Recommendation


def _inside(request: SignedInCall, found: Row) -> Row:
    """404 for whoever only sees what is shared: that there were other words is not theirs to know."""
    if not policies.can_see_inside(request.user, found.activity):
        raise Http404
    return found


def _settle(request: SignedInCall, found: Row, revision: int) -> Response:
    kept = get_object_or_404(queries.history_of(_inside(request, found).text), pk=revision)
    saved = commands.settle_followed(found, kept, **body_of(request, SettleIn), by=request.user)
    if saved.kept is not None:
        return kept_beside(saved.kept.pk)
    return tagged(SettledOut(saved.text).data, saved.text.version)


class BreachRevisionsOperation(ListOperation):
    """The history of a breach."""

    @extend_schema(
        operation_id="list_breach_revisions", responses={200: RevisionOut(many=True), **refusals(404)}, tags=["following"]
    )
    def get(self, request: SignedInCall, pk: int) -> Response:
        """Everything that was ever saved of a breach of your inspectorate's programme, newest first."""
        found = _inside(request, queries.breach_for(request.user, pk))
        return listed(request, queries.history_of(found.text), RevisionOut)


class BreachSettleOperation(APIView):
    """Settling."""

    @extend_schema(
        operation_id="settle_breach_revision",
        request=SettleIn,
        responses={200: SettledOut, **refusals(403, 404, 409, 412, 422)},
        tags=["following"],
    )
    def post(self, request: SignedInCall, pk: int, revision: int) -> Response:
        """Say which of two versions stands: the one kept beside ("mine"), the current one, or words made from both."""
        return _settle(request, queries.breach_for(request.user, pk), revision)


class RecommendationRevisionsOperation(ListOperation):
    """The history of a recommendation."""

    @extend_schema(
        operation_id="list_recommendation_revisions",
        responses={200: RevisionOut(many=True), **refusals(404)},
        tags=["following"],
    )
    def get(self, request: SignedInCall, pk: int) -> Response:
        """Everything that was ever saved of a recommendation of your inspectorate's programme, newest first."""
        found = _inside(request, queries.recommendation_for(request.user, pk))
        return listed(request, queries.history_of(found.text), RevisionOut)


class RecommendationSettleOperation(APIView):
    """Settling."""

    @extend_schema(
        operation_id="settle_recommendation_revision",
        request=SettleIn,
        responses={200: SettledOut, **refusals(403, 404, 409, 412, 422)},
        tags=["following"],
    )
    def post(self, request: SignedInCall, pk: int, revision: int) -> Response:
        """Say which of two versions of a recommendation stands."""
        return _settle(request, queries.recommendation_for(request.user, pk), revision)
