"""Files of an item over the API. They travel in JSON like everything else; a large one goes through the page."""

from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from files.api import BYTES, FileIn, FileOut, bytes_of
from files.response import respond
from inspections import commands, policies, queries
from inspections.models import RequestItem
from jtai.api import ListOperation, Whatever, body_of, listed, refusals


def _own_item(request: SignedInCall, pk: int, item: int) -> RequestItem:
    return queries.own_request_item_for(request.user, queries.answering_for(request.user, pk), item)


def _item(request: SignedInCall, pk: int, item: int) -> RequestItem:
    inspection = queries.inspection_for(request.user, pk)
    policies.can_see_evidence.check(request.user, inspection)
    return queries.request_item_for(inspection, item)


class ResponseFilesOperation(ListOperation):
    """Files of an item, for the area."""

    @extend_schema(
        operation_id="list_response_item_files", responses={200: FileOut(many=True), **refusals(404)}, tags=["responses"]
    )
    def get(self, request: SignedInCall, pk: int, item: int) -> Response:
        """The files of an item that your agency, or a co-ordinator, can see."""
        return listed(request, queries.files_of(_own_item(request, pk, item)), FileOut)

    @extend_schema(
        operation_id="add_response_item_file",
        request=FileIn,
        responses={201: FileOut, **refusals(403, 404, 409, 422)},
        tags=["responses"],
    )
    def post(self, request: SignedInCall, pk: int, item: int) -> Response:
        """Put a file to an item. It is known by its content; every refusal names the limit."""
        sent = body_of(request, FileIn)
        asked = _own_item(request, pk, item)
        row = commands.add_request_file(asked, data=bytes_of(sent["content"]), name=sent["name"], by=request.user)
        return Response(FileOut(row).data, status=status.HTTP_201_CREATED)


class ResponseItemFileOperation(APIView):
    """One file, for the area."""

    content_negotiation_class = Whatever

    @extend_schema(operation_id="get_response_item_file", responses={**BYTES, **refusals(404, 409)}, tags=["responses"])
    def get(self, request: SignedInCall, pk: int, item: int, file: int) -> HttpResponseBase:
        """The bytes of a file, under its own type."""
        row = queries.file_for(_own_item(request, pk, item), file)
        return respond(row.file, filename=row.name)

    @extend_schema(
        operation_id="remove_response_item_file", responses={204: None, **refusals(403, 404, 409)}, tags=["responses"]
    )
    def delete(self, request: SignedInCall, pk: int, item: int, file: int) -> Response:
        """Take a file back while the item can be answered."""
        commands.remove_request_file(queries.file_for(_own_item(request, pk, item), file), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class RequestFilesOperation(ListOperation):
    """Files of an item, for the team."""

    @extend_schema(
        operation_id="list_request_item_files",
        responses={200: FileOut(many=True), **refusals(403, 404)},
        tags=["request"],
    )
    def get(self, request: SignedInCall, pk: int, item: int) -> Response:
        """The files with which the local area answered."""
        return listed(request, queries.files_of(_item(request, pk, item)), FileOut)


class RequestFileOperation(APIView):
    """One file, for the team."""

    content_negotiation_class = Whatever

    @extend_schema(operation_id="get_request_item_file", responses={**BYTES, **refusals(403, 404, 409)}, tags=["request"])
    def get(self, request: SignedInCall, pk: int, item: int, file: int) -> HttpResponseBase:
        """The bytes of a file, under its own type."""
        row = queries.file_for(_item(request, pk, item), file)
        return respond(row.file, filename=row.name)
