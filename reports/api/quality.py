"""Quality assurance over the API."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from jtai.api import In, ListOperation, OneOf, Words, body_of, listed, refusals
from reports import commands, queries
from reports.api.shapes import REPORT, QualityCommentOut, QualityReviewOut, Reason, StageOut
from reports.models import QualityDecision


class QualityCommentIn(In):
    """A remark. paragraph: id; null: on the report as a whole."""

    paragraph = OneOf("paragraphs", required=False, allow_null=True, default=None)
    body = Words()


class QualityReviewIn(In):
    """The reviewer's decision and what they have found."""

    decision = serializers.ChoiceField(choices=QualityDecision.choices)
    summary = Reason()


class QualitySendOperation(APIView):
    """To the reviewer."""

    @extend_schema(
        operation_id="send_to_quality_assurance",
        request=None,
        responses={200: StageOut, **refusals(403, 404, 409)},
        tags=REPORT,
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Close the words and ask the reviewer to read them."""
        report = queries.report_for(request.user, pk)
        sent = commands.send_to_quality_assurance(report.inspection, by=request.user)
        return Response(StageOut(sent.inspection).data)


class QualityCommentsOperation(ListOperation):
    """Comments."""

    @extend_schema(
        operation_id="list_comments", responses={200: QualityCommentOut(many=True), **refusals(403, 404)}, tags=REPORT
    )
    def get(self, request: SignedInCall, pk: int) -> Response:
        """The reviewer's comments, open ones first."""
        return listed(request, queries.comments_of(queries.report_for(request.user, pk)), QualityCommentOut)

    @extend_schema(
        operation_id="add_comment",
        request=QualityCommentIn,
        responses={201: QualityCommentOut, **refusals(403, 404, 409, 422)},
        tags=REPORT,
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Comment on a paragraph or on the report as a whole."""
        report = queries.report_for(request.user, pk)
        sent = body_of(request, QualityCommentIn, paragraphs=queries.standing_paragraphs(report))
        made = commands.comment(report, **sent, by=request.user)
        return Response(QualityCommentOut(made).data, status=status.HTTP_201_CREATED)


class QualityResolveOperation(APIView):
    """Dealing with a comment."""

    @extend_schema(
        operation_id="resolve_comment", request=None, responses={200: QualityCommentOut, **refusals(403, 404, 409)}, tags=REPORT
    )
    def post(self, request: SignedInCall, pk: int, comment: int) -> Response:
        """Say that a comment has been dealt with."""
        report = queries.report_for(request.user, pk)
        done = commands.resolve_comment(queries.comment_for(report, comment), by=request.user)
        return Response(QualityCommentOut(done).data)


class QualityReviewsOperation(ListOperation):
    """Reviews."""

    @extend_schema(operation_id="list_reviews", responses={200: QualityReviewOut(many=True), **refusals(403, 404)}, tags=REPORT)
    def get(self, request: SignedInCall, pk: int) -> Response:
        """What reviewers decided, newest first."""
        return listed(request, queries.reviews_of(queries.report_for(request.user, pk)), QualityReviewOut)

    @extend_schema(
        operation_id="review_report",
        request=QualityReviewIn,
        responses={201: QualityReviewOut, **refusals(403, 404, 409, 422)},
        tags=REPORT,
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Approve the draft, or return it to its authors."""
        report = queries.report_for(request.user, pk)
        made = commands.review(report, **body_of(request, QualityReviewIn), by=request.user)
        return Response(QualityReviewOut(made).data, status=status.HTTP_201_CREATED)
