"""The decision on the statement, readers, publication and what comes after, over the API."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from jtai.api import CodeOf, Day, In, ListOperation, OneOf, Words, body_of, listed, refusals
from reports import commands, queries
from reports.api.shapes import (
    REPORT,
    AfterwardsOut,
    DecisionOut,
    PublicationOut,
    ReaderOut,
    ReceiptOut,
    StageOut,
    StatementOut,
)


class DecisionIn(In):
    """is_required: a statement; principal_authority: the code of an agency of the area; needed when a statement is required, else null."""

    is_required = serializers.BooleanField(source="required")
    principal_authority = CodeOf("agencies", required=False, allow_null=True, default=None)
    reason = Words()


class ReaderIn(In):
    """A person of the local area, by id."""

    person = OneOf("people")


class ReceiptIn(In):
    """When, and by whom, the principal authority received the report."""

    received_on = Day()
    received_by = Words(max_length=200)


class DecisionOperation(APIView):
    """The decision."""

    @extend_schema(operation_id="get_decision", responses={200: DecisionOut, **refusals(403, 404)}, tags=REPORT)
    def get(self, request: SignedInCall, pk: int) -> Response:
        """Whether a statement of proposed action is required."""
        return Response(DecisionOut(queries.words_for(request.user, pk)).data)

    @extend_schema(
        operation_id="decide_statement",
        request=DecisionIn,
        responses={200: DecisionOut, **refusals(403, 404, 409, 422)},
        tags=REPORT,
    )
    def put(self, request: SignedInCall, pk: int) -> Response:
        """Record the Chief Inspector's decision."""
        report = queries.words_for(request.user, pk)
        sent = body_of(request, DecisionIn, agencies=queries.agencies_of(report))
        return Response(DecisionOut(commands.decide_statement(report, **sent, by=request.user)).data)


class ReadersOperation(ListOperation):
    """Named readers."""

    @extend_schema(operation_id="list_readers", responses={200: ReaderOut(many=True), **refusals(403, 404)}, tags=REPORT)
    def get(self, request: SignedInCall, pk: int) -> Response:
        """Who in the local area may read the copy under embargo."""
        return listed(request, queries.readers_of(queries.report_for(request.user, pk)), ReaderOut)

    @extend_schema(
        operation_id="name_reader", request=ReaderIn, responses={201: ReaderOut, **refusals(403, 404, 409, 422)}, tags=REPORT
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Name a reader."""
        report = queries.report_for(request.user, pk)
        sent = body_of(request, ReaderIn, people=queries.people_to_name(report))
        made = commands.name_reader(report, **sent, by=request.user)
        return Response(ReaderOut(made).data, status=status.HTTP_201_CREATED)


class ReaderOperation(APIView):
    """One reader."""

    @extend_schema(operation_id="unname_reader", responses={204: None, **refusals(403, 404, 409)}, tags=REPORT)
    def delete(self, request: SignedInCall, pk: int, reader: int) -> Response:
        """Take the right to read back; what was downloaded stays in the log."""
        report = queries.report_for(request.user, pk)
        commands.unname_reader(queries.reader_for(report, reader), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class PrePublicationOperation(APIView):
    """Copies under embargo."""

    @extend_schema(
        operation_id="begin_pre_publication", request=None, responses={200: StageOut, **refusals(403, 404, 409)}, tags=REPORT
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Open the copies under embargo to the named readers."""
        report = queries.report_for(request.user, pk)
        return Response(StageOut(commands.begin_pre_publication(report.inspection, by=request.user).inspection).data)


class PublishOperation(APIView):
    """Publication."""

    @extend_schema(
        operation_id="publish_report", request=None, responses={200: PublicationOut, **refusals(403, 404, 409)}, tags=REPORT
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Publish. Asking twice publishes once."""
        report = queries.words_for(request.user, pk)
        return Response(PublicationOut(commands.publish(report.inspection, by=request.user)).data)


class ReceiptOperation(APIView):
    """Receipt."""

    @extend_schema(
        operation_id="record_receipt",
        request=ReceiptIn,
        responses={201: ReceiptOut, **refusals(403, 404, 409, 422)},
        tags=REPORT,
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Record the receipt: the statement's working days start on that day."""
        report = queries.words_for(request.user, pk)
        made = commands.record_receipt(report, **body_of(request, ReceiptIn), by=request.user)
        return Response(ReceiptOut(made).data, status=status.HTTP_201_CREATED)


class AfterwardsOperation(APIView):
    """What came after publication."""

    @extend_schema(operation_id="get_statement", responses={200: AfterwardsOut, **refusals(403, 404)}, tags=REPORT)
    def get(self, request: SignedInCall, pk: int) -> Response:
        """Publication, receipt and statement, as far as there are any."""
        publication = queries.publication_of(queries.words_for(request.user, pk))
        found = {
            "publication": publication,
            "receipt": queries.receipt_of(publication) if publication else None,
            "statement": queries.statement_of(publication) if publication else None,
        }
        return Response(AfterwardsOut(found).data)


class AcknowledgeOperation(APIView):
    """The end, with a statement."""

    @extend_schema(
        operation_id="acknowledge_statement",
        request=None,
        responses={200: StatementOut, **refusals(403, 404, 409)},
        tags=REPORT,
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Acknowledge the statement of proposed action and close the inspection."""
        report = queries.words_for(request.user, pk)
        return Response(StatementOut(commands.acknowledge_and_close(report.inspection, by=request.user)).data)


class CloseOperation(APIView):
    """The end, without one."""

    @extend_schema(
        operation_id="close_without_statement", request=None, responses={200: StageOut, **refusals(403, 404, 409)}, tags=REPORT
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Close an inspection for which no statement is required."""
        report = queries.words_for(request.user, pk)
        return Response(StageOut(commands.close_without_statement(report.inspection, by=request.user)).data)
