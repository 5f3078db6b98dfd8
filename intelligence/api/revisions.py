"""The history of an item's words, and the settling of two versions of them."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from intelligence import commands, queries
from intelligence.forms.handling import LONGEST_REASON
from intelligence.models import Item
from intelligence.visibility import of_its_office
from jtai.api import ListOperation, Words, body_of, kept_beside, listed, refusals, tagged
from writing.api import RevisionOut, SettledOut, SettleIn
from writing.models import Revision

SOURCE = "source"


class HeldRevisionOut(RevisionOut):
    """As a holder reads it: without the key of what it was learned from."""

    def get_values(self, revision: Revision) -> Any:
        """By name."""
        return [row for row in super().get_values(revision) if row["name"] != SOURCE]


def _shape(request: SignedInCall, item: Item) -> type[RevisionOut]:
    return RevisionOut if of_its_office(request.user, item) else HeldRevisionOut


class ItemSettleIn(SettleIn):
    """The same of an item. correction: what was wrong, where the item was sent and other words than now are to stand."""

    correction = Words(required=False, allow_blank=True, default="", max_length=LONGEST_REASON)


class ItemRevisionsOperation(ListOperation):
    """The history."""

    @extend_schema(
        operation_id="list_item_revisions", responses={200: RevisionOut(many=True), **refusals(401, 404)}, tags=["intelligence"]
    )
    def get(self, request: SignedInCall, pk: int) -> Response:
        """Everything that was ever saved into an item, the newest first; for a holder, what stood while they had it."""
        item = queries.item_for(request.user, pk)
        return listed(request, queries.history_for(request.user, item), _shape(request, item))


class ItemRevisionOperation(APIView):
    """One revision."""

    @extend_schema(operation_id="get_item_revision", responses={200: RevisionOut, **refusals(401, 404)}, tags=["intelligence"])
    def get(self, request: SignedInCall, pk: int, revision: int) -> Response:
        """One revision: also under which a stale save was kept (`kept` of a 412)."""
        item = queries.item_for(request.user, pk)
        return Response(_shape(request, item)(queries.revision_for(request.user, item, revision)).data)


class ItemSettleOperation(APIView):
    """Settling."""

    @extend_schema(
        operation_id="settle_item_revision",
        request=ItemSettleIn,
        responses={200: SettledOut, **refusals(400, 401, 403, 404, 409, 412, 422)},
        tags=["intelligence"],
    )
    def post(self, request: SignedInCall, pk: int, revision: int) -> Response:
        """Say which of two versions stands: the one kept beside ("mine"), the current one, or words made from both."""
        item = queries.item_for(request.user, pk)
        kept = queries.revision_for(request.user, item, revision)
        saved = commands.settle_versions(item, kept, **body_of(request, ItemSettleIn), by=request.user)
        if saved.kept is not None:
            return kept_beside(saved.kept.pk)
        return tagged(SettledOut(saved.text).data, saved.text.version)
