"""Inspections: the list, one of them, and those that an area answers. They are planned in their programme year."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from accounts.requests import SignedInCall
from agencies.api import CodedOut
from inspections import access, queries
from inspections.api.shapes import InspectionOut, StopOut
from inspections.models import Inspection
from inspections.workflow import STEPS, Status
from jtai.api import ListOperation, asked, listed, refusals

FIRST_YEAR, LAST_YEAR = 2016, 2100
NEWEST_FIRST = "-fieldwork_start"
ORDERS = {
    NEWEST_FIRST: (NEWEST_FIRST, "-pk"),
    "fieldwork_start": ("fieldwork_start", "pk"),
    "local_area": ("local_area__name", NEWEST_FIRST),
    "-local_area": ("-local_area__name", NEWEST_FIRST),
}


class InspectionFilter(serializers.Serializer[Any]):
    """How to narrow and order the list of inspections."""

    text = serializers.CharField(required=False, allow_blank=True, max_length=100, help_text="part of the local area’s name")
    status = serializers.ChoiceField(choices=Status.choices, required=False)
    year = serializers.IntegerField(
        min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False, help_text="calendar year in which the programme year begins"
    )
    mine = serializers.BooleanField(required=False, default=False, help_text="only those on whose team you are now")
    ordering = serializers.ChoiceField(choices=list(ORDERS), required=False, default=NEWEST_FIRST)


class StepOut(serializers.Serializer[Any]):
    """A step that leads on from here. why_not: the sentence that keeps you from it now; empty: you may take it."""

    name = serializers.ChoiceField(choices=list(STEPS))
    text = serializers.CharField(source="step.label", help_text="what the button says")
    explains = serializers.CharField(source="step.explains")
    needs_reason = serializers.BooleanField(source="step.reason")
    why_not = serializers.CharField(allow_blank=True)


class TallyOut(serializers.Serializer[Any]):
    """What an inspection holds, as far as you may see it."""

    notes = serializers.IntegerField()
    findings = serializers.IntegerField()
    evaluations = serializers.IntegerField()
    children = serializers.IntegerField()


class InspectionDetailOut(InspectionOut):
    """An inspection with what you may do there. stopped: why it stands still or ended. tally: null when you may not see evidence."""

    week_reason = serializers.CharField(allow_blank=True)
    inspectorates = CodedOut(many=True, source="inspectorates.all")
    grants = serializers.ListField(child=serializers.CharField(), help_text="what your groups hold on it")
    steps = StepOut(many=True)
    stopped = StopOut(allow_null=True)
    tally = TallyOut(allow_null=True)


def told(inspection: Inspection, user: User) -> Response:
    """One inspection as this person sees it."""
    shown, stop = InspectionOut(inspection).data, queries.stop_of(inspection)
    beside = {
        "week_reason": inspection.week_reason,
        "inspectorates": CodedOut(inspection.inspectorates.all(), many=True).data,
        "grants": sorted(access.grants_of(user, inspection)),
        "steps": StepOut(queries.steps_for(user, inspection), many=True).data,
        "stopped": StopOut(stop).data if stop else None,
        "tally": None,
    }
    tally = queries.tally(user, inspection)
    if tally is not None:
        beside["tally"] = TallyOut(tally).data
    return Response({**shown, **beside})


class InspectionsOperation(ListOperation):
    """The inspections that one may see."""

    @extend_schema(
        operation_id="list_inspections",
        parameters=[InspectionFilter],
        responses={200: InspectionOut(many=True), **refusals(400, 404)},
        tags=["inspections"],
    )
    def get(self, request: SignedInCall) -> Response:
        """The inspections that you may see as a person of an inspectorate, newest fieldwork first."""
        wanted = asked(request, InspectionFilter)
        rows = queries.caseload(
            request.user,
            text=wanted.get("text", ""),
            status=wanted.get("status", ""),
            year=wanted.get("year"),
            mine=wanted["mine"],
        )
        return listed(request, rows.select_related("framework").order_by(*ORDERS[wanted["ordering"]]), InspectionOut)


class InspectionOperation(APIView):
    """One inspection."""

    @extend_schema(operation_id="get_inspection", responses={200: InspectionDetailOut, **refusals(404)}, tags=["inspections"])
    def get(self, request: SignedInCall, pk: int) -> Response:
        """One inspection: where it stands, what you hold there, and which steps lead on."""
        return told(queries.inspection_for(request.user, pk), request.user)


class ResponsesOperation(ListOperation):
    """The inspections that one answers."""

    @extend_schema(
        operation_id="list_responses", responses={200: InspectionOut(many=True), **refusals(404)}, tags=["responses"]
    )
    def get(self, request: SignedInCall) -> Response:
        """The inspections that you answer for your local area, since notification."""
        return listed(request, queries.answers_of(request.user), InspectionOut)
