"""Revisions over the API: the shapes that every room with texts answers with."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api import PersonOut
from jtai.api import In, Words
from writing.models import Revision

BIGGEST_VERSION = 999_999_999


class FieldValueOut(serializers.Serializer[Any]):
    """Another field that came with the words. value: as text; null: empty."""

    name = serializers.CharField()
    value = serializers.CharField(allow_null=True)


class RevisionOut(serializers.Serializer[Any]):
    """What one person wrote at one time. kept_beside: they had started from an older version than stood."""

    id = serializers.IntegerField()
    number = serializers.IntegerField()
    base = serializers.IntegerField(help_text="the version from which the writer started")
    body = serializers.CharField(allow_blank=True)
    sha256 = serializers.CharField(help_text="of the words, in UTF-8")
    values = serializers.SerializerMethodField()
    author = PersonOut()
    at = serializers.DateTimeField()
    kept_beside = serializers.BooleanField()
    settled_at = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(FieldValueOut(many=True))
    def get_values(self, revision: Revision) -> Any:
        """By name."""
        return [{"name": name.removesuffix("_id"), "value": _said(value)} for name, value in sorted(revision.values.items())]


def _said(value: Any) -> str | None:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return None if value is None else str(value)


class SettleIn(In):
    """Which version stands. base: the version that stood when you looked. merged: the words, when keep is "merged"."""

    keep = serializers.ChoiceField(choices=["mine", "current", "merged"])
    base = serializers.IntegerField(min_value=0, max_value=BIGGEST_VERSION)
    merged = Words(required=False, allow_blank=True, default="")


class SettledOut(serializers.Serializer[Any]):
    """The words that stand."""

    text = serializers.CharField(source="body")
    version = serializers.IntegerField()
