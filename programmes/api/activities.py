"""One activity: changed without losing anybody's words, taken along, judged, with its report."""

from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from accounts.requests import SignedInCall
from files.api import BYTES, FileIn, bytes_of
from files.response import respond
from jtai.api import (
    ETAG,
    IF_MATCH,
    Day,
    In,
    ListOperation,
    Whatever,
    Words,
    body_of,
    kept_beside,
    listed,
    refusals,
    tagged,
    version_from,
)
from programmes import commands, policies, queries
from programmes.api.shapes import ActivityDetailOut, ActivityFieldsIn, JudgementIn
from programmes.forms.activities import LONGEST_LINE
from programmes.models import Activity, ScaleValue, Standing
from writing.api import RevisionOut, SettledOut, SettleIn

MOST_JUDGED = 100


def told(user: User, pk: int, status_code: int = status.HTTP_200_OK) -> Response:
    """One activity as this person sees it, with the tag of its version where earlier ones are theirs to know."""
    found: Any = queries.activity_for(user, pk)
    found.inside = found if policies.can_see_inside(user, found) else None
    return tagged(ActivityDetailOut(found).data, found.text.version if found.inside else None, status_code)


def own(request: SignedInCall, pk: int) -> Activity:
    """One that this person's inspectorate records; NotAllowed where they only see it."""
    found = queries.activity_for(request.user, pk)
    policies.can_see_inside.check(request.user, found)
    return found


class ActivityOperation(APIView):
    """One activity."""

    @extend_schema(
        operation_id="get_activity", parameters=[ETAG], responses={200: ActivityDetailOut, **refusals(404)}, tags=["activities"]
    )
    def get(self, request: SignedInCall, pk: int) -> Response:
        """One activity with its judgements, breaches and recommendations."""
        return told(request.user, pk)

    @extend_schema(
        operation_id="edit_activity",
        parameters=[ETAG, IF_MATCH],
        request=ActivityFieldsIn,
        responses={200: ActivityDetailOut, **refusals(403, 404, 409, 412, 422, 428)},
        tags=["activities"],
    )
    def put(self, request: SignedInCall, pk: int) -> Response:
        """Save what started from the version in If-Match. A stale save is kept beside (412)."""
        found = own(request, pk)
        base = version_from(request)
        sent = body_of(request, ActivityFieldsIn, kinds=queries.kinds_of(found.programme))
        saved = commands.edit_activity(found, base=base, **sent, by=request.user)
        return kept_beside(saved.kept.pk) if saved.kept is not None else told(request.user, pk)


class DoneIn(In):
    """From when to when it took place."""

    starts_on = Day()
    ends_on = Day()


class PublishIn(In):
    """When it was published."""

    published_on = Day()


class CancelIn(In):
    """Why it will not take place."""

    reason = Words(max_length=LONGEST_LINE)


class TakeBackIn(In):
    """Which step is undone: the standing that you saw."""

    standing = serializers.ChoiceField(choices=Standing.choices)


class ActivityDoneOperation(APIView):
    """Done."""

    @extend_schema(
        operation_id="mark_activity_done",
        parameters=[ETAG],
        request=DoneIn,
        responses={200: ActivityDetailOut, **refusals(403, 404, 409, 422)},
        tags=["activities"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """It took place."""
        commands.mark_done(own(request, pk), **body_of(request, DoneIn), by=request.user)
        return told(request.user, pk)


class ActivityPublishOperation(APIView):
    """Published."""

    @extend_schema(
        operation_id="publish_activity",
        parameters=[ETAG],
        request=PublishIn,
        responses={200: ActivityDetailOut, **refusals(403, 404, 409, 422)},
        tags=["activities"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """What came of it was published."""
        commands.publish_activity(own(request, pk), **body_of(request, PublishIn), by=request.user)
        return told(request.user, pk)


class ActivityCancelOperation(APIView):
    """Cancelled."""

    @extend_schema(
        operation_id="cancel_activity",
        parameters=[ETAG],
        request=CancelIn,
        responses={200: ActivityDetailOut, **refusals(403, 404, 409, 422)},
        tags=["activities"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """It will not take place."""
        commands.cancel_activity(own(request, pk), **body_of(request, CancelIn), by=request.user)
        return told(request.user, pk)


class ActivityTakeBackOperation(APIView):
    """One step back."""

    @extend_schema(
        operation_id="take_back_activity",
        parameters=[ETAG],
        request=TakeBackIn,
        responses={200: ActivityDetailOut, **refusals(403, 404, 409)},
        tags=["activities"],
    )
    def post(self, request: SignedInCall, pk: int) -> Response:
        """Undo a cancellation, a publication, or that it was done."""
        commands.take_back(own(request, pk), **body_of(request, TakeBackIn), by=request.user)
        return told(request.user, pk)


class JudgementsIn(In):
    """All judgements of an activity; those that are not named are taken out.

    before: what `inside.judgements_mark` was when you read them; left out while nothing was judged.
    """

    judgements = serializers.ListField(child=JudgementIn(), max_length=MOST_JUDGED)
    before = Words(max_length=queries.MARK, required=False, allow_blank=True, default="")


class JudgementsOperation(APIView):
    """Judgements."""

    @extend_schema(
        operation_id="judge_activity",
        parameters=[ETAG],
        request=JudgementsIn,
        responses={200: ActivityDetailOut, **refusals(403, 404, 409, 422)},
        tags=["activities"],
    )
    def put(self, request: SignedInCall, pk: int) -> Response:
        """Record all its judgements, by the scales of the programme and what it judges on that day."""
        found = own(request, pk)
        judged = found.programme.judgement_areas.select_related("scale")
        sent = body_of(request, JudgementsIn, judged=judged, values=ScaleValue.objects.all())
        judgements = {row["area"]: row["value"] for row in sent["judgements"]}
        commands.judge(found, judgements=judgements, before=sent["before"], by=request.user)
        return told(request.user, pk)


class ReportOperation(APIView):
    """The report."""

    content_negotiation_class = Whatever

    @extend_schema(operation_id="get_activity_report", responses={**BYTES, **refusals(404, 409)}, tags=["activities"])
    def get(self, request: SignedInCall, pk: int) -> HttpResponseBase:
        """The bytes of the report, under its own type."""
        found = queries.activity_for(request.user, pk)
        if found.report is None:
            raise Http404
        return respond(found.report, filename=found.report_name)

    @extend_schema(
        operation_id="put_activity_report",
        parameters=[ETAG],
        request=FileIn,
        responses={200: ActivityDetailOut, **refusals(403, 404, 409, 422)},
        tags=["activities"],
    )
    def put(self, request: SignedInCall, pk: int) -> Response:
        """Attach the report, or replace it."""
        found = own(request, pk)
        sent = body_of(request, FileIn)
        commands.put_report(found, data=bytes_of(sent["content"]), name=sent["name"], by=request.user)
        return told(request.user, pk)

    @extend_schema(operation_id="remove_activity_report", responses={204: None, **refusals(403, 404, 409)}, tags=["activities"])
    def delete(self, request: SignedInCall, pk: int) -> Response:
        """Take the report away."""
        commands.remove_report(own(request, pk), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _inside(request: SignedInCall, pk: int) -> Activity:
    """404 for whoever only sees what is shared: that there were other words is not theirs to know."""
    found = queries.activity_for(request.user, pk)
    if not policies.can_see_inside(request.user, found):
        raise Http404
    return found


class ActivityRevisionsOperation(ListOperation):
    """The history of an activity."""

    @extend_schema(
        operation_id="list_activity_revisions", responses={200: RevisionOut(many=True), **refusals(404)}, tags=["activities"]
    )
    def get(self, request: SignedInCall, pk: int) -> Response:
        """Everything that was ever saved of an activity of your inspectorate, newest first."""
        return listed(request, queries.history_of(_inside(request, pk).text), RevisionOut)


class ActivitySettleOperation(APIView):
    """Settling."""

    @extend_schema(
        operation_id="settle_activity_revision",
        request=SettleIn,
        responses={200: SettledOut, **refusals(403, 404, 409, 412, 422)},
        tags=["activities"],
    )
    def post(self, request: SignedInCall, pk: int, revision: int) -> Response:
        """Say which of two versions stands: the one kept beside ("mine"), the current one, or words made from both."""
        found = _inside(request, pk)
        kept = get_object_or_404(queries.history_of(found.text), pk=revision)
        saved = commands.settle_versions(found, kept, **body_of(request, SettleIn), by=request.user)
        if saved.kept is not None:
            return kept_beside(saved.kept.pk)
        return tagged(SettledOut(saved.text).data, saved.text.version)
