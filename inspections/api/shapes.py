"""Shapes that several operations answer with."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agencies.api import CodedOut
from inspections.models import Inspection
from inspections.workflow import Status

__all__ = ["CodedOut", "InspectionOut", "NamedOut", "PersonOut", "ReasonIn", "inspectorate_field"]


class PersonOut(serializers.Serializer[Any]):
    """A person by name."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class NamedOut(serializers.Serializer[Any]):
    """Something of the framework, by id and name."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField(source="__str__")
