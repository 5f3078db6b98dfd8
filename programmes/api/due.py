"""How a programme stands in a year, over the API."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import SignedInCall
from jtai.api import refusals
from programmes import policies, queries
from programmes.rules import State


class CoverageOut(serializers.Serializer[Any]):
    """How far a rule is kept. says: the rule. sentence: the same for people.

    Of breaches and recommendations `needed` are all, `done` those that are closed, and `planned` is 0. Where no rule of the
    programme speaks of them, `rule` is `followed:breach` or `followed:recommendation`.
    """

    rule = serializers.CharField()
    says = serializers.CharField()
    needed = serializers.IntegerField()
    done = serializers.IntegerField()
    planned = serializers.IntegerField()
    subjects = serializers.IntegerField()
    sentence = serializers.CharField()


class ProgrammeDutyOut(serializers.Serializer[Any]):
    """What a rule asks of one subject. subject: `agency:7` or `area:3`. by: null where no day is set. why: the whole of it in sentences.

    state: `enforcement` is a breach that is open and in enforcement, which is late on no day.
    activity: the one that did it or is planned for it; of a breach or recommendation, its own id.
    """

    rule = serializers.CharField(source="duty.rule")
    subject = serializers.CharField(source="duty.subject")
    name = serializers.CharField()
    kind = serializers.CharField()
    state = serializers.ChoiceField(choices=[(state.value, state.value) for state in State], source="duty.state")
    by = serializers.DateField(source="duty.by", allow_null=True)
    why = serializers.CharField(source="duty.why")
    activity = serializers.IntegerField(source="duty.activity", allow_null=True)


class DueOut(serializers.Serializer[Any]):
    """A programme in one year."""

    coverage = CoverageOut(many=True)
    duties = ProgrammeDutyOut(many=True, source="lines")


class DueOperation(APIView):
    """What is due."""

    @extend_schema(operation_id="get_programme_year_due", responses={200: DueOut, **refusals(403, 404)}, tags=["programmes"])
    def get(self, request: SignedInCall, code: str, year: int) -> Response:
        """Coverage and duties of a programme in the programme year that begins on 1 April of this calendar year."""
        found = queries.programme_for(request.user, code)
        policies.can_see_due.check(request.user, found)
        today = timezone.localdate()
        return Response(DueOut(queries.standing_of(found, queries.year_for(found, year, today), today)).data)
