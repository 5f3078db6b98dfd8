"""Breaches, recommendations, and what is looked at next time."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from accounts.requests import SignedInCall
from audit.reads import note_listed
from jtai.api import (
    ETAG,
    IF_MATCH,
    CodeOf,
    Day,
    In,
    ListOperation,
    OneOf,
    Words,
    body_of,
    kept_beside,
    listed,
    refusals,
    tagged,
    version_from,
)
from programmes import commands, policies, queries
from programmes.api.activities import own
from programmes.api.shapes import BreachOut, CheckItemOut, RecommendationOut
from programmes.forms.following import LONGEST_STANDARD
from programmes.models import Addressee, Breach, BreachState, Recommendation, RecommendationState


def breach_told(user: User, pk: int, code: int = status.HTTP_200_OK) -> Response:
    """One breach as it stands, with the tag of its version where earlier ones are theirs to know."""
    found = queries.breach_for(user, pk)
    return tagged(BreachOut(found).data, _version(user, found), code)


def recommendation_told(user: User, pk: int, code: int = status.HTTP_200_OK) -> Response:
    """One recommendation likewise."""
    found = queries.recommendation_for(user, pk)
    return tagged(RecommendationOut(found).data, _version(user, found), code)


def _version(user: User, found: Breach | Recommendation) -> int | None:
    return found.text.version if policies.can_see_inside(user, found.activity) else None


class BreachFieldsIn(In):
    """A breach of a safeguarding standard."""

    agency = CodeOf("bodies")
    standard = Words(max_length=LONGEST_STANDARD)
    words = Words()
    found_on = Day()
    address_by = Day()


class BreachIn(BreachFieldsIn):
    """A new one. client_id: sent twice, it is recorded once."""

    client_id = serializers.UUIDField(required=False, allow_null=True, default=None)


class BreachEditIn(BreachFieldsIn):
    """The same in other words. reason: needed once it is no longer open."""

    reason = Words(required=False, allow_blank=True, default="")


class BreachesOperation(APIView):
    """Breaches of an activity."""

    @extend_schema(
        operation_id="add_breach",
        parameters=[ETAG],
        request=BreachIn,
        responses={201: BreachOut, **refusals(403, 404, 409, 422)},
        tags=["following"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Record a breach that an activity found."""
        found = own(request, pk)
        sent = body_of(request, BreachIn, bodies=queries.bodies_in_remit(found))
        added = commands.add_breach(found, **sent, by=request.user)
        return breach_told(request.user, added.pk, status.HTTP_201_CREATED)


class BreachStepIn(In):
    """A step, its day, and what was done."""

    step = serializers.ChoiceField(choices=["address", "enforce", "resolve"])
    on = Day()
    note = Words()


class WhyIn(In):
    """Why something is undone."""

    reason = Words()


class BreachUndoIn(WhyIn):
    """Which step is undone: the state that you saw. Another one by now: 409."""

    state = serializers.ChoiceField(choices=BreachState.choices)


class RecommendationUndoIn(WhyIn):
    """The same of a recommendation."""

    state = serializers.ChoiceField(choices=RecommendationState.choices)


class BreachOperation(APIView):
    """One breach."""

    @extend_schema(
        operation_id="get_breach", parameters=[ETAG], responses={200: BreachOut, **refusals(404)}, tags=["following"]
    )
    def get(self, request: SignedInCall, pk: int) -> Response:
        """One breach."""
        return breach_told(request.user, pk)

    @extend_schema(
        operation_id="edit_breach",
        parameters=[ETAG, IF_MATCH],
        request=BreachEditIn,
        responses={200: BreachOut, **refusals(403, 404, 412, 422, 428)},
        tags=["following"],
    )
    def put(self, request: SignedInCall, pk: int) -> Response:
        """Save other words or days that started from the version in If-Match. A stale save is kept beside (412)."""
        found = queries.breach_for(request.user, pk)
        policies.can_record.check(request.user, found.activity.programme)
        base = version_from(request)
        sent = body_of(request, BreachEditIn, bodies=queries.bodies_in_remit(found.activity, also=found.agency_id))
        saved = commands.edit_breach(found, base=base, **sent, by=request.user)
        return kept_beside(saved.kept.pk) if saved.kept is not None else breach_told(request.user, pk)

    @extend_schema(
        operation_id="follow_breach",
        parameters=[ETAG],
        request=BreachStepIn,
        responses={200: BreachOut, **refusals(403, 404, 409, 422)},
        tags=["following"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Record that it was addressed, that it is enforced, or that enforcement is resolved."""
        found = queries.breach_for(request.user, pk)
        policies.can_record.check(request.user, found.activity.programme)
        commands.follow_breach(found, **body_of(request, BreachStepIn), by=request.user)
        return breach_told(request.user, pk)


class BreachReopenOperation(APIView):
    """One step back."""

    @extend_schema(
        operation_id="reopen_breach",
        parameters=[ETAG],
        request=BreachUndoIn,
        responses={200: BreachOut, **refusals(403, 404, 409, 422)},
        tags=["following"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Undo the last step of a breach."""
        found = queries.breach_for(request.user, pk)
        policies.can_record.check(request.user, found.activity.programme)
        commands.reopen_breach(found, **body_of(request, BreachUndoIn), by=request.user)
        return breach_told(request.user, pk)


class RecommendationFieldsIn(In):
    """A recommendation. addressee: empty says commissioner for bodies that commission, else provider."""

    agency = CodeOf("bodies")
    addressee = serializers.ChoiceField(choices=Addressee.choices, required=False, allow_blank=True, default="")
    words = Words()
    due_on = Day(required=False, allow_null=True, default=None)


class RecommendationIn(RecommendationFieldsIn):
    """A new one. client_id: sent twice, it is recorded once."""

    client_id = serializers.UUIDField(required=False, allow_null=True, default=None)


class RecommendationEditIn(RecommendationFieldsIn):
    """The same in other words. reason: needed once it is closed."""

    reason = Words(required=False, allow_blank=True, default="")


class RecommendationsOperation(APIView):
    """Recommendations of an activity."""

    @extend_schema(
        operation_id="add_recommendation",
        parameters=[ETAG],
        request=RecommendationIn,
        responses={201: RecommendationOut, **refusals(403, 404, 409, 422)},
        tags=["following"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Recommend something to an agency."""
        found = own(request, pk)
        sent = body_of(request, RecommendationIn, bodies=queries.bodies_of(found))
        added = commands.add_recommendation(found, **sent, by=request.user)
        return recommendation_told(request.user, added.pk, status.HTTP_201_CREATED)


class CloseIn(In):
    """How it was closed."""

    met = serializers.BooleanField()
    on = Day()
    note = Words()


class RecommendationOperation(APIView):
    """One recommendation."""

    @extend_schema(
        operation_id="get_recommendation",
        parameters=[ETAG],
        responses={200: RecommendationOut, **refusals(404)},
        tags=["following"],
    )
    def get(self, request: SignedInCall, pk: int) -> Response:
        """One recommendation."""
        return recommendation_told(request.user, pk)

    @extend_schema(
        operation_id="edit_recommendation",
        parameters=[ETAG, IF_MATCH],
        request=RecommendationEditIn,
        responses={200: RecommendationOut, **refusals(403, 404, 412, 422, 428)},
        tags=["following"],
    )
    def put(self, request: SignedInCall, pk: int) -> Response:
        """Save other words or another day that started from the version in If-Match. A stale save is kept beside (412)."""
        found = queries.recommendation_for(request.user, pk)
        policies.can_record.check(request.user, found.activity.programme)
        base = version_from(request)
        sent = body_of(request, RecommendationEditIn, bodies=queries.bodies_of(found.activity, also=found.agency_id))
        saved = commands.edit_recommendation(found, base=base, **sent, by=request.user)
        return kept_beside(saved.kept.pk) if saved.kept is not None else recommendation_told(request.user, pk)

    @extend_schema(
        operation_id="close_recommendation",
        parameters=[ETAG],
        request=CloseIn,
        responses={200: RecommendationOut, **refusals(403, 404, 409, 422)},
        tags=["following"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Close it as met or not met, with what was seen."""
        found = queries.recommendation_for(request.user, pk)
        policies.can_record.check(request.user, found.activity.programme)
        commands.close_recommendation(found, **body_of(request, CloseIn), by=request.user)
        return recommendation_told(request.user, pk)


class RecommendationReopenOperation(APIView):
    """Open again."""

    @extend_schema(
        operation_id="reopen_recommendation",
        parameters=[ETAG],
        request=RecommendationUndoIn,
        responses={200: RecommendationOut, **refusals(403, 404, 409, 422)},
        tags=["following"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Open a closed recommendation again."""
        found = queries.recommendation_for(request.user, pk)
        policies.can_record.check(request.user, found.activity.programme)
        commands.reopen_recommendation(found, **body_of(request, RecommendationUndoIn), by=request.user)
        return recommendation_told(request.user, pk)


class LookIn(In):
    """What was seen, in which activity and when. client_id: sent twice, it is recorded once."""

    activity = OneOf("where")
    seen = Words()
    seen_on = Day()
    client_id = serializers.UUIDField(required=False, allow_null=True, default=None)


class CheckItemsOperation(ListOperation):
    """What is to be looked at."""

    @extend_schema(
        operation_id="list_check_items", responses={200: CheckItemOut(many=True), **refusals(403, 404)}, tags=["following"]
    )
    def get(self, request: SignedInCall) -> Response:
        """What your inspectorate's programmes are to look at, or looked at."""
        policies.can_see_programmes.check(request.user)
        answer = listed(request, queries.with_looks(queries.check_items_seen(request.user)), CheckItemOut)
        note_listed(request, (f"check-item:{row['id']}" for row in answer.data["results"]))
        return answer


class CheckItemOperation(APIView):
    """One thing to look at."""

    @extend_schema(operation_id="get_check_item", responses={200: CheckItemOut, **refusals(404)}, tags=["following"])
    def get(self, request: SignedInCall, pk: int) -> Response:
        """One thing to look at."""
        return Response(CheckItemOut(queries.check_item_for(request.user, pk)).data)

    @extend_schema(
        operation_id="look_at_check_item",
        request=LookIn,
        responses={201: CheckItemOut, **refusals(403, 404, 422)},
        tags=["following"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Record what was seen of it. It is kept beside every look before it."""
        item = queries.check_item_for(request.user, pk)
        sent = body_of(request, LookIn, where=queries.where_looked(request.user, item))
        commands.look_at_check_item(item, **sent, by=request.user)
        return Response(CheckItemOut(queries.check_item_for(request.user, pk)).data, status=status.HTTP_201_CREATED)
