"""What the operations answer with, and the bodies that several take."""

from typing import Any

from rest_framework import serializers

from accounts.api import PersonOut
from agencies.api import CodedOut
from jtai.api import CodeOf, Day, In, OneOf, Words
from programmes import queries
from programmes.forms.activities import LONGEST_LINE, LONGEST_REFERENCE
from programmes.models import (
    Activity,
    Addressee,
    BreachState,
    Effect,
    Focus,
    RecommendationState,
    Sharing,
    Standing,
    Subject,
)


class ScaleValueOut(serializers.Serializer[Any]):
    """A point of a scale."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    failing = serializers.BooleanField()


class JudgementAreaOut(serializers.Serializer[Any]):
    """What is judged, from one day to another, and by which values."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)
    values = ScaleValueOut(many=True, source="scale.values.all")


class ActivityKindOut(serializers.Serializer[Any]):
    """A kind of activity."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    judges = serializers.BooleanField()
    has_focus = serializers.BooleanField()


class ProgrammeOut(serializers.Serializer[Any]):
    """A routine programme. sharing: what the other inspectorates see of it."""

    code = serializers.CharField()
    name = serializers.CharField()
    short_name = serializers.CharField()
    inspectorate = CodedOut()
    subject = serializers.ChoiceField(choices=Subject.choices)
    sharing = serializers.ChoiceField(choices=Sharing.choices)


class ProgrammeDetailOut(ProgrammeOut):
    """With its kinds of activity and what it judges."""

    kinds = ActivityKindOut(many=True)
    judgement_areas = JudgementAreaOut(many=True, source="judged")


class JudgementOut(serializers.Serializer[Any]):
    """One judgement."""

    area = CodedOut()
    value = ScaleValueOut()


class ProgrammeActivityOut(serializers.Serializer[Any]):
    """An activity of an agency or of a local area."""

    id = serializers.IntegerField()
    programme = serializers.CharField(source="programme.code")
    kind = CodedOut()
    agency = CodedOut(allow_null=True)
    local_area = CodedOut(allow_null=True)
    standing = serializers.ChoiceField(choices=Standing.choices)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    published_on = serializers.DateField(allow_null=True)
    cancelled_why = serializers.CharField(allow_blank=True)
    reference = serializers.CharField(allow_blank=True)
    focus = serializers.ChoiceField(choices=Focus.choices, allow_blank=True)
    focus_words = serializers.CharField(allow_blank=True)
    outcome = serializers.CharField(allow_blank=True)
    effect = serializers.ChoiceField(choices=Effect.choices, allow_blank=True)
    words = serializers.CharField(source="text.body", allow_blank=True)
    judgements = JudgementOut(many=True, source="judgements.all")


class BreachOut(serializers.Serializer[Any]):
    """A breach of a safeguarding standard."""

    id = serializers.IntegerField()
    activity = serializers.IntegerField(source="activity_id")
    agency = CodedOut()
    standard = serializers.CharField()
    words = serializers.CharField(source="text.body")
    state = serializers.ChoiceField(choices=BreachState.choices)
    found_on = serializers.DateField()
    address_by = serializers.DateField()
    addressed_on = serializers.DateField(allow_null=True)
    enforcement_on = serializers.DateField(allow_null=True)
    resolved_on = serializers.DateField(allow_null=True)
    note = serializers.CharField(allow_blank=True)
    resolution = serializers.CharField(allow_blank=True)
    withdrawn_on = serializers.DateField(allow_null=True)
    withdrawn_why = serializers.CharField(allow_blank=True)


class RecommendationOut(serializers.Serializer[Any]):
    """A recommendation to one agency."""

    id = serializers.IntegerField()
    activity = serializers.IntegerField(source="activity_id")
    agency = CodedOut()
    addressee = serializers.ChoiceField(choices=Addressee.choices)
    words = serializers.CharField(source="text.body")
    due_on = serializers.DateField(allow_null=True)
    state = serializers.ChoiceField(choices=RecommendationState.choices)
    closed_on = serializers.DateField(allow_null=True)
    note = serializers.CharField(allow_blank=True)
    withdrawn_on = serializers.DateField(allow_null=True)
    withdrawn_why = serializers.CharField(allow_blank=True)


class InsideOut(serializers.Serializer[Any]):
    """What only the own inspectorate sees. version: the number that the ETag names.

    judgements_mark: of the judgements that stand; it goes with others as `before`, so that nothing is overwritten unseen.
    """

    timing_reason = serializers.CharField(allow_blank=True)
    recorded_by = PersonOut()
    recorded_at = serializers.DateTimeField()
    version = serializers.IntegerField(source="text.version")
    judgements_mark = serializers.SerializerMethodField()

    def get_judgements_mark(self, found: Activity) -> str:
        """Empty while nothing is judged."""
        return queries.mark_of_judgements(found)


class ActivityDetailOut(ProgrammeActivityOut):
    """With what is followed. report_name: empty without a report. inside: null for other inspectorates."""

    report_name = serializers.CharField(allow_blank=True)
    breaches = BreachOut(many=True, source="breaches.all")
    recommendations = RecommendationOut(many=True, source="recommendations.all")
    inside = InsideOut(allow_null=True)


class CheckLookOut(serializers.Serializer[Any]):
    """One look: what was seen, in which activity, on which day. recorded_by: null for what nobody knows any more."""

    id = serializers.IntegerField()
    activity = serializers.IntegerField(source="activity_id")
    seen = serializers.CharField(allow_blank=True)
    seen_on = serializers.DateField()
    recorded_by = PersonOut(allow_null=True)
    recorded_at = serializers.DateTimeField()


class CheckItemOut(serializers.Serializer[Any]):
    """Something to look at, with every look at it, the first first."""

    id = serializers.IntegerField()
    programme = serializers.CharField(source="programme.code")
    agency = CodedOut(allow_null=True)
    local_area = CodedOut()
    words = serializers.CharField()
    looks = CheckLookOut(many=True, source="looks.all")


class FollowedOut(serializers.Serializer[Any]):
    """A breach or a recommendation of a list. words: the standard of a breach, the words of a recommendation."""

    what = serializers.ChoiceField(choices=["breach", "recommendation"])
    id = serializers.IntegerField(source="pk")
    words = serializers.CharField(source="title")
    agency = serializers.CharField(source="agency__name")
    due_on = serializers.DateField(source="due", allow_null=True)
    state = serializers.CharField()


class ActivityFieldsIn(In):
    """An activity. kind: a code of the programme. words: what it showed, which comes with its effect."""

    kind = CodeOf("kinds")
    starts_on = Day()
    ends_on = Day()
    reference = Words(max_length=LONGEST_REFERENCE, required=False, allow_blank=True, default="")
    focus = serializers.ChoiceField(choices=Focus.choices, required=False, allow_blank=True, default="")
    focus_words = Words(max_length=LONGEST_LINE, required=False, allow_blank=True, default="")
    outcome = Words(max_length=LONGEST_LINE, required=False, allow_blank=True, default="")
    effect = serializers.ChoiceField(choices=Effect.choices, required=False, allow_blank=True, default="")
    words = Words(required=False, allow_blank=True, default="")
    timing_reason = Words(required=False, allow_blank=True, default="")


class ActivityIn(ActivityFieldsIn):
    """A new activity, of an agency or of a local area, as the programme says. client_id: sent twice, it is recorded once."""

    agency = CodeOf("agencies", required=False, allow_null=True, default=None)
    local_area = CodeOf("areas", required=False, allow_null=True, default=None)
    standing = serializers.ChoiceField(choices=[Standing.PLANNED.value, Standing.DONE.value], default=Standing.PLANNED.value)
    client_id = serializers.UUIDField(required=False, allow_null=True, default=None)


class JudgementIn(In):
    """One judgement, by the ids of what is judged and of the value."""

    area = OneOf("judged")
    value = OneOf("values")
