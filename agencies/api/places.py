"""Who and where, over the API: oneself, inspectorates, agencies, local areas. Everybody who is signed in may read it."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from accounts.requests import SignedInCall
from agencies import queries
from agencies.models import Agency, Inspectorate, LocalArea, RoleKind
from jtai.api import ListOperation, asked, listed, refusals


class CodedOut(serializers.Serializer[Any]):
    """Something with a code and a name."""

    code = serializers.CharField()
    name = serializers.CharField()


class RoleOut(serializers.Serializer[Any]):
    """A dated role."""

    kind = serializers.ChoiceField(choices=RoleKind.choices)
    title = serializers.CharField(allow_blank=True)
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)


class MeOut(serializers.Serializer[Any]):
    """The person who is signed in."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    email = serializers.EmailField()
    is_system_administrator = serializers.BooleanField()
    inspectorate = serializers.SerializerMethodField()
    local_area = serializers.SerializerMethodField()
    agency = serializers.SerializerMethodField()
    job_title = serializers.SerializerMethodField()
    co_ordinator = serializers.SerializerMethodField()
    roles = serializers.SerializerMethodField()

    @extend_schema_field(CodedOut(allow_null=True))
    def get_inspectorate(self, user: User) -> Any:
        """The inspectorate for which the person acts."""
        return _coded(queries.membership_of(user), "inspectorate")

    @extend_schema_field(CodedOut(allow_null=True))
    def get_local_area(self, user: User) -> Any:
        """The local area for which the person answers."""
        return _coded(queries.membership_of(user), "local_area")

    @extend_schema_field(CodedOut(allow_null=True))
    def get_agency(self, user: User) -> Any:
        """The agency inside that local area."""
        return _coded(queries.membership_of(user), "agency")

    def get_job_title(self, user: User) -> str:
        """Empty for people without an organisation."""
        membership = queries.membership_of(user)
        return membership.job_title if membership else ""

    def get_co_ordinator(self, user: User) -> bool:
        """Whether the person co-ordinates for the local area."""
        membership = queries.membership_of(user)
        return membership is not None and membership.co_ordinator

    @extend_schema_field(RoleOut(many=True))
    def get_roles(self, user: User) -> Any:
        """The roles held today."""
        return RoleOut(queries.roles_now(user), many=True).data


def _coded(owner: object, name: str) -> dict[str, str] | None:
    thing = getattr(owner, name, None)
    return None if thing is None else {"code": thing.code, "name": thing.name}


class MeOperation(APIView):
    """Oneself."""

    @extend_schema(operation_id="get_me", responses={200: MeOut, **refusals(401)}, tags=["session"])
    def get(self, request: SignedInCall) -> Response:
        """Who you are, for whom you act and which roles you hold."""
        return Response(MeOut(request.user).data)


class InspectorateOut(CodedOut):
    """An inspectorate with the kinds of agency in its remit. position: the order in which they sign."""

    short_name = serializers.CharField()
    position = serializers.IntegerField()
    remit = CodedOut(many=True, source="remit.all")


class InspectoratesOperation(ListOperation):
    """All inspectorates."""

    @extend_schema(
        operation_id="list_inspectorates", responses={200: InspectorateOut(many=True), **refusals(401, 404)}, tags=["agencies"]
    )
    def get(self, request: SignedInCall) -> Response:
        """The inspectorates in the order in which they sign."""
        return listed(request, queries.inspectorates(), InspectorateOut)


class InspectorateOperation(APIView):
    """One inspectorate."""

    @extend_schema(operation_id="get_inspectorate", responses={200: InspectorateOut, **refusals(401, 404)}, tags=["agencies"])
    def get(self, request: SignedInCall, code: str) -> Response:  # noqa: ARG002 -- the framework calls it with one
        """One inspectorate by its code."""
        return Response(InspectorateOut(queries.inspectorate_for(code)).data)


class AgencyOut(CodedOut):
    """A body that is inspected. areas: how many local areas it serves. inspectorate: the code of the one whose remit it is."""

    kind = CodedOut()
    statutory = serializers.BooleanField(source="kind.statutory")
    inspectorate = serializers.SerializerMethodField()
    areas = serializers.IntegerField()
    demonstration = serializers.BooleanField()

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_inspectorate(self, agency: Agency) -> str | None:
        """None for a kind that no inspectorate looks at."""
        return agency.kind.inspectorate.code if agency.kind.inspectorate else None


class AgencyDetailOut(AgencyOut):
    """An agency with the local areas that it serves."""

    local_areas = serializers.SerializerMethodField()

    @extend_schema_field(CodedOut(many=True))
    def get_local_areas(self, agency: Agency) -> Any:
        """By name."""
        served = sorted((row.local_area for row in agency.partnerships.all()), key=lambda area: area.name)
        return CodedOut(served, many=True).data


def _check(value: str, known: Any, sentence: str) -> str:
    if value and not known.filter(code=value).exists():
        raise serializers.ValidationError(sentence)
    return value


class AgencyFilter(serializers.Serializer[Any]):
    """How to narrow the list of agencies."""

    text = serializers.CharField(required=False, allow_blank=True, max_length=100, help_text="part of the name")
    kind = serializers.SlugField(required=False, allow_blank=True, max_length=40, help_text="code of a kind of agency")
    inspectorate = serializers.SlugField(required=False, allow_blank=True, max_length=20, help_text="code of an inspectorate")
    local_area = serializers.SlugField(required=False, allow_blank=True, max_length=12, help_text="code of a local area")
    demonstration = serializers.BooleanField(
        required=False, allow_null=True, default=None, help_text="only invented, or only real"
    )

    def validate_kind(self, value: str) -> str:
        """Only kinds that there are."""
        return _check(value, queries.agency_kinds(), "There is no kind of agency with this code.")

    def validate_inspectorate(self, value: str) -> str:
        """Only inspectorates that there are."""
        return _check(value, Inspectorate.objects, "There is no inspectorate with this code.")

    def validate_local_area(self, value: str) -> str:
        """Only areas that there are."""
        return _check(value, LocalArea.objects, "There is no local area with this code.")


class AgenciesOperation(ListOperation):
    """The agencies."""

    @extend_schema(
        operation_id="list_agencies",
        parameters=[AgencyFilter],
        responses={200: AgencyOut(many=True), **refusals(400, 401, 404)},
        tags=["agencies"],
    )
    def get(self, request: SignedInCall) -> Response:
        """Agencies by name."""
        return listed(request, queries.agencies(**asked(request, AgencyFilter)), AgencyOut)


class AgencyOperation(APIView):
    """One agency."""

    @extend_schema(operation_id="get_agency", responses={200: AgencyDetailOut, **refusals(401, 404)}, tags=["agencies"])
    def get(self, request: SignedInCall, code: str) -> Response:  # noqa: ARG002 -- the framework calls it with one
        """One agency with the local areas that it serves."""
        return Response(AgencyDetailOut(queries.agency_for(code)).data)


class LocalAreaOut(CodedOut):
    """The footprint of an upper-tier local authority. deprivation_rank: 1 is most deprived."""

    official_name = serializers.CharField()
    type = serializers.CharField()
    region = CodedOut()
    population_0_17 = serializers.IntegerField()
    population_year = serializers.IntegerField()
    deprivation_score = serializers.DecimalField(max_digits=5, decimal_places=2)
    deprivation_rank = serializers.IntegerField()
    demonstration = serializers.BooleanField()


class PartnerOut(CodedOut):
    """An agency of one partnership. share: per cent of the area's neighbourhoods that a care board serves."""

    kind = CodedOut()
    statutory = serializers.BooleanField(source="kind.statutory")
    inspectorate = serializers.CharField(source="kind.inspectorate.code", allow_null=True, default=None)
    share = serializers.DecimalField(max_digits=5, decimal_places=1, allow_null=True)


class LocalAreaDetailOut(LocalAreaOut):
    """A local area with its partnership."""

    partnership = serializers.CharField(source="partnership.name", allow_null=True, default=None)
    agencies = serializers.SerializerMethodField()

    @extend_schema_field(PartnerOut(many=True))
    def get_agencies(self, area: LocalArea) -> Any:
        """The statutory partners first."""
        return PartnerOut(queries.partnership_agencies(area), many=True).data


class LocalAreaFilter(serializers.Serializer[Any]):
    """How to narrow the list of local areas."""

    text = serializers.CharField(required=False, allow_blank=True, max_length=100, help_text="part of the name")
    region = serializers.SlugField(required=False, allow_blank=True, max_length=60, help_text="code of a region")
    type = serializers.SlugField(required=False, allow_blank=True, max_length=40, help_text="type of local authority")
    demonstration = serializers.BooleanField(
        required=False, allow_null=True, default=None, help_text="only invented, or only real"
    )

    def validate_region(self, value: str) -> str:
        """Only regions that there are."""
        return _check(value, queries.regions(), "There is no region with this code.")

    def validate_type(self, value: str) -> str:
        """Only types that there are."""
        if value and value not in queries.area_types():
            raise serializers.ValidationError("There is no such type of local area.")
        return value


class LocalAreasOperation(ListOperation):
    """The local areas."""

    @extend_schema(
        operation_id="list_local_areas",
        parameters=[LocalAreaFilter],
        responses={200: LocalAreaOut(many=True), **refusals(400, 401, 404)},
        tags=["agencies"],
    )
    def get(self, request: SignedInCall) -> Response:
        """Local areas by name."""
        return listed(request, queries.local_areas(queries.AreaFilter(**asked(request, LocalAreaFilter))), LocalAreaOut)


class LocalAreaOperation(APIView):
    """One local area."""

    @extend_schema(operation_id="get_local_area", responses={200: LocalAreaDetailOut, **refusals(401, 404)}, tags=["agencies"])
    def get(self, request: SignedInCall, code: str) -> Response:  # noqa: ARG002 -- the framework calls it with one
        """One local area with the agencies of its partnership."""
        return Response(LocalAreaDetailOut(queries.local_area_for(code)).data)
