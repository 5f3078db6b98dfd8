"""An inspection, its dates, its team and the grants on it."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase

from agencies.models import Inspectorate, LocalArea
from inspections.models.framework import DeepDiveTopic, FrameworkVersion, MilestoneKind
from inspections.workflow import ENDS, Status
from jtai.constraints import both_or_neither, in_order, one_of
from jtai.labels import display
from jtai.programmeyears import year_of


class Inspection(models.Model):
    """One joint targeted area inspection of one local area. It has no grade.

    programme_year: the calendar year in which the year of ten begins. week_reason: why a week against the calendar's rules.
    """

    local_area = models.ForeignKey(LocalArea, on_delete=models.PROTECT, related_name="inspections")
    framework = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="inspections")
    topic = models.ForeignKey(DeepDiveTopic, null=True, on_delete=models.PROTECT, related_name="inspections")
    inspectorates = models.ManyToManyField(Inspectorate, related_name="inspections")
    programme_year = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.PLANNED)
    paused_from = models.CharField(max_length=20, choices=Status.choices, blank=True)
    fieldwork_start = models.DateField()
    fieldwork_end = models.DateField()
    week_reason = models.CharField(max_length=1000, blank=True)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(auto_now_add=True)
    notified_at = models.DateTimeField(null=True)
    notified_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    get_status_display = display("status", Status)
    get_paused_from_display = display("paused_from", Status)

    class Meta:
        default_permissions = ("view",)
        ordering: ClassVar = ["-fieldwork_start", "-pk"]
        permissions: ClassVar = [
            ("schedule_inspection", "plans, staffs, moves, defers and cancels"),
            ("view_evidence", "sees notes and findings"),
            ("record_evidence", "records notes and findings"),
            ("lead_inspection", "takes steps, moderates and drafts"),
            ("review_inspection", "assures the quality of the draft"),
            ("answer_inspection", "answers for the local area"),
        ]
        indexes: ClassVar = [models.Index(fields=["programme_year", "fieldwork_start"], name="inspection_of_year")]
        constraints: ClassVar = [
            one_of("inspection", "status", Status.values),
            in_order("inspection", "fieldwork_start", "fieldwork_end"),
            both_or_neither("inspection", "notified_at", "notified_by"),
            models.CheckConstraint(
                name="inspection_paused_from_somewhere",
                condition=(models.Q(status=Status.PAUSED) & ~models.Q(paused_from=""))
                | (~models.Q(status=Status.PAUSED) & models.Q(paused_from="")),
            ),
            models.UniqueConstraint(
                fields=["local_area", "programme_year"],
                condition=~models.Q(status__in=sorted(status.value for status in ENDS)),
                name="inspection_one_live_an_area_and_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.local_area}: {self.topic.short_name if self.topic else _('front door')}"

    def get_absolute_url(self) -> str:
        """Its task list."""
        return reverse("inspection", args=[self.pk])

    @property
    def stream(self) -> str:
        """The name of its audit chain."""
        return f"inspection:{self.pk}"


class InspectionGroupPermission(GroupObjectPermissionBase):
    """A group's grant on one inspection; it goes when the inspection goes."""

    content_object = models.ForeignKey(Inspection, on_delete=models.CASCADE)

    class Meta(GroupObjectPermissionBase.Meta):
        default_permissions = ()


class Milestone(models.Model):
    """A date of an inspection: as computed, as overridden with a reason, and the day on which it happened.

    computed is None while its anchor has not happened yet (comments, statement).
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="milestones")
    kind = models.CharField(max_length=20, choices=MilestoneKind.choices)
    computed = models.DateField(null=True)
    explanation = models.CharField(max_length=300, blank=True)
    override = models.DateField(null=True)
    override_reason = models.CharField(max_length=1000, blank=True)
    override_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    happened_on = models.DateField(null=True)

    get_kind_display = display("kind", MilestoneKind)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection", "kind"], name="milestone_once_an_inspection"),
            one_of("milestone", "kind", MilestoneKind.values),
            both_or_neither("milestone", "override", "override_by"),
            models.CheckConstraint(
                name="milestone_override_says_why", condition=models.Q(override__isnull=True) | ~models.Q(override_reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.day}"

    @property
    def day(self) -> date | None:
        """The date that counts: the overridden one if there is one."""
        return self.override or self.computed


class Part(models.TextChoices):
    """What a person does on an inspection."""

    LEAD = "lead", _("Lead inspector")
    INSPECTOR = "inspector", _("Team inspector")
    QUALITY = "quality", _("Quality assurance")
    SIGNATORY = "signatory", _("Signatory")
    OBSERVER = "observer", _("Observer")


class TeamPlace(models.Model):
    """A person's place on an inspection. While it is not ended, the person is in the group that holds its grants.

    took_over_from: the ended place whose holder's open work is this one's: handed over, or filled when it stood empty. left_empty_at: somebody decided that
    nobody has to take the ended place over.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="team_places")
    inspectorate = models.ForeignKey(Inspectorate, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=Part.choices)
    assigned_at = models.DateTimeField(auto_now_add=True)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    took_over_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    left_empty_at = models.DateTimeField(null=True)
    left_empty_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    get_part_display = display("part", Part)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["inspectorate__position", "pk"]
        constraints: ClassVar = [
            one_of("place", "part", Part.values),
            both_or_neither("place", "ended_at", "ended_by"),
            both_or_neither("place", "left_empty_at", "left_empty_by"),
            models.CheckConstraint(
                name="place_left_empty_has_ended",
                condition=models.Q(left_empty_at=None) | models.Q(ended_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["inspection", "user"], condition=models.Q(ended_at__isnull=True), name="place_one_a_person"
            ),
            models.UniqueConstraint(
                fields=["inspection"], condition=models.Q(part="lead", ended_at__isnull=True), name="place_one_lead"
            ),
            models.UniqueConstraint(
                fields=["inspection", "inspectorate"],
                condition=models.Q(part="signatory", ended_at__isnull=True),
                name="place_one_signatory_an_inspectorate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_part_display()}"


class ConflictOverride(models.Model):
    """A place in spite of a conflict of interest: one asks with a reason, a second person decides. What it is stays unsaid.

    part: of the place; another part is another question. withdrawn_at: who asked took it back before anybody decided.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="overrides")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=Part.choices, default=Part.INSPECTOR)
    reason = models.CharField(max_length=1000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    allowed = models.BooleanField(default=False)
    decision_reason = models.CharField(max_length=1000, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    get_part_display = display("part", Part)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            one_of("override", "part", Part.values),
            both_or_neither("override", "decided_at", "decided_by"),
            models.CheckConstraint(name="override_says_why", condition=~models.Q(reason="")),
            models.CheckConstraint(
                name="override_decision_says_why",
                condition=models.Q(decided_at__isnull=True, allowed=False) | ~models.Q(decision_reason=""),
            ),
            models.CheckConstraint(
                name="override_by_two_others",
                condition=~models.Q(asked_by=models.F("user"))
                & (
                    models.Q(decided_by__isnull=True)
                    | (~models.Q(decided_by=models.F("user")) & ~models.Q(decided_by=models.F("asked_by")))
                ),
            ),
            models.CheckConstraint(
                name="override_decided_or_withdrawn",
                condition=models.Q(decided_at__isnull=True) | models.Q(withdrawn_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["inspection", "user"],
                condition=models.Q(decided_at__isnull=True, withdrawn_at__isnull=True),
                name="override_open_once_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"override for {self.user}"


class Deferral(models.Model):
    """A request to defer, only in exceptional circumstances: who asked, why, what was decided and by whom, the week before and after.

    granted: False where the request was refused, and then decision says why. old_year: the programme year in which it stood.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="deferrals")
    asked_by = models.CharField(max_length=200)
    reason = models.TextField()
    granted = models.BooleanField(default=True)
    decision = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)
    old_start = models.DateField()
    old_year = models.PositiveSmallIntegerField(null=True)
    new_start = models.DateField(null=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-decided_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="deferral_says_who_and_why", condition=~models.Q(reason="") & ~models.Q(asked_by="")),
            models.CheckConstraint(
                name="deferral_refused_says_why",
                condition=models.Q(granted=True) | (~models.Q(decision="") & models.Q(new_start=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"deferral of {self.inspection}"

    @property
    def new_year(self) -> int | None:
        """The programme year in which its new week lies; None while it has none, or where the old year is not known."""
        if self.new_start is None or self.old_year is None:
            return None
        return self.old_year + year_of(self.new_start) - year_of(self.old_start)
