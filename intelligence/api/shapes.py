"""Shapes that several operations of items answer with."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api import PersonOut
from agencies.api import CodedOut
from intelligence.models import Kind, Marking, Outcome, Source, Strand
from intelligence.queries import Held, Shown


class ItemOut(serializers.Serializer[Any]):
    """An item in a list. sent_at: null while it is a draft. version: of its words, as ETag has it."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Kind.choices)
    local_area = CodedOut()
    inspectorate = CodedOut(help_text="which shared it")
    author = PersonOut()
    strand = serializers.ChoiceField(choices=Strand.choices, allow_blank=True)
    topic = serializers.CharField(allow_blank=True, help_text="code of a topic")
    text = serializers.CharField(source="text.body")
    version = serializers.IntegerField(source="text.version")
    urgent = serializers.BooleanField()
    marking = serializers.ChoiceField(choices=Marking.choices, allow_blank=True)
    sent_at = serializers.DateTimeField(allow_null=True)
    corrected_at = serializers.DateTimeField(allow_null=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)


class ItemDecisionOut(serializers.Serializer[Any]):
    """One decision. version: of the words that were decided on. programme: a code."""

    id = serializers.IntegerField()
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    programme = serializers.CharField(allow_blank=True)
    reason = serializers.CharField()
    version = serializers.IntegerField()
    by = PersonOut()
    at = serializers.DateTimeField()


class HeldOut(serializers.Serializer[Any]):
    """One inspectorate that has the item. waits: what it has to do next, if anything."""

    inspectorate = CodedOut(source="delivery.inspectorate")
    delivered_at = serializers.DateTimeField(source="delivery.delivered_at")
    acknowledge_by = serializers.DateField(source="delivery.acknowledge_by")
    decide_by = serializers.DateField(source="delivery.decide_by")
    acknowledged_at = serializers.DateTimeField(source="delivery.acknowledged_at", allow_null=True)
    acknowledged_by = PersonOut(source="delivery.acknowledged_by", allow_null=True)
    acknowledged_version = serializers.IntegerField(source="delivery.acknowledged_version", allow_null=True)
    withdrawal_seen_at = serializers.DateTimeField(source="delivery.withdrawal_seen_at", allow_null=True)
    waits = serializers.SerializerMethodField()
    late = serializers.SerializerMethodField()
    decisions = ItemDecisionOut(many=True)

    @extend_schema_field(serializers.CharField(allow_blank=True))
    def get_waits(self, held: Held) -> str:
        """The word of it, or nothing."""
        return held.duty.waits.value if held.duty else ""

    @extend_schema_field(serializers.BooleanField())
    def get_late(self, held: Held) -> bool:
        """Its day has passed."""
        return held.duty is not None and held.duty.late


class ItemAgencyOut(CodedOut):
    """An agency that it is about, with the id by which an edit names it."""

    id = serializers.IntegerField()


class NamedOut(serializers.Serializer[Any]):
    """Something in words, as far as you may see it. href: the address of its page, or empty."""

    words = serializers.CharField()
    href = serializers.CharField(allow_blank=True)


class ItemDetailOut(ItemOut):
    """One item with everything that you may see of it."""

    source_kind = serializers.ChoiceField(choices=Source.choices)
    source_words = serializers.CharField(allow_blank=True)
    correction = serializers.CharField(allow_blank=True, help_text="what was wrong, since the last correction")
    withdrawn_why = serializers.CharField(allow_blank=True)
    agencies = ItemAgencyOut(many=True, source="shown.agencies")
    learned_from = NamedOut(source="shown.source", allow_null=True)
    learned_from_key = serializers.CharField(
        source="shown.source_key", allow_blank=True, help_text="which an edit names; to the people of its inspectorate alone"
    )
    held = HeldOut(many=True, source="shown.held")
    used_in = NamedOut(many=True, source="shown.used_in")


def detail(shown: Shown) -> Any:
    """An item's answer."""
    item = shown.item
    item.shown = shown  # type: ignore[attr-defined]  # -- read by ItemDetailOut
    return ItemDetailOut(item).data
