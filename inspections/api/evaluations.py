"""Evaluations: what the findings of a strand and agency say together."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import PersonOut
from accounts.models import User
from accounts.requests import SignedInCall
from agencies.api import CodedOut
from inspections import commands, queries
from inspections.api.shapes import StrandRefOut, choices_of
from inspections.models import EvaluationEffect, Inspection
from jtai.api import (
    ETAG,
    IF_MATCH,
    CodeOf,
    In,
    ListOperation,
    OneOf,
    SomeOf,
    Words,
    body_of,
    kept_beside,
    listed,
    refusals,
    tagged,
    version_from,
)


class EvaluationTextIn(In):
    """The words of an evaluation and the findings that it draws together, by id."""

    effect = serializers.ChoiceField(choices=EvaluationEffect.choices)
    text = Words()
    findings = SomeOf("findings", required=False, default=list)


class EvaluationIn(EvaluationTextIn):
    """A new evaluation of one strand and agency. agency: its code; null: the partnership."""

    strand = OneOf("strands")
    agency = CodeOf("agencies", required=False, allow_null=True, default=None)


class EvaluationOut(serializers.Serializer[Any]):
    """An evaluation. version: the number that its ETag names."""

    id = serializers.IntegerField()
    inspectorate = CodedOut()
    author = PersonOut()
    strand = StrandRefOut()
    agency = CodedOut(allow_null=True)
    effect = serializers.ChoiceField(choices=EvaluationEffect.choices)
    text = serializers.CharField(source="text.body")
    version = serializers.IntegerField(source="text.version")


class EvaluationDetailOut(EvaluationOut):
    """An evaluation with the ids of the findings that you may see."""

    findings = serializers.ListField(child=serializers.IntegerField())


def told(user: User, inspection: Inspection, pk: int, code: int = status.HTTP_200_OK) -> Response:
    """One evaluation, read anew, with the tag of its version."""
    evaluation = queries.evaluation_for(user, inspection, pk)
    drawn = queries.findings_seen(user, inspection).filter(evaluations=evaluation).values_list("pk", flat=True)
    return tagged({**EvaluationOut(evaluation).data, "findings": sorted(drawn)}, evaluation.text.version, code)


class EvaluationsOperation(ListOperation):
    """The evaluations."""

    @extend_schema(
        operation_id="list_evaluations",
        responses={200: EvaluationOut(many=True), **refusals(403, 404)},
        tags=["evaluations"],
    )
    def get(self, request: SignedInCall, pk: int) -> Response:
        """The evaluations that you may see, by strand. Until moderation these are your inspectorate's own."""
        inspection = queries.inspection_for(request.user, pk)
        return listed(request, queries.evaluations_seen(request.user, inspection), EvaluationOut)

    @extend_schema(
        operation_id="add_evaluation",
        parameters=[ETAG],
        request=EvaluationIn,
        responses={201: EvaluationDetailOut, **refusals(403, 404, 409, 422)},
        tags=["evaluations"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Draw the findings of one strand and agency together. There is one a strand, agency and inspectorate."""
        inspection = queries.inspection_for(request.user, pk)
        offered = {**choices_of(inspection), "findings": queries.findings_seen(request.user, inspection)}
        evaluation = commands.add_evaluation(inspection, **body_of(request, EvaluationIn, **offered), by=request.user)
        return told(request.user, inspection, evaluation.pk, status.HTTP_201_CREATED)


class EvaluationOperation(APIView):
    """One evaluation."""

    @extend_schema(
        operation_id="get_evaluation",
        parameters=[ETAG],
        responses={200: EvaluationDetailOut, **refusals(403, 404)},
        tags=["evaluations"],
    )
    def get(self, request: SignedInCall, pk: int, evaluation: int) -> Response:
        """One evaluation with its findings."""
        return told(request.user, queries.inspection_for(request.user, pk), evaluation)

    @extend_schema(
        operation_id="edit_evaluation",
        parameters=[ETAG, IF_MATCH],
        request=EvaluationTextIn,
        responses={200: EvaluationDetailOut, **refusals(403, 404, 409, 412, 422, 428)},
        tags=["evaluations"],
    )
    def put(self, request: SignedInCall, pk: int, evaluation: int) -> Response:
        """Save what started from the version in If-Match. A stale save is kept beside (412). Strand and agency stay."""
        inspection = queries.inspection_for(request.user, pk)
        found = queries.evaluation_for(request.user, inspection, evaluation)
        base = version_from(request)
        sent = body_of(request, EvaluationTextIn, findings=queries.findings_seen(request.user, inspection))
        saved = commands.edit_evaluation(found, base=base, **sent, by=request.user)
        if saved.kept is not None:
            return kept_beside(saved.kept.pk)
        return told(request.user, inspection, evaluation)
