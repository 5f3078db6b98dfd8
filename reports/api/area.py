"""The local area's side over the API: what each stage gives it, and nothing else."""

from typing import Any

from django.http import Http404, HttpResponseBase
from django.utils.text import slugify
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from files.response import respond
from inspections.workflow import Status
from jtai.api import In, ListOperation, Whatever, Words, body_of, listed, refusals
from reports import commands, policies, queries
from reports.api.accuracy import newest_of
from reports.api.shapes import ANSWERS, FORMAT, AccuracyOut, AnsweredPointOut, PointOut, StatementOut
from reports.api.signing import FILES
from reports.models import AccuracyRound
from reports.public_api import ContentOut

MOST_PLACES = 10_000


class DeliveredOut(serializers.Serializer[Any]):
    """The draft as delivered. places: how its paragraphs are named; a point says which by its index, from 0."""

    content = ContentOut()
    places = serializers.ListField(child=serializers.CharField())


class PointIn(In):
    """A point. place: index of a paragraph in the delivered draft; null: the draft as a whole."""

    place = serializers.IntegerField(min_value=0, max_value=MOST_PLACES, required=False, allow_null=True, default=None)
    body = Words()


class EditedPointIn(PointIn):
    """A point reworded. before: the words from which you started, so that a colleague's are not overwritten."""

    before = Words(allow_blank=True)


class StatementIn(In):
    """The statement of proposed action."""

    body = Words()


def _newest(request: SignedInCall, pk: int) -> AccuracyRound:
    return newest_of(queries.report_answered(request.user, pk))


class ResponseAccuracyOperation(APIView):
    """The check of facts."""

    @extend_schema(operation_id="get_response_accuracy", responses={200: AccuracyOut, **refusals(404)}, tags=ANSWERS)
    def get(self, request: SignedInCall, pk: int) -> Response:
        """When the draft was delivered, and until when your area can comment."""
        return Response(AccuracyOut(_newest(request, pk)).data)


class ResponseDraftOperation(APIView):
    """The delivered draft."""

    @extend_schema(operation_id="get_response_draft", responses={200: DeliveredOut, **refusals(404, 409)}, tags=ANSWERS)
    def get(self, request: SignedInCall, pk: int) -> Response:
        """The draft as it was delivered, during factual accuracy only."""
        newest = _newest(request, pk)
        policies.can_read_delivered.check(request.user, newest.report)
        found = {"content": newest.content, "places": queries.printed_labels(newest.content)}
        return Response(DeliveredOut(found).data)


class ResponsePointsOperation(ListOperation):
    """The area's points."""

    @extend_schema(
        operation_id="list_response_points", responses={200: AnsweredPointOut(many=True), **refusals(404)}, tags=ANSWERS
    )
    def get(self, request: SignedInCall, pk: int) -> Response:
        """Your area's points on the newest draft; with the answers once factual accuracy is over."""
        newest = _newest(request, pk)
        shape = AnsweredPointOut if policies.can_see_answers(request.user, newest.report) else UnansweredPointOut
        return listed(request, queries.points_of(newest), shape)

    @extend_schema(
        operation_id="add_point", request=PointIn, responses={201: PointOut, **refusals(404, 409, 422)}, tags=ANSWERS
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Add a point. It is sent when the co-ordinator sends all."""
        newest = _newest(request, pk)
        made = commands.add_point(newest, **body_of(request, PointIn), by=request.user)
        return Response(PointOut(made).data, status=status.HTTP_201_CREATED)


class UnansweredPointOut(PointOut):
    """A point whose answer is not to be seen yet: the same members, empty."""

    paragraph = serializers.SerializerMethodField()
    answer = serializers.SerializerMethodField()
    answer_reason = serializers.SerializerMethodField(method_name="get_answer")
    answered_by = serializers.SerializerMethodField(method_name="get_paragraph")
    answered_at = serializers.SerializerMethodField(method_name="get_paragraph")

    def get_paragraph(self, _point: object) -> None:
        """Nothing."""

    def get_answer(self, _point: object) -> str:
        """Nothing yet."""
        return ""


class ResponsePointOperation(APIView):
    """One point."""

    @extend_schema(
        operation_id="edit_point", request=EditedPointIn, responses={200: PointOut, **refusals(404, 409, 422)}, tags=ANSWERS
    )
    def put(self, request: SignedInCall, pk: int, point: int) -> Response:
        """Reword a point. When a colleague has reworded it since, yours becomes a point of its own (another id)."""
        found = queries.point_for(_newest(request, pk), point)
        return Response(PointOut(commands.edit_point(found, **body_of(request, EditedPointIn), by=request.user)).data)

    @extend_schema(operation_id="remove_point", responses={204: None, **refusals(404, 409)}, tags=ANSWERS)
    def delete(self, request: SignedInCall, pk: int, point: int) -> Response:
        """Take a point back before it is sent."""
        commands.remove_point(queries.point_for(_newest(request, pk), point), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ResponseSendOperation(APIView):
    """Sending."""

    @extend_schema(
        operation_id="submit_points", request=None, responses={200: AccuracyOut, **refusals(403, 404, 409)}, tags=ANSWERS
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Send your area's points to the inspectors, or say with none that there are no comments. Co-ordinators only."""
        return Response(AccuracyOut(commands.submit_points(_newest(request, pk), by=request.user)).data)


class ResponseFileOperation(APIView):
    """The report."""

    content_negotiation_class = Whatever

    @extend_schema(
        operation_id="get_response_file", parameters=[FORMAT], responses={**FILES, **refusals(404, 409)}, tags=ANSWERS
    )
    def get(self, request: SignedInCall, pk: int, format: str) -> HttpResponseBase:  # noqa: A002 -- named like the column
        """The report: under embargo for named readers, each download recorded; after publication for everybody of the area."""
        report = queries.report_answered(request.user, pk)
        if not policies.can_have_file(request.user, report):
            raise Http404
        name = f"{slugify(report.inspection.local_area.name)}.{format}"
        if report.inspection.status != Status.PRE_PUBLICATION:
            return respond(queries.published_file_of(report, format), filename=name)
        built = queries.built_file_of(report, format)
        commands.log_embargoed_download(report, built.freeze, format=format, by=request.user)
        return respond(built.file, filename=f"embargoed-{name}")

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        """No cache keeps a file, nor that there is none: tomorrow there may be."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer["Cache-Control"] = "private, no-store"
        return answer


class ResponseStatementOperation(APIView):
    """The statement of proposed action."""

    @extend_schema(operation_id="get_response_statement", responses={200: StatementOut, **refusals(404, 409)}, tags=ANSWERS)
    def get(self, request: SignedInCall, pk: int) -> Response:
        """The statement that your area has sent."""
        report = queries.report_answered(request.user, pk)
        policies.can_see_statement.check(request.user, report)
        publication = queries.publication_of(report)
        statement = queries.statement_of(publication) if publication else None
        if statement is None:
            raise Http404
        return Response(StatementOut(statement).data)

    @extend_schema(
        operation_id="send_statement",
        request=StatementIn,
        responses={201: StatementOut, **refusals(403, 404, 409, 422)},
        tags=ANSWERS,
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Send the statement of proposed action."""
        report = queries.report_answered(request.user, pk)
        made = commands.send_statement(report.inspection, **body_of(request, StatementIn), by=request.user)
        return Response(StatementOut(made).data, status=status.HTTP_201_CREATED)
