"""An item goes out; what its sender does afterwards."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from agencies.models import Inspectorate
from agencies.queries import inspectorates
from intelligence import commands, policies, queries
from intelligence.api.items import answer
from intelligence.api.shapes import ItemDetailOut
from intelligence.forms.handling import LONGEST_REASON
from intelligence.models import Marking
from jtai.api import BIGGEST_ID, ETAG, IF_MATCH, CodeOf, In, Words, body_of, kept_beside, refusals, version_from

MOST_INSPECTORATES = 50
MOST_FILES = 1000
DONE: Any = {200: ItemDetailOut, **refusals(400, 401, 403, 404, 409, 422)}


class RecipientsIn(In):
    """Codes of inspectorates."""

    recipients = serializers.ListField(child=CodeOf("inspectorates"), max_length=MOST_INSPECTORATES)


class SendIn(RecipientsIn):
    """How it is to be handled, and who is to have it. Without either it is not sent. files: ids of the files that you checked."""

    marking = serializers.ChoiceField(choices=Marking.choices, allow_blank=True, default="")
    files = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=BIGGEST_ID), max_length=MOST_FILES, default=list
    )


class CorrectIn(In):
    """The words as they should stand, and what was wrong."""

    text = Words()
    correction = Words(max_length=LONGEST_REASON)


class WithdrawIn(In):
    """Why it is withdrawn."""

    why = Words(max_length=LONGEST_REASON)


def _recipients(body: dict[str, Any]) -> list[Inspectorate]:
    return list(dict.fromkeys(body.pop("recipients")))


class SendOperation(APIView):
    """Sending."""

    @extend_schema(
        operation_id="send_item",
        request=SendIn,
        responses={200: ItemDetailOut, **refusals(400, 401, 403, 404, 409, 422, 428)},
        parameters=[IF_MATCH, ETAG],
        tags=["intelligence"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Let other inspectorates have it, in the words and with the files that you checked."""
        item = queries.item_for(request.user, pk)
        policies.can_send.check(request.user, item)
        version = version_from(request)
        body = body_of(request, SendIn, inspectorates=inspectorates())
        attached, recipients = body.pop("files"), _recipients(body)
        commands.send_item(item, version=version, attached=attached, recipients=recipients, **body, by=request.user)
        return answer(request, item)


class RecipientsOperation(APIView):
    """More recipients."""

    @extend_schema(
        operation_id="add_item_recipients", request=RecipientsIn, responses=DONE, parameters=[ETAG], tags=["intelligence"]
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Let more inspectorates have what was sent."""
        item = queries.item_for(request.user, pk)
        policies.can_add_recipients.check(request.user, item)
        body = body_of(request, RecipientsIn, inspectorates=inspectorates())
        commands.add_recipients(item, recipients=_recipients(body), by=request.user)
        return answer(request, item)


class CorrectOperation(APIView):
    """Correcting."""

    @extend_schema(
        operation_id="correct_item",
        request=CorrectIn,
        responses={200: ItemDetailOut, **refusals(400, 401, 403, 404, 409, 412, 422, 428)},
        parameters=[IF_MATCH, ETAG],
        tags=["intelligence"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """New words for those that were wrong. Everybody who has it reads them again."""
        item = queries.item_for(request.user, pk)
        policies.can_correct.check(request.user, item)
        base = version_from(request)
        saved = commands.correct_item(item, base=base, **body_of(request, CorrectIn), by=request.user)
        if saved.kept is not None:
            return kept_beside(saved.kept.pk)
        return answer(request, item)


class WithdrawOperation(APIView):
    """Withdrawing."""

    @extend_schema(operation_id="withdraw_item", request=WithdrawIn, responses=DONE, parameters=[ETAG], tags=["intelligence"])
    def post(self, request: SignedInCall, pk: int) -> Response:
        """It is not to be relied on any more. Everybody who has it still sees it, and why."""
        item = queries.item_for(request.user, pk)
        commands.withdraw_item(item, **body_of(request, WithdrawIn), by=request.user)
        return answer(request, item)
