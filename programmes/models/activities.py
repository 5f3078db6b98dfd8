"""What was done under a programme, or is planned, and what it showed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, LocalArea
from files.models import StoredFile
from files.scanning import Scan
from jtai.constraints import in_order, one_of
from jtai.labels import display
from programmes.models.programme import ActivityKind, JudgementArea, Programme, ScaleValue
from writing.models import Text


class Standing(models.TextChoices):
    """How far an activity is."""

    PLANNED = "planned", _("Planned")
    DONE = "done", _("Done")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Cancelled")


class Effect(models.TextChoices):
    """What an activity showed about the agency's contribution to local safeguarding arrangements. Empty: nothing is said yet."""

    IMPROVES = "improves", _("Improves children’s experiences")
    HINDERS = "hinders", _("Hinders children’s experiences")
    BOTH = "both", _("Improves in some respects, hinders in others")


class Focus(models.TextChoices):
    """Why a focused visit looks where it does (2018 paper, Annex A: an identified strength or weakness)."""

    STRENGTH = "strength", _("An identified strength")
    WEAKNESS = "weakness", _("An identified weakness")


class Activity(models.Model):
    """An inspection, visit, conversation or assessment under a programme, of one agency or one local area.

    starts_on, ends_on: as planned, and as they were once it is done. reference: the inspectorate's own number for it, which an
    import goes by. text: what it showed about the contribution to local safeguarding arrangements, in words; effect: the same as
    improves or hinders. outcome: what came of it, in a line. timing_reason: why now; timing_seen: the keys of what stood beside
    that decision. client_id: drawn where it was typed. The version of the text counts saves of words and fields alike.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="activities")
    kind = models.ForeignKey(ActivityKind, on_delete=models.PROTECT, related_name="activities")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="activities")
    local_area = models.ForeignKey(LocalArea, null=True, on_delete=models.PROTECT, related_name="activities")
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.PLANNED)
    starts_on = models.DateField()
    ends_on = models.DateField()
    published_on = models.DateField(null=True)
    cancelled_why = models.CharField(max_length=300, blank=True)
    reference = models.CharField(max_length=60, blank=True)
    focus = models.CharField(max_length=10, choices=Focus.choices, blank=True)
    focus_words = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=300, blank=True)
    effect = models.CharField(max_length=10, choices=Effect.choices, blank=True)
    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="+")
    timing_reason = models.TextField(blank=True)
    timing_seen = models.JSONField(default=list)
    report = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    report_name = models.CharField(max_length=130, blank=True)
    report_scan = models.CharField(max_length=12, choices=Scan.choices, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    client_id = models.UUIDField(null=True, unique=True)

    get_standing_display = display("standing", Standing)
    get_effect_display = display("effect", Effect)
    get_focus_display = display("focus", Focus)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-starts_on", "-pk"]
        verbose_name_plural = "activities"
        indexes: ClassVar = [models.Index(fields=["programme", "starts_on"], name="activity_of_a_year")]
        constraints: ClassVar = [
            one_of("activity", "standing", Standing.values),
            one_of("activity", "effect", ["", *Effect.values]),
            one_of("activity", "focus", ["", *Focus.values]),
            in_order("activity", "starts_on", "ends_on"),
            in_order("activity", "ends_on", "published_on"),
            models.CheckConstraint(
                name="activity_of_an_agency_or_an_area",
                condition=models.Q(agency__isnull=False, local_area__isnull=True)
                | models.Q(agency__isnull=True, local_area__isnull=False),
            ),
            models.CheckConstraint(
                name="activity_published_says_when",
                condition=models.Q(standing="published", published_on__isnull=False)
                | (~models.Q(standing="published") & models.Q(published_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="activity_cancelled_says_why",
                condition=models.Q(standing="cancelled") & ~models.Q(cancelled_why="")
                | ~models.Q(standing="cancelled") & models.Q(cancelled_why=""),
            ),
            models.CheckConstraint(
                name="activity_shows_nothing_before_it_is_done",
                condition=models.Q(effect="") | models.Q(standing__in=["done", "published"]),
            ),
            models.UniqueConstraint(
                fields=["programme", "reference"], condition=~models.Q(reference=""), name="activity_reference_once"
            ),
        ]

    def __str__(self) -> str:
        return f"activity {self.pk}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("activity", args=[self.pk])

    @property
    def has_passed(self) -> bool:
        """Whether it was planned for days that are over, and nobody said what became of it."""
        return self.standing == Standing.PLANNED and self.ends_on < timezone.localdate()

    @property
    def stream(self) -> str:
        """The chain of its trail: that of its programme."""
        return f"programme:{self.programme_id}"


class Judgement(models.Model):
    """One judgement of an activity, by the programme's own scale."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="judgements")
    area = models.ForeignKey(JudgementArea, on_delete=models.PROTECT, related_name="+")
    value = models.ForeignKey(ScaleValue, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["area__position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["activity", "area"], name="judgement_once_an_area")]

    def __str__(self) -> str:
        return f"{self.area}: {self.value}"
