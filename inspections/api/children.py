"""Children by reference. Nothing that identifies a child is ever asked."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from agencies.api import CodedOut
from inspections import commands, queries
from inspections.api.shapes import choices_of
from inspections.models import AgeBand, ChildKind
from jtai.api import CodeOf, In, ListOperation, body_of, listed, refusals

MOST_AGENCIES = 20


class ChildOut(serializers.Serializer[Any]):
    """A child as a reference with an age band. noted: how many of the notes that you see are about the child."""

    id = serializers.IntegerField()
    reference = serializers.CharField()
    kind = serializers.ChoiceField(choices=ChildKind.choices)
    age_band = serializers.ChoiceField(choices=AgeBand.choices)
    agencies = CodedOut(many=True, source="agencies.all")
    noted = serializers.IntegerField()


class ChildIn(In):
    """A child to track or sample. agencies: codes of those involved. The reference is given by the product."""

    kind = serializers.ChoiceField(choices=ChildKind.choices)
    age_band = serializers.ChoiceField(choices=AgeBand.choices)
    agencies = serializers.ListField(child=CodeOf("agencies"), max_length=MOST_AGENCIES, required=False, default=list)


class ChildrenOperation(ListOperation):
    """The children."""

    @extend_schema(operation_id="list_children", responses={200: ChildOut(many=True), **refusals(403, 404)}, tags=["children"])
    def get(self, request: SignedInCall, pk: int) -> Response:
        """The children of an inspection, tracked ones first."""
        inspection = queries.inspection_for(request.user, pk)
        return listed(request, queries.children_of(request.user, inspection), ChildOut)

    @extend_schema(
        operation_id="add_child",
        request=ChildIn,
        responses={201: ChildOut, **refusals(403, 404, 409)},
        tags=["children"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Choose a child: the next reference, T1, T2 … for tracked, S1, S2 … for sampled ones."""
        inspection = queries.inspection_for(request.user, pk)
        child = commands.add_child(inspection, **body_of(request, ChildIn, **choices_of(inspection)), by=request.user)
        found = queries.children_of(request.user, inspection).get(pk=child.pk)
        return Response(ChildOut(found).data, status=status.HTTP_201_CREATED)


class ChildOperation(APIView):
    """One child."""

    @extend_schema(
        operation_id="remove_child", request=None, responses={204: None, **refusals(403, 404, 409)}, tags=["children"]
    )
    def delete(self, request: SignedInCall, pk: int, child: int) -> Response:
        """Take a child out again, as long as nothing was recorded about it."""
        inspection = queries.inspection_for(request.user, pk)
        found = get_object_or_404(queries.children_of(request.user, inspection), pk=child)
        commands.remove_child(found, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
