"""Shapes that several operations answer with, and the rows that bodies may choose from."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from agencies.api import CodedOut
from agencies.queries import partnership_agencies
from inspections import queries
from inspections.models import Inspection
from inspections.workflow import Status
from jtai.api import Words


class StrandRefOut(serializers.Serializer[Any]):
    """A strand by name."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()


class CriterionRefOut(serializers.Serializer[Any]):
    """A criterion by title."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    title = serializers.CharField()


class ChildRefOut(serializers.Serializer[Any]):
    """A child by reference: T1, S4."""

    id = serializers.IntegerField()
    reference = serializers.CharField()


class InspectionOut(serializers.Serializer[Any]):
    """An inspection. It has no grade. programme_year: the calendar year in which its year of ten begins."""

    id = serializers.IntegerField()
    local_area = CodedOut()
    framework = CodedOut()
    topic = CodedOut(allow_null=True)
    programme_year = serializers.IntegerField()
    status = serializers.ChoiceField(choices=Status.choices)
    paused_from = serializers.ChoiceField(choices=Status.choices, allow_blank=True)
    fieldwork_start = serializers.DateField()
    fieldwork_end = serializers.DateField()
    notified_at = serializers.DateTimeField(allow_null=True)


class StopOut(serializers.Serializer[Any]):
    """That an inspection was paused, deferred or cancelled. reason: empty once it was erased."""

    at = serializers.DateTimeField()
    by = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)


def choices_of(inspection: Inspection) -> dict[str, QuerySet[Any]]:
    """What a note or finding of this inspection may name: strands, criteria, agencies of the area, children."""
    return {
        "strands": inspection.framework.strands.all(),
        "criteria": queries.criteria_of(inspection.framework),
        "agencies": partnership_agencies(inspection.local_area),
        "children": inspection.children.all(),
    }


def coded(wanted: dict[str, Any], *names: str) -> dict[str, str]:
    """Takes what was asked by code out of the filters, as lookups. The API names agencies and inspectorates by code alone."""
    return {f"{name}__code": wanted.pop(name) for name in names if name in wanted}


class Reason(Words):
    """A reason, of the length that its column holds."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 1000, **options})
