"""The history of an item's words, and the settling of two versions of them."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from intelligence import commands, queries
from jtai.api import ListOperation, body_of, kept_beside, listed, refusals, tagged
from writing.api import RevisionOut, SettledOut, SettleIn


class ItemRevisionsOperation(ListOperation):
    """The history."""

    @extend_schema(
        operation_id="list_item_revisions", responses={200: RevisionOut(many=True), **refusals(401, 404)}, tags=["intelligence"]
    )
    def get(self, request: SignedInCall, pk: int) -> Response:
        """Everything that was ever saved into an item, the newest first."""
        return listed(request, queries.history_of(queries.item_for(request.user, pk).text), RevisionOut)


class ItemRevisionOperation(APIView):
    """One revision."""

    @extend_schema(operation_id="get_item_revision", responses={200: RevisionOut, **refusals(401, 404)}, tags=["intelligence"])
    def get(self, request: SignedInCall, pk: int, revision: int) -> Response:
        """One revision: also under which a stale save was kept (`kept` of a 412)."""
        item = queries.item_for(request.user, pk)
        return Response(RevisionOut(get_object_or_404(queries.history_of(item.text), pk=revision)).data)


class ItemSettleOperation(APIView):
    """Settling."""

    @extend_schema(
        operation_id="settle_item_revision",
        request=SettleIn,
        responses={200: SettledOut, **refusals(400, 401, 403, 404, 409, 412, 422)},
        tags=["intelligence"],
    )
    def post(self, request: SignedInCall, pk: int, revision: int) -> Response:
        """Say which of two versions stands: the one kept beside ("mine"), the current one, or words made from both."""
        item = queries.item_for(request.user, pk)
        kept = get_object_or_404(queries.history_of(item.text), pk=revision)
        saved = commands.settle_versions(item, kept, **body_of(request, SettleIn), by=request.user)
        if saved.kept is not None:
            return kept_beside(saved.kept.pk)
        return tagged(SettledOut(saved.text).data, saved.text.version)
