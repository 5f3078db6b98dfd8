"""The calendar of a year over the API: a line for each inspection and date."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.requests import SignedInCall
from agencies.api import CodedOut
from audit.reads import note_listed
from inspections.models import MilestoneKind
from inspections.workflow import Status
from jtai.api import ListOperation, asked, listed, refusals
from scheduling import queries
from scheduling.queries import CalendarFilter, How


class CalendarDateOut(serializers.Serializer[Any]):
    """One date of one inspection. day: on which it happened, else the one set by hand, else the computed one.

    silent: of a publication that is to come: the days without publications into which it falls, such as those before an election.
    """

    inspection = serializers.IntegerField(source="row.inspection.pk")
    local_area = CodedOut(source="row.inspection.local_area")
    topic = CodedOut(source="row.inspection.topic", allow_null=True)
    status = serializers.ChoiceField(source="row.inspection.status", choices=Status.choices)
    kind = serializers.ChoiceField(source="date.kind", choices=MilestoneKind.choices)
    day = serializers.DateField(source="date.day")
    how = serializers.ChoiceField(source="date.how", choices=How.choices)
    computed = serializers.DateField(source="date.computed", allow_null=True)
    override = serializers.DateField(source="date.override", allow_null=True)
    reason = serializers.CharField(source="date.reason", allow_blank=True)
    silent = serializers.CharField(allow_blank=True)


class CalendarAsked(serializers.Serializer[Any]):
    """What to narrow the calendar by. topic "front-door": inspections without a topic."""

    inspectorate = serializers.SlugField(required=False, max_length=40, help_text="code of an inspectorate that takes part")
    status = serializers.ChoiceField(required=False, choices=Status.choices)
    topic = serializers.SlugField(required=False, max_length=40, help_text="code of a topic, or front-door")


class CalendarOperation(ListOperation):
    """The dates of one year."""

    @extend_schema(
        operation_id="list_programme_year_calendar",
        parameters=[CalendarAsked],
        responses={200: CalendarDateOut(many=True), **refusals(400, 401, 403, 404)},
        tags=["programme"],
    )
    def get(self, request: SignedInCall, year: int) -> Response:
        """Every known date of the inspections of the year that you may see, in the order of their weeks."""
        calendar = queries.calendar_of(request.user, year, CalendarFilter(**asked(request, CalendarAsked)))
        note_listed(request, [row.inspection.stream for row in calendar.rows])
        dates = [(row, date) for row in calendar.rows for date in row.ordered]
        rows = [{"row": row, "date": date, "silent": calendar.silent_on(date)} for row, date in dates]
        return listed(request, rows, CalendarDateOut)
