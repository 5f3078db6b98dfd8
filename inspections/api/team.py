"""The team: assignment grants, removal revokes."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import PersonOut
from accounts.requests import SignedInCall
from agencies.api import CodedOut
from inspections import commands, queries
from inspections.models import Part
from jtai.api import In, ListOperation, OneOf, body_of, listed, refusals


class TeamPlaceOut(serializers.Serializer[Any]):
    """A person's place. ended_at: null while the person is on the team."""

    id = serializers.IntegerField()
    person = PersonOut(source="user")
    inspectorate = CodedOut()
    part = serializers.ChoiceField(choices=Part.choices)
    assigned_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class AssignIn(In):
    """A person, by id, and what they do."""

    person = OneOf("people")
    part = serializers.ChoiceField(choices=Part.choices)


class CandidateOut(PersonOut):
    """A person who could get a place."""

    inspectorate = CodedOut(source="membership.inspectorate")


class TeamOperation(ListOperation):
    """The team."""

    @extend_schema(operation_id="list_team", responses={200: TeamPlaceOut(many=True), **refusals(404)}, tags=["team"])
    def get(self, request: SignedInCall, pk: int) -> Response:
        """The people on the team now, by inspectorate."""
        return listed(request, queries.team_of(queries.inspection_for(request.user, pk)), TeamPlaceOut)

    @extend_schema(
        operation_id="assign",
        request=AssignIn,
        responses={201: TeamPlaceOut, **refusals(403, 404, 409, 422)},
        tags=["team"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Give a person a place, and with it the grants of that place."""
        inspection = queries.inspection_for(request.user, pk)
        sent = body_of(request, AssignIn, people=queries.people_taking_part(inspection))
        place = commands.assign(inspection, **sent, by=request.user)
        return Response(TeamPlaceOut(place).data, status=status.HTTP_201_CREATED)


class CandidatesOperation(ListOperation):
    """Who could join."""

    @extend_schema(operation_id="list_candidates", responses={200: CandidateOut(many=True), **refusals(404)}, tags=["team"])
    def get(self, request: SignedInCall, pk: int) -> Response:
        """The people who are not on the team and whose inspectorate's places you may fill, by inspectorate and name."""
        found = queries.candidates_for(request.user, queries.inspection_for(request.user, pk))
        return listed(request, found, CandidateOut)


class TeamPlaceOperation(APIView):
    """One place."""

    @extend_schema(
        operation_id="end_place", request=None, responses={200: TeamPlaceOut, **refusals(403, 404, 409)}, tags=["team"]
    )
    def delete(self, request: SignedInCall, pk: int, place: int) -> Response:
        """End a place: its grants end now, the person's work stays theirs by name."""
        found = queries.place_for(queries.inspection_for(request.user, pk), place)
        return Response(TeamPlaceOut(commands.end_place(found, by=request.user)).data)


class LeaveEmptyOperation(APIView):
    """A place that stands empty."""

    @extend_schema(
        operation_id="leave_place_empty", request=None, responses={200: TeamPlaceOut, **refusals(403, 404, 409)}, tags=["team"]
    )
    def post(self, request: SignedInCall, pk: int, place: int) -> Response:
        """Nobody has to take over a place whose person left or lost the role for it."""
        found = queries.place_for(queries.inspection_for(request.user, pk), place)
        return Response(TeamPlaceOut(commands.leave_empty(found, by=request.user)).data)


class ReplaceIn(In):
    """The successor, by id."""

    person = OneOf("people")


class ReplaceOperation(APIView):
    """Hand a place over."""

    @extend_schema(
        operation_id="replace",
        request=ReplaceIn,
        responses={201: TeamPlaceOut, **refusals(400, 403, 404, 409, 422)},
        tags=["team"],
    )
    def post(self, request: SignedInCall, pk: int, place: int) -> Response:
        """Somebody of the same inspectorate takes the place over, with the work that is open in it."""
        found = queries.place_for(queries.inspection_for(request.user, pk), place)
        sent = body_of(request, ReplaceIn, people=queries.people_to_replace(found))
        return Response(TeamPlaceOut(commands.replace(found, **sent, by=request.user)).data, status=status.HTTP_201_CREATED)
