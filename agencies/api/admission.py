"""Invitations over the API. The link of one is in the e-mail to its person and nowhere else."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from agencies import commands, queries
from agencies.api.places import CodedOut
from agencies.models import Agency, Invitation, LocalArea, RoleKind
from jtai.api import In, ListOperation, OneOf, asked, body_of, listed, refusals
from jtai.errors import Invalid

STATES = ("open", "expired", "used", "withdrawn")


class InvitationOut(serializers.Serializer[Any]):
    """An invitation without its link."""

    id = serializers.IntegerField()
    email = serializers.EmailField()
    name = serializers.CharField()
    inspectorate = CodedOut(allow_null=True)
    local_area = CodedOut(allow_null=True)
    agency = CodedOut(allow_null=True)
    job_title = serializers.CharField()
    co_ordinator = serializers.BooleanField()
    roles = serializers.ListField(child=serializers.ChoiceField(choices=RoleKind.choices))
    invited_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    state = serializers.SerializerMethodField()

    def get_state(self, invitation: Invitation) -> str:
        """How it stands: open, expired, used or withdrawn."""
        return queries.state_of(invitation)


class InviteIn(In):
    """Somebody to invite. A system administrator names the organisation; everybody else's own is meant when none is named."""

    email = serializers.EmailField(max_length=254)
    name = serializers.CharField(max_length=150)
    job_title = serializers.CharField(max_length=120)
    inspectorate = serializers.SlugField(required=False, max_length=20, help_text="code")
    local_area = serializers.CharField(required=False, max_length=12, help_text="code")
    agency = OneOf("agencies", required=False, allow_null=True, default=None)
    co_ordinator = serializers.BooleanField(required=False, default=False)
    roles = serializers.ListField(
        child=serializers.ChoiceField(choices=RoleKind.choices), required=False, default=list, max_length=len(RoleKind.choices)
    )


class InvitationsAsked(serializers.Serializer[Any]):
    """How to narrow the list."""

    state = serializers.ChoiceField(required=False, allow_blank=True, choices=[(state, state) for state in STATES])


class InvitationsOperation(ListOperation):
    """Invitations into the viewer's organisation."""

    @extend_schema(
        operation_id="list_invitations",
        parameters=[InvitationsAsked],
        responses={200: InvitationOut(many=True), **refusals(400, 401, 404)},
        tags=["people"],
    )
    def get(self, request: SignedInCall) -> Response:
        """Newest first; none for those who manage nobody."""
        return listed(request, queries.invitations_of(request.user, **asked(request, InvitationsAsked)), InvitationOut)

    @extend_schema(
        operation_id="invite",
        request=InviteIn,
        responses={201: InvitationOut, **refusals(400, 401, 403, 404, 409, 422)},
        tags=["people"],
    )
    def post(self, request: SignedInCall) -> Response:
        """Send an invitation by e-mail."""
        sent = body_of(request, InviteIn, agencies=Agency.objects.all())
        invitation = commands.invite(**{**sent, **_organisation(request, sent)}, by=request.user)
        return Response(InvitationOut(invitation).data, status=status.HTTP_201_CREATED)


def _organisation(request: SignedInCall, sent: dict[str, Any]) -> dict[str, Any]:
    """The rows that the codes name; without any code the sender's own organisation."""
    code, area = sent.get("inspectorate"), sent.get("local_area")
    if not code and not area:
        realm = queries.realm_of(request.user)
        return {} if realm is None else realm.narrow()
    found: dict[str, Any] = {"inspectorate": None, "local_area": None}
    if code:
        found["inspectorate"] = queries.inspectorates().filter(code=code).first()
    if area:
        found["local_area"] = LocalArea.objects.filter(code=area).first()
    if (code and found["inspectorate"] is None) or (area and found["local_area"] is None):
        raise Invalid(_("There is no organisation with this code."), "inspectorate" if code else "local_area")
    return found


class InvitationOperation(APIView):
    """One invitation."""

    @extend_schema(operation_id="get_invitation", responses={200: InvitationOut, **refusals(401, 404)}, tags=["people"])
    def get(self, request: SignedInCall, pk: int) -> Response:
        """One of them."""
        return Response(InvitationOut(queries.invitation_for(request.user, pk)).data)

    @extend_schema(
        operation_id="withdraw_invitation",
        request=None,
        responses={200: InvitationOut, **refusals(401, 403, 404, 409)},
        tags=["people"],
    )
    def delete(self, request: SignedInCall, pk: int) -> Response:
        """Withdraw it: its link opens nothing any more."""
        invitation = commands.withdraw_invitation(queries.invitation_for(request.user, pk), by=request.user)
        return Response(InvitationOut(invitation).data)


class InvitationSendOperation(APIView):
    """Send one again."""

    @extend_schema(
        operation_id="send_invitation_again",
        request=None,
        responses={200: InvitationOut, **refusals(401, 403, 404, 409)},
        tags=["people"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """A new link for another fortnight; the former one opens nothing any more."""
        return Response(InvitationOut(commands.send_again(queries.invitation_for(request.user, pk), by=request.user)).data)
