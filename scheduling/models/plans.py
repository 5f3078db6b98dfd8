"""A plan of a year: what is asked of it, what people have said of local areas, its places, and what the proposer found for it."""

from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import LocalArea
from inspections.models import DeepDiveTopic, FrameworkVersion, Inspection
from jtai.constraints import both_or_neither, one_of
from jtai.labels import display
from scheduling.models.years import ProgrammeYear

FIELDWORK = timedelta(days=4)  # a Friday from its Monday


class PlanState(models.TextChoices):
    """Where a plan stands. Only a draft can be changed."""

    DRAFT = "draft", _("Draft")
    ADOPTED = "adopted", _("Adopted")
    DISCARDED = "discarded", _("Discarded")


class Plan(models.Model):
    """A plan of a year, one of several. Nobody but the programme leads who own the year knows that it is there.

    weights: what it is balanced by, 0 (not at all) to 5, by `proposing.facts.Weight`. rules: the numbers of the hard rules and
    which are left out, with the reason. seed: the proposer draws by it. version: counts changes, so that who looks at an old
    page is told.
    """

    year = models.ForeignKey(ProgrammeYear, on_delete=models.PROTECT, related_name="plans")
    name = models.CharField(max_length=80)
    note = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)
    weights = models.JSONField(default=dict)
    rules = models.JSONField(default=dict)
    seed = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    copied_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    get_state_display = display("state", PlanState)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            one_of("plan", "state", PlanState.values),
            both_or_neither("plan", "ended_at", "ended_by"),
            models.CheckConstraint(name="plan_has_a_name", condition=~models.Q(name="")),
            models.CheckConstraint(
                name="plan_no_draft_has_ended",
                condition=models.Q(state="draft", ended_at=None)
                | (~models.Q(state="draft") & models.Q(ended_at__isnull=False)),
            ),
            models.UniqueConstraint(
                fields=["year", "name"], condition=~models.Q(state="discarded"), name="plan_named_once_a_year"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("plan", args=[self.year.year, self.pk])

    @property
    def stream(self) -> str:
        """The name of its audit chain: that of its year."""
        return f"programme-year:{self.year.year}"


class PlanSet(models.Model):
    """So many local areas of a plan under one framework, of one topic: a thematic set, or those of the front door alone."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sets")
    position = models.PositiveSmallIntegerField()
    framework = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey(DeepDiveTopic, null=True, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "position"], name="plan_set_position_once"),
            models.CheckConstraint(name="plan_set_is_plausible", condition=models.Q(count__gte=1, count__lte=60)),
        ]

    def __str__(self) -> str:
        return str(self.topic.name if self.topic else self.framework)


class Stance(models.TextChoices):
    """What a person has said of a local area."""

    IN = "in", _("Pinned in")
    OUT = "out", _("Ruled out")


class PlanArea(models.Model):
    """What a person has said of a local area in a plan. week: the Monday on which it is pinned, or none for any week."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="areas")
    local_area = models.ForeignKey(LocalArea, on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(max_length=3, choices=Stance.choices)
    week = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now=True)

    get_stance_display = display("stance", Stance)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["local_area__name"]
        constraints: ClassVar = [
            one_of("plan_area", "stance", Stance.values),
            models.UniqueConstraint(fields=["plan", "local_area"], name="plan_area_said_once"),
            models.CheckConstraint(
                name="plan_area_out_says_why", condition=models.Q(stance="in") | (~models.Q(reason="") & models.Q(week=None))
            ),
            models.CheckConstraint(
                name="plan_area_week_is_a_monday", condition=models.Q(week=None) | models.Q(week__iso_week_day=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.local_area}: {self.get_stance_display()}"


class PlanPlace(models.Model):
    """A local area with its week in a plan. week: the Monday of its fieldwork. by_hand: a person put or moved it there.

    inspection: what came of it, once its plan is adopted.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="places")
    set = models.ForeignKey(PlanSet, on_delete=models.CASCADE, related_name="places")
    local_area = models.ForeignKey(LocalArea, on_delete=models.PROTECT, related_name="+")
    week = models.DateField()
    by_hand = models.BooleanField(default=False)
    inspection = models.OneToOneField(Inspection, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["week", "local_area__name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "local_area"], name="plan_place_once_an_area"),
            models.CheckConstraint(name="plan_place_week_is_a_monday", condition=models.Q(week__iso_week_day=1)),
        ]

    def __str__(self) -> str:
        return f"{self.local_area}, {self.week}"

    @property
    def last_day(self) -> date:
        """The Friday of its fieldwork."""
        return self.week + FIELDWORK


class Proposal(models.Model):
    """What the proposer was asked and what it answered: kept whole, so that the same can be asked again.

    problem: all facts and rules as they were (`proposing.stored`). first: the plan that came at once; best: the best so far
    (lists of [key of local area, number of week, key of set]); parts: its points by weight. proven: nothing better can exist.
    stop_asked_at: somebody has enough. taken_at: the best was put into the plan. plan_version: of the plan as the proposal left
    it; once that has changed, what the search found says nothing of it any more.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="proposals")
    plan_version = models.PositiveIntegerField()
    seed = models.PositiveIntegerField()
    problem = models.JSONField()
    first = models.JSONField()
    first_points = models.IntegerField()
    best = models.JSONField()
    best_points = models.IntegerField()
    parts = models.JSONField(default=dict)
    proven = models.BooleanField(default=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    stop_asked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="proposal_never_worse", condition=models.Q(best_points__gte=models.F("first_points"))),
        ]

    def __str__(self) -> str:
        return f"proposal for {self.plan}"
