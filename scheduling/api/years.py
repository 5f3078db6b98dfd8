"""The programme over the API: years, their places, dates before planning, planning."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from agencies.api import CodedOut
from agencies.models import LocalArea
from agencies.queries import local_areas
from inspections.commands import check_week_ahead
from inspections.models import FrameworkVersion
from inspections.queries import caseload, frameworks, topics
from inspections.workflow import Status
from jtai.api import CodeOf, Day, In, ListOperation, OneOf, Words, asked, body_of, listed, refusals
from scheduling import commands, policies, queries
from scheduling.bounds import FIRST_YEAR, LAST_YEAR, MOST_PLACES, NORMAL_PLACES, check_week_in_year
from scheduling.forms import LONGEST_REASON
from scheduling.models import ProgrammeYear


class YearIn(In):
    """A year to open. year: the calendar year in which it begins, on 1 April."""

    year = serializers.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR)
    target = serializers.IntegerField(min_value=1, max_value=MOST_PLACES, default=NORMAL_PLACES)


class YearOut(serializers.Serializer[Any]):
    """A programme year and how it stands, counted from the inspections that you may see.

    shortfall: null where you do not see every inspection of the year. why: the parts that it adds up from, as sentences.
    """

    year = serializers.IntegerField(source="year.year")
    name = serializers.CharField(source="year")
    target = serializers.IntegerField(source="year.target")
    planned = serializers.IntegerField()
    published = serializers.IntegerField(source="done")
    shortfall = serializers.IntegerField(source="known_shortfall", allow_null=True)
    why = serializers.ListField(child=serializers.CharField())


class PlaceOut(serializers.Serializer[Any]):
    """An inspection in its year."""

    id = serializers.IntegerField()
    local_area = CodedOut()
    framework = CodedOut()
    topic = CodedOut(allow_null=True)
    status = serializers.ChoiceField(choices=Status.choices)
    fieldwork_start = serializers.DateField()
    fieldwork_end = serializers.DateField()
    week_reason = serializers.CharField(allow_blank=True)


class YearsOperation(ListOperation):
    """The programme years."""

    @extend_schema(
        operation_id="list_programme_years",
        responses={200: YearOut(many=True), **refusals(401, 403, 404)},
        tags=["programme"],
    )
    def get(self, request: SignedInCall) -> Response:
        """Programme years, newest first."""
        return listed(request, queries.standings(request.user, list(queries.years())), YearOut)

    @extend_schema(
        operation_id="open_programme_year",
        request=YearIn,
        responses={201: YearOut, **refusals(400, 401, 403, 422)},
        tags=["programme"],
    )
    def post(self, request: SignedInCall) -> Response:
        """Open a programme year. Only for Ofsted's programme leads."""
        policies.can_own_year.check(request.user)
        year = commands.open_year(**body_of(request, YearIn), by=request.user)
        return Response(YearOut(queries.Standing(year)).data, status=status.HTTP_201_CREATED)


class YearOperation(APIView):
    """One programme year."""

    @extend_schema(operation_id="get_programme_year", responses={200: YearOut, **refusals(401, 403, 404)}, tags=["programme"])
    def get(self, request: SignedInCall, year: int) -> Response:
        """One programme year with its shortfall, and why."""
        programme = queries.year_for(request.user, year)
        return Response(YearOut(queries.standings(request.user, [programme])[0]).data)


class DatesFilter(serializers.Serializer[Any]):
    """Under which framework, from which day."""

    framework = serializers.SlugField(max_length=40, help_text="code of a framework version")
    fieldwork_start = Day(help_text="first day of fieldwork, a Monday")
    local_area = serializers.SlugField(
        max_length=40, required=False, help_text="code of a local area, to learn which rules of the year it would break"
    )

    def validate_framework(self, value: str) -> FrameworkVersion:
        """The version with this code."""
        found = frameworks().filter(code=value).first()
        if found is None:
            raise serializers.ValidationError(_("There is no framework version with this code."))
        return found

    def validate_local_area(self, value: str) -> LocalArea:
        """The local area with this code."""
        found = local_areas().filter(code=value).first()
        if found is None:
            raise serializers.ValidationError(_("There is no local area with this code."))
        return found


class DateOut(serializers.Serializer[Any]):
    """One date. day: null while it counts from a day that is not known yet."""

    name = serializers.CharField(source="label")
    day = serializers.DateField(allow_null=True)
    explanation = serializers.CharField()


class AgainstOut(serializers.Serializer[Any]):
    """What a local area would break in a week. broken: a sentence for each rule, which needs a reason; soft: what is to be known.

    asked_of: whose rules were asked, as a sentence.
    """

    broken = serializers.ListField(child=serializers.CharField())
    soft = serializers.ListField(child=serializers.CharField())
    asked_of = serializers.CharField()


class DatesOut(serializers.Serializer[Any]):
    """Every date in working days, and why the week should perhaps not stand.

    against: null where no local area was named, and for all but Ofsted's programme leads.
    """

    dates = DateOut(many=True)
    objections = serializers.ListField(child=serializers.CharField())
    against = AgainstOut(allow_null=True)


class DatesOperation(APIView):
    """Dates before anything is planned."""

    @extend_schema(
        operation_id="preview_dates",
        parameters=[DatesFilter],
        responses={200: DatesOut, **refusals(400, 401, 403, 404, 422)},
        tags=["programme"],
    )
    def get(self, request: SignedInCall, year: int) -> Response:
        """What a fieldwork week would mean: nothing is written."""
        programme = queries.year_for(request.user, year)
        chosen = asked(request, DatesFilter)
        check_week_in_year(programme.year, chosen["fieldwork_start"])
        against = _against(request, programme, chosen) if "local_area" in chosen else None
        return Response(DatesOut(queries.preview(chosen["framework"], chosen["fieldwork_start"], against)).data)


def _against(request: SignedInCall, programme: ProgrammeYear, chosen: dict[str, Any]) -> queries.AgainstByHand | None:
    one = queries.ByHand(chosen["local_area"], chosen["framework"], chosen["fieldwork_start"])
    return queries.against_by_hand(request.user, programme, one)


class PlaceIn(In):
    """An inspection to plan. week_reason: needed when something speaks against it: the calendar, or rules of the year.

    instead_of: an inspection that gave its place in the year back, which this one takes; instead_reason then says why.
    """

    local_area = CodeOf("areas")
    framework = CodeOf("frameworks")
    topic = CodeOf("topics", allow_null=True, default=None)
    fieldwork_start = Day()
    week_reason = Words(max_length=LONGEST_REASON, allow_blank=True, default="")
    instead_of = OneOf("given_back", allow_null=True, default=None)
    instead_reason = Words(max_length=LONGEST_REASON, allow_blank=True, default="")


class PlacesOperation(ListOperation):
    """The places of one year."""

    @extend_schema(
        operation_id="list_programme_year_inspections",
        responses={200: PlaceOut(many=True), **refusals(401, 403, 404)},
        tags=["programme"],
    )
    def get(self, request: SignedInCall, year: int) -> Response:
        """The inspections of the year that you may see, in the order of their weeks."""
        return listed(request, queries.inspections_of(request.user, queries.year_for(request.user, year)), PlaceOut)

    @extend_schema(
        operation_id="plan_inspection",
        request=PlaceIn,
        responses={201: PlaceOut, **refusals(400, 401, 403, 404, 409, 422)},
        tags=["programme"],
    )
    def post(self, request: SignedInCall, year: int) -> Response:
        """Give a local area a place in the year; every date is computed."""
        programme = queries.year_for(request.user, year)
        policies.can_own_year.check(request.user)
        rows = {"areas": local_areas(), "frameworks": frameworks(), "topics": topics()}
        chosen = body_of(request, PlaceIn, given_back=caseload(request.user), **rows)
        check_week_in_year(programme.year, chosen["fieldwork_start"])
        against = _against(request, programme, chosen)
        broken = against.broken if against else ()
        check_week_ahead(chosen["framework"], chosen["fieldwork_start"], chosen.get("week_reason", ""), broken)
        inspection = commands.place_inspection(programme, **chosen, broken=broken, by=request.user)
        return Response(PlaceOut(inspection).data, status=status.HTTP_201_CREATED)
