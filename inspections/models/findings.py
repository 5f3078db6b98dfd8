"""What the evidence shows: findings, their agreement, and the evaluations that draw them together."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Inspectorate
from inspections.models.evidence import Child, EvidenceNote
from inspections.models.framework import Criterion, Strand
from inspections.models.inspection import Inspection
from jtai.constraints import one_of
from jtai.labels import display
from writing.models import Text


class FindingKind(models.TextChoices):
    """What a finding is in the report."""

    STRENGTH = "strength", _("Strength")
    IMPROVEMENT = "improvement", _("Area for improvement")
    PRIORITY_ACTION = "priority-action", _("Area for priority action")
    PRACTICE_STUDY = "practice-study", _("Practice study")


class Level(models.TextChoices):
    """At which level it holds."""

    PRACTICE = "practice", _("Practice")
    STRATEGIC = "strategic", _("Strategic")


class Effect(models.TextChoices):
    """The question of every JTAI: do local arrangements improve or hinder children's experiences?"""

    IMPROVES = "improves", _("Improves children’s experiences")
    HINDERS = "hinders", _("Hinders children’s experiences")


class EvaluationEffect(models.TextChoices):
    """The same question for a whole strand and agency, where both can be true."""

    IMPROVES = "improves", _("Mainly improves children’s experiences")
    HINDERS = "hinders", _("Mainly hinders children’s experiences")
    BOTH = "both", _("Improves in some respects, hinders in others")


class Finding(models.Model):
    """One inspectorate's finding. No agency: it is about the partnership. Agreed by each inspectorate in moderation."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="findings")
    inspectorate = models.ForeignKey(Inspectorate, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="+")
    criterion = models.ForeignKey(Criterion, null=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=10, choices=Level.choices)
    kind = models.CharField(max_length=20, choices=FindingKind.choices)
    effect = models.CharField(max_length=10, choices=Effect.choices)
    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="+")
    notes = models.ManyToManyField(EvidenceNote, related_name="findings", blank=True)
    child = models.ForeignKey(Child, null=True, on_delete=models.PROTECT, related_name="findings")
    responsible = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    shared = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    # Drawn by the page or device on which it was written: sent twice, it is recorded once.
    client_id = models.UUIDField(null=True, unique=True)

    get_level_display = display("level", Level)
    get_kind_display = display("kind", FindingKind)
    get_effect_display = display("effect", Effect)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["strand__position", "pk"]
        constraints: ClassVar = [
            one_of("finding", "level", Level.values),
            one_of("finding", "kind", FindingKind.values),
            one_of("finding", "effect", Effect.values),
            models.CheckConstraint(
                name="finding_kind_and_effect_agree",
                condition=models.Q(kind__in=["strength", "practice-study"], effect="improves")
                | models.Q(kind="priority-action", effect="hinders")
                | models.Q(kind="improvement"),
            ),
            models.CheckConstraint(
                name="finding_priority_action_names_who",
                condition=~models.Q(kind="priority-action") | models.Q(responsible__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"finding {self.pk}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("finding", args=[self.inspection_id, self.pk])


class FindingAgreement(models.Model):
    """One inspectorate agrees these words of a finding; a rewording asks again."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="agreements")
    inspectorate = models.ForeignKey(Inspectorate, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["finding", "inspectorate"], name="agreement_once_an_inspectorate")
        ]

    def __str__(self) -> str:
        return f"{self.inspectorate} agrees {self.finding}"


class SetAside(models.Model):
    """A finding that moderation leaves out of the report, with the reason; it can be taken up again."""

    finding = models.OneToOneField(Finding, on_delete=models.CASCADE, related_name="set_aside")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.CheckConstraint(name="set_aside_says_why", condition=~models.Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.finding} set aside"


class Evaluation(models.Model):
    """Draws the findings of one strand and agency (none: the partnership) together, for one inspectorate."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="evaluations")
    inspectorate = models.ForeignKey(Inspectorate, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    effect = models.CharField(max_length=10, choices=EvaluationEffect.choices)
    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="+")
    findings = models.ManyToManyField(Finding, related_name="evaluations", blank=True)

    get_effect_display = display("effect", EvaluationEffect)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["strand__position", "pk"]
        constraints: ClassVar = [
            one_of("evaluation", "effect", EvaluationEffect.values),
            models.UniqueConstraint(
                fields=["inspection", "inspectorate", "strand", "agency"], name="evaluation_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.strand}: {self.agency or _('partnership')}"
