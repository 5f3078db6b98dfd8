"""Candidates of a year over the API, as far as the asking person may see what is known of them."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from inspections.workflow import Status
from jtai.api import ListOperation, asked, listed, refusals
from scheduling import queries
from scheduling.candidates.facts import Terms

SHOWN = ((queries.REAL, "real ones"),)


class CandidatesFilter(serializers.Serializer[Any]):
    """Of which local areas."""

    show = serializers.ChoiceField(
        choices=SHOWN, required=False, help_text="left out: the invented ones where a demonstration is loaded"
    )


class JointOut(serializers.Serializer[Any]):
    """A joint inspection. id, programme_year: null, and no status, where it took place before this service."""

    id = serializers.IntegerField(source="key", allow_null=True)
    year = serializers.IntegerField()
    month = serializers.IntegerField(allow_null=True)
    fieldwork_start = serializers.DateField(source="first", allow_null=True)
    fieldwork_end = serializers.DateField(source="last", allow_null=True)
    published = serializers.DateField(allow_null=True)
    topic = serializers.CharField(allow_blank=True)
    status = serializers.ChoiceField(choices=Status.choices, allow_blank=True)
    programme_year = serializers.IntegerField(allow_null=True)


class VisitOut(serializers.Serializer[Any]):
    """A routine activity at the local area or one of its agencies. keeps_off: days that fieldwork keeps away; null: it does not."""

    id = serializers.IntegerField(source="key")
    programme = serializers.CharField()
    inspectorate = serializers.CharField()
    kind = serializers.CharField()
    subject = serializers.CharField()
    starts_on = serializers.DateField(source="first")
    ends_on = serializers.DateField(source="last")
    planned = serializers.BooleanField()
    keeps_off = serializers.IntegerField(source="gap", allow_null=True)


class YearCandidateOut(serializers.Serializer[Any]):
    """What you may know of a local area as a candidate. deprivation_place: 1 is the most deprived of deprivation_of."""

    code = serializers.CharField()
    name = serializers.CharField()
    demonstration = serializers.BooleanField()
    region = serializers.CharField(source="region_code")
    type = serializers.CharField()
    children = serializers.IntegerField()
    deprivation_place = serializers.IntegerField(source="place")
    deprivation_of = serializers.IntegerField(source="of")
    police_forces = serializers.SerializerMethodField()
    care_boards = serializers.SerializerMethodField()
    years_since = serializers.FloatField(allow_null=True)
    joint_inspections = JointOut(many=True, source="joint")
    visits = VisitOut(many=True)
    concerns = serializers.IntegerField(source="signal.concerns")
    exceptional_practice = serializers.IntegerField(source="signal.practices")
    urgent = serializers.IntegerField(source="signal.urgent")
    waiting = serializers.IntegerField(source="signal.open")
    school_holidays = serializers.ChoiceField(choices=[(one.value, one.value) for one in Terms], source="terms")

    def get_police_forces(self, one: Any) -> list[str]:
        """By name."""
        return list(one.forces.values())

    def get_care_boards(self, one: Any) -> list[str]:
        """By name."""
        return [name for name, _share in one.boards]


class CandidatesOperation(ListOperation):
    """The candidates of one year."""

    @extend_schema(
        operation_id="list_year_candidates",
        parameters=[CandidatesFilter],
        responses={200: YearCandidateOut(many=True), **refusals(400, 401, 403, 404)},
        tags=["programme"],
    )
    def get(self, request: SignedInCall, year: int) -> Response:
        """Every local area with what you may know of it, by name."""
        programme = queries.year_for(request.user, year)
        show = asked(request, CandidatesFilter).get("show", "")
        return listed(request, queries.candidates(request.user, programme, show), YearCandidateOut)


class CandidateOperation(APIView):
    """One candidate."""

    @extend_schema(
        operation_id="get_year_candidate", responses={200: YearCandidateOut, **refusals(401, 403, 404)}, tags=["programme"]
    )
    def get(self, request: SignedInCall, year: int, code: str) -> Response:
        """One local area with what you may know of it."""
        programme = queries.year_for(request.user, year)
        return Response(YearCandidateOut(queries.candidate_for(request.user, programme, code)).data)
