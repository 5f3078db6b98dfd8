"""One's own people, over the API: the same commands and rules as the pages."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from accounts.requests import SignedInCall
from agencies import commands, queries
from agencies.api.places import CodedOut, RoleOut
from agencies.models import RoleKind
from agencies.queries import Managed, PeopleFilter
from jtai.api import Day, In, ListOperation, OneOf, asked, body_of, listed, refusals


class HeldRoleOut(RoleOut):
    """A dated role with its id."""

    id = serializers.IntegerField()


class PastOut(serializers.Serializer[Any]):
    """An organisation to which the person belonged, as far as the viewer manages it."""

    inspectorate = CodedOut(allow_null=True)
    local_area = CodedOut(allow_null=True)
    agency = CodedOut(allow_null=True)
    job_title = serializers.CharField()
    since = serializers.DateField()
    until = serializers.DateField()


class PersonRowOut(serializers.Serializer[Any]):
    """One of the people whom the viewer manages. left: they are no longer here; where they went is not said."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    left = serializers.SerializerMethodField()
    inspectorate = serializers.SerializerMethodField()
    local_area = serializers.SerializerMethodField()
    agency = serializers.SerializerMethodField()
    job_title = serializers.SerializerMethodField()
    co_ordinator = serializers.SerializerMethodField()

    def _here(self, user: User) -> Any:
        return None if self.context["left"] else getattr(user, "membership", None)

    def get_left(self, user: User) -> bool:
        """True among those who left."""
        return self._here(user) is None

    @extend_schema_field(CodedOut(allow_null=True))
    def get_inspectorate(self, user: User) -> Any:
        """Null for people of a local area."""
        return _coded(self._here(user), "inspectorate")

    @extend_schema_field(CodedOut(allow_null=True))
    def get_local_area(self, user: User) -> Any:
        """Null for people of an inspectorate."""
        return _coded(self._here(user), "local_area")

    @extend_schema_field(CodedOut(allow_null=True))
    def get_agency(self, user: User) -> Any:
        """Within the local area."""
        return _coded(self._here(user), "agency")

    def get_job_title(self, user: User) -> str:
        """Empty for those who left."""
        here = self._here(user)
        return here.job_title if here else ""

    def get_co_ordinator(self, user: User) -> bool:
        """For the local area."""
        here = self._here(user)
        return bool(here and here.co_ordinator)


def _coded(owner: object, name: str) -> dict[str, str] | None:
    thing = getattr(owner, name, None)
    return None if thing is None else {"code": thing.code, "name": thing.name}


class ManagedOut(serializers.Serializer[Any]):
    """One person as far as their manager may know them. email: null for somebody who left."""

    id = serializers.IntegerField(source="user.pk")
    name = serializers.CharField(source="user.name")
    email = serializers.SerializerMethodField()
    inspectorate = serializers.SerializerMethodField()
    local_area = serializers.SerializerMethodField()
    agency = serializers.SerializerMethodField()
    job_title = serializers.CharField(source="membership.job_title", default="")
    co_ordinator = serializers.BooleanField(source="membership.co_ordinator", default=False)
    since = serializers.DateField(source="membership.since", default=None, allow_null=True)
    until = serializers.DateField(allow_null=True)
    roles = HeldRoleOut(many=True)
    past = PastOut(many=True)

    @extend_schema_field(serializers.EmailField(allow_null=True))
    def get_email(self, found: Managed) -> str | None:
        """Of one's own people only."""
        return found.user.email if found.membership is not None else None

    @extend_schema_field(CodedOut(allow_null=True))
    def get_inspectorate(self, found: Managed) -> Any:
        """Null for people of a local area."""
        return _coded(found.membership, "inspectorate")

    @extend_schema_field(CodedOut(allow_null=True))
    def get_local_area(self, found: Managed) -> Any:
        """Null for people of an inspectorate."""
        return _coded(found.membership, "local_area")

    @extend_schema_field(CodedOut(allow_null=True))
    def get_agency(self, found: Managed) -> Any:
        """Within the local area."""
        return _coded(found.membership, "agency")


class PeopleAsked(serializers.Serializer[Any]):
    """How to narrow the list."""

    text = serializers.CharField(required=False, allow_blank=True, max_length=100, help_text="part of a name or address")
    role = serializers.ChoiceField(required=False, allow_blank=True, choices=RoleKind.choices)
    agency = serializers.SlugField(required=False, allow_blank=True, max_length=80, help_text="code of an agency")
    left = serializers.BooleanField(required=False, default=False, help_text="those who left instead")
    sort = serializers.ChoiceField(required=False, allow_blank=True, choices=[("since", "newest first")])


class PeopleOperation(ListOperation):
    """The people whom the viewer manages."""

    @extend_schema(
        operation_id="list_people",
        parameters=[PeopleAsked],
        responses={200: PersonRowOut(many=True), **refusals(400, 401, 404)},
        tags=["people"],
    )
    def get(self, request: SignedInCall) -> Response:
        """Your own people by name; nobody for those who manage nobody."""
        wanted = PeopleFilter(**asked(request, PeopleAsked))
        return listed(request, queries.people_managed(request.user, wanted), PersonRowOut, left=wanted.left)


class ChangeIn(In):
    """How somebody is called and what they do there. name: left out, it stays. agency: id, for people of a local area."""

    name = serializers.CharField(max_length=150, required=False, allow_blank=True, default="")
    job_title = serializers.CharField(max_length=120)
    agency = OneOf("agencies", required=False, allow_null=True, default=None)
    co_ordinator = serializers.BooleanField(required=False, default=False)


class PersonOperation(APIView):
    """One of them."""

    @extend_schema(operation_id="get_person", responses={200: ManagedOut, **refusals(401, 404)}, tags=["people"])
    def get(self, request: SignedInCall, pk: int) -> Response:
        """One of your own people, with roles and history."""
        return Response(ManagedOut(queries.person_for(request.user, pk)).data)

    @extend_schema(
        operation_id="change_person",
        request=ChangeIn,
        responses={200: ManagedOut, **refusals(400, 401, 403, 404, 409, 422)},
        tags=["people"],
    )
    def put(self, request: SignedInCall, pk: int) -> Response:
        """Change name, job title, agency and co-ordinating part."""
        user = queries.member_for(request.user, pk)
        agencies = queries.agencies_to_choose(queries.realm_within(user))
        commands.change_membership(user, **body_of(request, ChangeIn, agencies=agencies), by=request.user)
        return Response(ManagedOut(queries.person_for(request.user, pk)).data)


class LeaveOperation(APIView):
    """Somebody has left."""

    @extend_schema(operation_id="leave", request=None, responses={204: None, **refusals(401, 403, 404, 409)}, tags=["people"])
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Sessions, tokens, roles, places and grants end at once. What they wrote stays theirs by name."""
        commands.leave(queries.member_for(request.user, pk), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class RoleIn(In):
    """A role to give. title: as it is printed under a report, for signatories. valid_from: today or earlier."""

    kind = serializers.ChoiceField(choices=RoleKind.choices)
    title = serializers.CharField(max_length=160, required=False, allow_blank=True, default="")
    valid_from = Day(required=False, allow_null=True, default=None)


class RolesOperation(APIView):
    """The roles of one person."""

    @extend_schema(
        operation_id="give_role",
        request=RoleIn,
        responses={201: HeldRoleOut, **refusals(400, 401, 403, 404, 409, 422)},
        tags=["people"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Give a role."""
        user = queries.member_for(request.user, pk)
        role = commands.give_role(user, **body_of(request, RoleIn), by=request.user)
        return Response(HeldRoleOut(role).data, status=status.HTTP_201_CREATED)


class RoleOperation(APIView):
    """One role of one person."""

    @extend_schema(
        operation_id="end_role", request=None, responses={200: HeldRoleOut, **refusals(401, 403, 404, 409)}, tags=["people"]
    )
    def delete(self, request: SignedInCall, pk: int, role: int) -> Response:
        """End it today. It stays on record."""
        held = queries.role_for(queries.member_for(request.user, pk), role)
        return Response(HeldRoleOut(commands.end_role(held, by=request.user)).data)
