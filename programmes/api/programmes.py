"""The programmes and the activities of one."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from agencies.queries import agencies, local_areas
from audit.reads import note_listed
from jtai.api import ETAG, In, ListOperation, asked, body_of, listed, refusals
from programmes import commands, policies, queries
from programmes.api.activities import told
from programmes.api.shapes import (
    ActivityDetailOut,
    ActivityIn,
    FollowedOut,
    ProgrammeActivityOut,
    ProgrammeDetailOut,
    ProgrammeOut,
)
from programmes.models import BreachState, Programme, RecommendationState, Sharing, Standing

FIRST_YEAR, LAST_YEAR = 2000, 2100


class ProgrammesOperation(ListOperation):
    """The programmes."""

    @extend_schema(
        operation_id="list_programmes", responses={200: ProgrammeOut(many=True), **refusals(403, 404)}, tags=["programmes"]
    )
    def get(self, request: SignedInCall) -> Response:
        """The programmes of which you see something, your inspectorate's first."""
        return listed(request, queries.programmes_seen(request.user), ProgrammeOut)


class ProgrammeOperation(APIView):
    """One programme."""

    @extend_schema(operation_id="get_programme", responses={200: ProgrammeDetailOut, **refusals(404)}, tags=["programmes"])
    def get(self, request: SignedInCall, code: str) -> Response:
        """One programme with its kinds of activity and what it judges."""
        return _told(queries.programme_for(request.user, code))


def _told(found: Programme) -> Response:
    facts = {"kinds": queries.kinds_of(found), "judged": queries.judged_by(found)}
    return Response(ProgrammeDetailOut({**vars(found), "inspectorate": found.inspectorate, **facts}).data)


class SharingIn(In):
    """What the other inspectorates see."""

    sharing = serializers.ChoiceField(choices=Sharing.choices)


class SharingOperation(APIView):
    """What is shared of a programme."""

    @extend_schema(
        operation_id="set_programme_sharing",
        request=SharingIn,
        responses={200: ProgrammeDetailOut, **refusals(403, 404)},
        tags=["programmes"],
    )
    def put(self, request: SignedInCall, code: str) -> Response:
        """Decide what the other inspectorates see. Only for programme leads of its inspectorate."""
        found = queries.programme_for(request.user, code)
        policies.can_set_sharing.check(request.user, found)
        return _told(commands.set_sharing(found, **body_of(request, SharingIn), by=request.user))


class ActivitiesFilter(serializers.Serializer[Any]):
    """How to narrow the list of activities."""

    text = serializers.CharField(
        required=False, allow_blank=True, max_length=100, help_text="in the name of the agency or area"
    )
    year = serializers.IntegerField(required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR, help_text="it begins on 1 April")
    kind = serializers.SlugField(required=False, max_length=40, help_text="code of a kind")
    standing = serializers.ChoiceField(choices=Standing.choices, required=False)
    region = serializers.SlugField(required=False, max_length=60, help_text="code of a region")


class ActivitiesOperation(ListOperation):
    """The activities of a programme."""

    @extend_schema(
        operation_id="list_activities",
        parameters=[ActivitiesFilter],
        responses={200: ProgrammeActivityOut(many=True), **refusals(400, 404)},
        tags=["programmes"],
    )
    def get(self, request: SignedInCall, code: str) -> Response:
        """The activities of a programme that you may see, newest first."""
        found = queries.programme_for(request.user, code)
        wanted = queries.ActivityFilter(**asked(request, ActivitiesFilter))
        rows = queries.with_judgements(queries.activities_seen(request.user, wanted, found))
        answer = listed(request, rows, ProgrammeActivityOut)
        note_listed(request, (f"activity:{row['id']}" for row in answer.data["results"]))
        return answer

    @extend_schema(
        operation_id="record_activity",
        parameters=[ETAG],
        request=ActivityIn,
        responses={201: ActivityDetailOut, **refusals(403, 404, 422)},
        tags=["programmes"],
    )
    def post(self, request: SignedInCall, code: str) -> Response:
        """Record an activity. Only for people of the programme's inspectorate."""
        found = queries.programme_for(request.user, code)
        policies.can_record.check(request.user, found)
        sent = body_of(request, ActivityIn, kinds=queries.kinds_of(found), agencies=agencies(), areas=local_areas())
        added = commands.record_activity(found, **sent, by=request.user)
        return told(request.user, added.pk, status.HTTP_201_CREATED)


class FollowingQuery(serializers.Serializer[Any]):
    """How to narrow what is followed."""

    text = serializers.CharField(required=False, allow_blank=True, max_length=100, help_text="agency or words")
    what = serializers.ChoiceField(choices=[queries.BREACH, queries.RECOMMENDATION], required=False)
    state = serializers.ChoiceField(
        choices=[*BreachState.choices, *RecommendationState.choices], required=False, help_text="of either; it decides alone"
    )
    area = serializers.SlugField(required=False, max_length=60, help_text="code of a local area")
    body = serializers.SlugField(required=False, max_length=80, help_text="code of an agency")
    late = serializers.BooleanField(required=False, help_text="only what is past its day")
    closed = serializers.BooleanField(required=False, help_text="closed ones as well")
    sort = serializers.ChoiceField(
        choices=[("last", "due last"), ("agency", "agency")], required=False, help_text="else due first"
    )


class FollowingOperation(ListOperation):
    """What is followed."""

    @extend_schema(
        operation_id="list_followed",
        parameters=[FollowingQuery],
        responses={200: FollowedOut(many=True), **refusals(400, 404)},
        tags=["programmes"],
    )
    def get(self, request: SignedInCall, code: str) -> Response:
        """Breaches and recommendations of a programme that you may see, the longest due first; open ones unless asked otherwise."""
        found = queries.programme_for(request.user, code)
        wanted = queries.FollowingFilter(**asked(request, FollowingQuery))
        answer = listed(request, queries.followed(request.user, found, wanted, timezone.localdate()), FollowedOut)
        note_listed(request, (f"{row['what']}:{row['id']}" for row in answer.data["results"]))
        return answer
