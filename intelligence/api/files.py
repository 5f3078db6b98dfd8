"""Files that go with an item."""

from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from files.api import BYTES, FileIn, FileOut, bytes_of
from files.response import respond
from intelligence import commands, policies, queries
from intelligence.api.items import answer
from intelligence.api.shapes import ItemDetailOut
from intelligence.forms.handling import LONGEST_REASON
from jtai.api import ETAG, In, ListOperation, Whatever, Words, body_of, listed, refusals


class ItemFilesOperation(ListOperation):
    """Files of an item."""

    @extend_schema(
        operation_id="list_item_files", responses={200: FileOut(many=True), **refusals(401, 404)}, tags=["intelligence"]
    )
    def get(self, request: SignedInCall, pk: int) -> Response:
        """The files that go with it."""
        return listed(request, queries.attachments_of(request.user, queries.item_for(request.user, pk)), FileOut)

    @extend_schema(
        operation_id="add_item_file",
        request=FileIn,
        responses={201: FileOut, **refusals(400, 401, 403, 404, 409, 422)},
        tags=["intelligence"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Put a file to a draft. It is known by its content; every refusal names the limit."""
        item = queries.item_for(request.user, pk)
        policies.can_change.check(request.user, item)
        sent = body_of(request, FileIn)
        row = commands.add_attachment(item, data=bytes_of(sent["content"]), name=sent["name"], by=request.user)
        return Response(FileOut(row).data, status=status.HTTP_201_CREATED)


class ItemFileOperation(APIView):
    """One file."""

    content_negotiation_class = Whatever

    @extend_schema(operation_id="get_item_file", responses={**BYTES, **refusals(401, 404, 409)}, tags=["intelligence"])
    def get(self, request: SignedInCall, pk: int, file: int) -> HttpResponseBase:
        """The bytes of a file, under its own type."""
        row = queries.attachment_for(request.user, queries.item_for(request.user, pk), file)
        return respond(row.file, filename=row.name)

    @extend_schema(
        operation_id="remove_item_file", responses={204: None, **refusals(401, 403, 404, 409)}, tags=["intelligence"]
    )
    def delete(self, request: SignedInCall, pk: int, file: int) -> Response:
        """Take a file back before the item is sent. Afterwards it is taken out with a reason, under take-back."""
        item = queries.item_for(request.user, pk)
        commands.remove_attachment(queries.attachment_for(request.user, item, file), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ItemFileTakeBackIn(In):
    """Why the file is removed."""

    why = Words(max_length=LONGEST_REASON)


class ItemFileTakeBackOperation(APIView):
    """Taking a file out of what was sent."""

    @extend_schema(
        operation_id="take_back_item_file",
        request=ItemFileTakeBackIn,
        responses={200: ItemDetailOut, **refusals(400, 401, 403, 404, 409)},
        parameters=[ETAG],
        tags=["intelligence"],
    )
    def post(self, request: SignedInCall, pk: int, file: int) -> Response:
        """Take a wrong file out of what was sent. It is a correction: everybody who has the item reads it again."""
        item = queries.item_for(request.user, pk)
        row = queries.attachment_for(request.user, item, file)
        policies.can_correct.check(request.user, item)
        commands.take_back_attachment(row, **body_of(request, ItemFileTakeBackIn), by=request.user)
        return answer(request, item)
