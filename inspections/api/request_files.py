"""Files of an item over the API. They travel in JSON like everything else; a large one goes through the page."""

import base64
import binascii
from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from files.kinds import ENDINGS
from files.response import respond
from files.scanning import Scan
from inspections import commands, policies, queries
from inspections.api.shapes import PersonOut
from inspections.models import RequestItem
from jtai.api import In, ListOperation, Whatever, Words, body_of, listed, refusals
from jtai.errors import Invalid

# Five megabytes is the most that a body may have.
LONGEST_CONTENT = 5_000_000
BYTES = {(200, kind.partition(";")[0]): OpenApiTypes.BINARY for kind in ENDINGS}


class RequestFileOut(serializers.Serializer[Any]):
    """A file. sha256: of the bytes that are kept; sent_sha256: of those that were sent (pictures are drawn anew)."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    content_type = serializers.CharField(source="file.content_type")
    size = serializers.IntegerField(source="file.size", help_text="bytes")
    sha256 = serializers.CharField(source="file.sha256")
    sent_sha256 = serializers.CharField()
    scan = serializers.ChoiceField(choices=Scan.choices)
    added_at = serializers.DateTimeField()
    added_by = PersonOut()


class RequestFileIn(In):
    """A file to keep. content: its bytes in base64."""

    name = Words(max_length=200)
    content = Words(max_length=LONGEST_CONTENT)


def _bytes(content: str) -> bytes:
    try:
        return base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Invalid(_("Send the bytes of the file in base64."), field="content") from error


def _own_item(request: SignedInCall, pk: int, item: int) -> RequestItem:
    return queries.own_request_item_for(request.user, queries.answering_for(request.user, pk), item)


def _item(request: SignedInCall, pk: int, item: int) -> RequestItem:
    inspection = queries.inspection_for(request.user, pk)
    policies.can_see_evidence.check(request.user, inspection)
    return queries.request_item_for(inspection, item)


class ResponseFilesOperation(ListOperation):
    """Files of an item, for the area."""

    @extend_schema(
        operation_id="list_response_item_files", responses={200: RequestFileOut(many=True), **refusals(404)}, tags=["responses"]
    )
    def get(self, request: SignedInCall, pk: int, item: int) -> Response:
        """The files of an item that your agency, or a co-ordinator, can see."""
        return listed(request, queries.files_of(_own_item(request, pk, item)), RequestFileOut)

    @extend_schema(
        operation_id="add_response_item_file",
        request=RequestFileIn,
        responses={201: RequestFileOut, **refusals(403, 404, 409, 422)},
        tags=["responses"],
    )
    def post(self, request: SignedInCall, pk: int, item: int) -> Response:
        """Put a file to an item. It is known by its content; every refusal names the limit."""
        sent = body_of(request, RequestFileIn)
        asked = _own_item(request, pk, item)
        row = commands.add_request_file(asked, data=_bytes(sent["content"]), name=sent["name"], by=request.user)
        return Response(RequestFileOut(row).data, status=status.HTTP_201_CREATED)


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
        responses={200: RequestFileOut(many=True), **refusals(403, 404)},
        tags=["request"],
    )
    def get(self, request: SignedInCall, pk: int, item: int) -> Response:
        """The files with which the local area answered."""
        return listed(request, queries.files_of(_item(request, pk, item)), RequestFileOut)


class RequestFileOperation(APIView):
    """One file, for the team."""

    content_negotiation_class = Whatever

    @extend_schema(operation_id="get_request_item_file", responses={**BYTES, **refusals(403, 404, 409)}, tags=["request"])
    def get(self, request: SignedInCall, pk: int, item: int, file: int) -> HttpResponseBase:
        """The bytes of a file, under its own type."""
        row = queries.file_for(_item(request, pk, item), file)
        return respond(row.file, filename=row.name)
