"""What inspectors saw and heard: children by reference, and evidence notes."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Inspectorate
from inspections.models.framework import Criterion, Strand
from inspections.models.inspection import Inspection
from jtai.constraints import one_of
from jtai.labels import display
from writing.models import Text


class ChildKind(models.TextChoices):
    """Tracked in depth across agencies, or sampled."""

    TRACKED = "tracked", _("Tracked")
    SAMPLED = "sampled", _("Sampled")


class AgeBand(models.TextChoices):
    """The only thing about a child's age that is ever kept."""

    UNBORN = "unborn", _("Unborn")
    UNDER_1 = "under-1", _("Under 1")
    FROM_1_TO_4 = "1-4", _("1 to 4")
    FROM_5_TO_9 = "5-9", _("5 to 9")
    FROM_10_TO_15 = "10-15", _("10 to 15")
    FROM_16_TO_17 = "16-17", _("16 to 17")


class Child(models.Model):
    """A child as a reference (T1, S4): no name, date of birth, NHS number or address anywhere."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="children")
    kind = models.CharField(max_length=10, choices=ChildKind.choices)
    reference = models.CharField(max_length=5)
    age_band = models.CharField(max_length=10, choices=AgeBand.choices)
    agencies = models.ManyToManyField(Agency, related_name="+", blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    get_kind_display = display("kind", ChildKind)
    get_age_band_display = display("age_band", AgeBand)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-kind", "pk"]
        verbose_name_plural = "children"
        constraints: ClassVar = [
            one_of("child", "kind", ChildKind.values),
            one_of("child", "age_band", AgeBand.values),
            models.UniqueConstraint(fields=["inspection", "reference"], name="child_reference_once_an_inspection"),
            models.CheckConstraint(name="child_is_a_reference", condition=models.Q(reference__regex=r"^[TS][1-9][0-9]{0,2}$")),
        ]

    def __str__(self) -> str:
        return self.reference


class Activity(models.TextChoices):
    """The kind of source: half of triangulation."""

    CASE_TRACKING = "case-tracking", _("Case tracking")
    SAMPLING = "sampling", _("Case sampling")
    INTERVIEW = "interview", _("Interview")
    FOCUS_GROUP = "focus-group", _("Focus group")
    OBSERVATION = "observation", _("Observation of practice")
    DOCUMENT = "document", _("Document or data")
    AUDIT = "audit", _("Local audit")
    MEETING = "meeting", _("Meeting")


class EvidenceNote(models.Model):
    """What one inspector recorded. Its inspectorate's own until shared or cited in moderation."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="notes")
    inspectorate = models.ForeignKey(Inspectorate, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    activity = models.CharField(max_length=15, choices=Activity.choices)
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="+")
    criterion = models.ForeignKey(Criterion, null=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, null=True, on_delete=models.PROTECT, related_name="notes")
    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="+")
    shared = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    # Drawn by the page or device on which it was written: sent twice, it is recorded once.
    client_id = models.UUIDField(null=True, unique=True)

    get_activity_display = display("activity", Activity)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-recorded_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["inspection", "-recorded_at", "-id"], name="note_of_inspection")]
        constraints: ClassVar = [one_of("note", "activity", Activity.values)]

    def __str__(self) -> str:
        return f"note {self.pk}"
