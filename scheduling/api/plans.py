"""Plans over the API: a plan as it is judged now, and moving a local area of it by hand."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from accounts.requests import SignedInCall
from agencies.api import CodedOut
from jtai.api import ETAG, IF_MATCH, Day, In, body_of, refusals, tagged, version_from
from scheduling import commands, policies, queries
from scheduling.models import Plan, PlanState


class PlanPlaceOut(serializers.Serializer[Any]):
    """A local area with its week. broken: a sentence for each rule that it breaks, soft: what speaks against it without forbidding it.

    None where nothing is judged any more.
    """

    local_area = CodedOut(source="row.local_area")
    week = serializers.DateField(source="row.week", help_text="the Monday of its fieldwork")
    set = serializers.CharField(source="row.set")
    by_hand = serializers.BooleanField(source="row.by_hand", help_text="whether a person put or moved it there")
    broken = serializers.ListField(child=serializers.CharField())
    soft = serializers.ListField(child=serializers.CharField())


class PlanOut(serializers.Serializer[Any]):
    """A plan of a year with its places, in the order of their weeks."""

    id = serializers.IntegerField(source="plan.pk")
    name = serializers.CharField(source="plan.name")
    note = serializers.CharField(source="plan.note", allow_blank=True)
    state = serializers.ChoiceField(source="plan.state", choices=PlanState.choices)
    version = serializers.IntegerField(source="plan.version")
    wanted = serializers.IntegerField()
    places = PlanPlaceOut(many=True, source="rows")


class WeekOut(serializers.Serializer[Any]):
    """A week, and what a local area would break in it. soft: what speaks against it without forbidding it.

    said: all of it in one breath, with what others would break because of it.
    """

    week = serializers.DateField(source="monday")
    broken = serializers.ListField(child=serializers.CharField(), source="own")
    soft = serializers.ListField(child=serializers.CharField())
    said = serializers.CharField()
    more_points = serializers.IntegerField(help_text="by how many points the plan would be worth more; below 0: less")


class MovesOut(serializers.Serializer[Any]):
    """Every week of the year for one local area. week: the one in which it is now."""

    week = serializers.DateField()
    weeks = WeekOut(many=True)


class PlanMoveIn(In):
    """The Monday of the week."""

    week = Day()


class PlanOperation(APIView):
    """One plan."""

    @extend_schema(
        operation_id="get_plan", parameters=[ETAG], responses={200: PlanOut, **refusals(401, 403, 404)}, tags=["programme"]
    )
    def get(self, request: SignedInCall, year: int, pk: int) -> Response:
        """A plan of a year as it is judged now. Only for Ofsted's programme leads."""
        return _told(request.user, _plan(request.user, year, pk))


class MovesOperation(APIView):
    """The week of one local area in a plan."""

    @extend_schema(
        operation_id="list_plan_moves",
        parameters=[ETAG],
        responses={200: MovesOut, **refusals(401, 403, 404, 409)},
        tags=["programme"],
    )
    def get(self, request: SignedInCall, year: int, pk: int, code: str) -> Response:
        """What each week of the year would mean for a local area that has a place in the plan: nothing is written."""
        plan = _plan(request.user, year, pk)
        policies.can_change_plan.check(request.user, plan)
        whole = queries.judged_plan(request.user, plan)
        row = whole.row(code)
        return tagged(MovesOut({"week": row.week, "weeks": queries.moves(whole, row)}).data, plan.version)

    @extend_schema(
        operation_id="move_in_plan",
        request=PlanMoveIn,
        parameters=[IF_MATCH, ETAG],
        responses={200: PlanOut, **refusals(400, 401, 403, 404, 409, 422, 428)},
        tags=["programme"],
    )
    def post(self, request: SignedInCall, year: int, pk: int, code: str) -> Response:
        """Move a local area to another week, from the version of the plan in If-Match. It may break rules, and the answer says which."""
        plan = _plan(request.user, year, pk)
        policies.can_change_plan.check(request.user, plan)
        row = queries.judged_plan(request.user, plan).row(code)
        version = version_from(request)
        commands.put(plan, row.local_area, **body_of(request, PlanMoveIn), version=version, by=request.user)
        return _told(request.user, _plan(request.user, year, pk))


def _plan(user: User, year: int, pk: int) -> Plan:
    return queries.plan_for(user, year, pk)


def _told(user: User, plan: Plan) -> Response:
    return tagged(PlanOut(queries.plan_shown(user, plan)).data, plan.version)
