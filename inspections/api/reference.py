"""Framework versions with their strands and criteria, and deep-dive topics: what an inspection is planned from."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from agencies.api import CodedOut
from inspections import queries
from jtai.api import ListOperation, listed, refusals


class FrameworkOut(CodedOut):
    """One dated set of rules. valid_to: the last day on which fieldwork may start under it."""

    summary = serializers.CharField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)
    has_topic = serializers.BooleanField()
    minimum_tracked = serializers.IntegerField()
    inspectorates = CodedOut(many=True, source="inspectorates.all")


class CriterionOut(serializers.Serializer[Any]):
    """One thing that a strand looks at."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    title = serializers.CharField()
    text = serializers.CharField()


class StrandOut(serializers.Serializer[Any]):
    """Front door, deep dive or leadership, with its criteria."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    summary = serializers.CharField()
    criteria = CriterionOut(many=True, source="criteria.all")


class FrameworkDetailOut(FrameworkOut):
    """A framework version with its strands."""

    strands = StrandOut(many=True, source="strands.all")


class FrameworksOperation(ListOperation):
    """The framework versions."""

    @extend_schema(
        operation_id="list_frameworks", responses={200: FrameworkOut(many=True), **refusals(404)}, tags=["frameworks"]
    )
    def get(self, request: SignedInCall) -> Response:
        """The framework versions, newest first."""
        return listed(request, queries.frameworks(), FrameworkOut)


class FrameworkOperation(APIView):
    """One framework version."""

    @extend_schema(operation_id="get_framework", responses={200: FrameworkDetailOut, **refusals(404)}, tags=["frameworks"])
    def get(self, request: SignedInCall, code: str) -> Response:  # noqa: ARG002 -- the framework calls it with one
        """One framework version with its strands and their criteria."""
        return Response(FrameworkDetailOut(queries.framework_for(code)).data)


class TopicOut(CodedOut):
    """A deep-dive topic. Ages in years; -1 stands for unborn."""

    short_name = serializers.CharField()
    description = serializers.CharField()
    age_from = serializers.IntegerField(allow_null=True)
    age_to = serializers.IntegerField(allow_null=True)


class TopicsOperation(ListOperation):
    """The deep-dive topics."""

    @extend_schema(operation_id="list_topics", responses={200: TopicOut(many=True), **refusals(404)}, tags=["frameworks"])
    def get(self, request: SignedInCall) -> Response:
        """The deep-dive topics by name."""
        return listed(request, queries.topics(), TopicOut)
