"""Replacements and the target of a year over the API."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from inspections.queries import caseload
from inspections.workflow import NO_PLACE
from jtai.api import In, ListOperation, OneOf, Words, body_of, listed, refusals
from scheduling import commands, policies, queries
from scheduling.api.years import PlaceOut, YearOut
from scheduling.bounds import MOST_PLACES
from scheduling.forms import LONGEST_REASON
from scheduling.queries import MOVED


class StandInOut(serializers.Serializer[Any]):
    """What stands in for an inspection, and why."""

    inspection = PlaceOut(source="instead")
    reason = serializers.CharField()
    decided_at = serializers.DateTimeField()


class CancelledOut(serializers.Serializer[Any]):
    """When an inspection was cancelled, by whom and why. reason: empty once it was erased."""

    at = serializers.DateTimeField()
    by = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)


class GivenBackOut(serializers.Serializer[Any]):
    """An inspection that gave its place in the year back. how: deferred, cancelled, or moved to another year by a deferral.

    asked_by, reason: of the deferral. cancelled: since when, by whom and why, of a cancelled one. replacement: null where
    nothing stands in that you may see; it may have given the place back as well. holder: what has the place now.
    """

    inspection = PlaceOut()
    how = serializers.ChoiceField(choices=[*sorted(NO_PLACE), MOVED])
    asked_by = serializers.CharField(source="deferral.asked_by", default="")
    reason = serializers.CharField(source="deferral.reason", default="")
    cancelled = CancelledOut(allow_null=True)
    replacement = StandInOut(allow_null=True)
    holder = PlaceOut(allow_null=True)


class StandInIn(In):
    """gone: the inspection whose place is taken. instead: the planned inspection of the year that takes it."""

    gone = OneOf("gone")
    instead = OneOf("instead")
    reason = Words(max_length=LONGEST_REASON)


class YearTargetIn(In):
    """Another target. was: the one that you have read; refused when it has changed meanwhile."""

    target = serializers.IntegerField(min_value=1, max_value=MOST_PLACES)
    was = serializers.IntegerField(min_value=1, max_value=MOST_PLACES)
    reason = Words(max_length=LONGEST_REASON)


class YearTargetOut(serializers.Serializer[Any]):
    """A target that the year had, from when on, by whom and why."""

    target = serializers.IntegerField(source="number")
    since = serializers.DateTimeField()
    by = serializers.CharField()
    reason = serializers.CharField(allow_blank=True)


class TargetOperation(ListOperation):
    """The target of a year."""

    @extend_schema(
        operation_id="list_programme_year_targets",
        responses={200: YearTargetOut(many=True), **refusals(401, 403, 404)},
        tags=["programme"],
    )
    def get(self, request: SignedInCall, year: int) -> Response:
        """The targets that the year has had, the newest first."""
        return listed(request, queries.targets_of(queries.year_for(request.user, year)), YearTargetOut)

    @extend_schema(
        operation_id="change_programme_year_target",
        request=YearTargetIn,
        responses={200: YearOut, **refusals(400, 401, 403, 404, 409, 422)},
        tags=["programme"],
    )
    def put(self, request: SignedInCall, year: int) -> Response:
        """Change the target, with a reason. Only for Ofsted's programme leads."""
        programme = queries.year_for(request.user, year)
        policies.can_own_year.check(request.user)
        changed = commands.change_target(programme, **body_of(request, YearTargetIn), by=request.user)
        return Response(YearOut(queries.standing_of(request.user, changed)).data)


class ReplacementsOperation(ListOperation):
    """The places of a year that were given back, and what stands in."""

    @extend_schema(
        operation_id="list_replacements",
        responses={200: GivenBackOut(many=True), **refusals(401, 403, 404)},
        tags=["programme"],
    )
    def get(self, request: SignedInCall, year: int) -> Response:
        """The inspections that gave their place back, with what stands in, as far as you may see both."""
        standing = queries.standing_of(request.user, queries.year_for(request.user, year))
        return listed(request, standing.given_back, GivenBackOut)

    @extend_schema(
        operation_id="choose_replacement",
        request=StandInIn,
        responses={201: StandInOut, **refusals(400, 401, 403, 404, 409, 422)},
        tags=["programme"],
    )
    def post(self, request: SignedInCall, year: int) -> Response:
        """Let a planned inspection of the year stand in. Only for Ofsted's programme leads. The same again changes nothing."""
        programme = queries.year_for(request.user, year)
        policies.can_own_year.check(request.user)
        seen = caseload(request.user).select_related("framework")
        made = commands.replace(programme, **body_of(request, StandInIn, gone=seen, instead=seen), by=request.user)
        return Response(StandInOut(made).data, status=status.HTTP_201_CREATED)


class ReplacementOperation(APIView):
    """What stands in for one inspection."""

    @extend_schema(
        operation_id="take_back_replacement",
        request=None,
        responses={204: None, **refusals(401, 403, 404, 409)},
        tags=["programme"],
    )
    def delete(self, request: SignedInCall, year: int, pk: int) -> Response:
        """Take a replacement back, until its local area is notified. pk: the inspection whose place was taken."""
        programme = queries.year_for(request.user, year)
        policies.can_own_year.check(request.user)
        replacement = queries.replacement_for(queries.standing_of(request.user, programme), pk)
        commands.take_back_replacement(programme, replacement, by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
