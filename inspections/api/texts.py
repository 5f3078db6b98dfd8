"""The history of a text, and the settling of two versions of it. The same for notes, findings and evaluations."""

from collections.abc import Callable

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from accounts.requests import SignedInCall
from inspections import commands, queries
from inspections.models import Evaluation, EvidenceNote, Finding, Inspection
from jtai.api import ListOperation, body_of, kept_beside, listed, refusals, tagged
from writing.api import RevisionOut, SettledOut, SettleIn

Find = Callable[[User, Inspection, int], EvidenceNote | Finding | Evaluation]
FIND: dict[str, Find] = {
    "notes": queries.note_for,
    "findings": queries.finding_for,
    "evaluations": queries.evaluation_for,
}
NOUN = OpenApiParameter("noun", OpenApiTypes.STR, OpenApiParameter.PATH, enum=list(FIND), description="what carries the text")


class RevisionsOperation(ListOperation):
    """The history of a text."""

    @extend_schema(
        operation_id="list_revisions",
        parameters=[NOUN],
        responses={200: RevisionOut(many=True), **refusals(403, 404)},
        tags=["revisions"],
    )
    def get(self, request: SignedInCall, pk: int, noun: str, thing: int) -> Response:
        """Everything that was ever saved into a note, finding or evaluation, newest first."""
        found = FIND[noun](request.user, queries.inspection_for(request.user, pk), thing)
        return listed(request, queries.history_of(found.text), RevisionOut)


class RevisionOperation(APIView):
    """One revision."""

    @extend_schema(
        operation_id="get_revision",
        parameters=[NOUN],
        responses={200: RevisionOut, **refusals(403, 404)},
        tags=["revisions"],
    )
    def get(self, request: SignedInCall, pk: int, noun: str, thing: int, revision: int) -> Response:
        """One revision: also under which a stale save was kept (`kept` of a 412)."""
        found = FIND[noun](request.user, queries.inspection_for(request.user, pk), thing)
        return Response(RevisionOut(get_object_or_404(queries.history_of(found.text), pk=revision)).data)


class SettleOperation(APIView):
    """Settling."""

    @extend_schema(
        operation_id="settle_revision",
        parameters=[NOUN],
        request=SettleIn,
        responses={200: SettledOut, **refusals(403, 404, 409, 412, 422)},
        tags=["revisions"],
    )
    def post(self, request: SignedInCall, pk: int, noun: str, thing: int, revision: int) -> Response:
        """Say which of two versions stands: the one kept beside ("mine"), the current one, or words made from both."""
        found = FIND[noun](request.user, queries.inspection_for(request.user, pk), thing)
        kept = get_object_or_404(queries.history_of(found.text), pk=revision)
        saved = commands.settle_versions(found, kept, **body_of(request, SettleIn), by=request.user)
        if saved.kept is not None:
            return kept_beside(saved.kept.pk)
        return tagged(SettledOut(saved.text).data, saved.text.version)
