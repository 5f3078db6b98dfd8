"""What is followed after an activity: breaches, recommendations, and things to look at next time."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, LocalArea
from jtai.constraints import in_order, one_of
from jtai.labels import display
from programmes.models.activities import Activity
from programmes.models.programme import ActivityKind, Programme
from writing.models import Text


class BreachState(models.TextChoices):
    """The life of a breach of a fundamental standard: it stays open until it is resolved (HSCA 2008)."""

    OPEN = "must-address", _("Must be addressed")
    ADDRESSED = "addressed", _("Addressed")
    ENFORCEMENT = "enforcement", _("Enforcement")
    RESOLVED = "resolved", _("Resolved after enforcement")
    WITHDRAWN = "withdrawn", _("Withdrawn: recorded by mistake")


def _withdrawn_says_when(name: str, states: list[str]) -> models.CheckConstraint:
    withdrawn = models.Q(state="withdrawn", withdrawn_on__isnull=False, withdrawn_from__in=states)
    stands = ~models.Q(state="withdrawn") & models.Q(withdrawn_on=None, withdrawn_from="", withdrawn_why="")
    return models.CheckConstraint(name=f"{name}_withdrawn_says_when", condition=withdrawn | stands)


class Withdrawable(models.Model):
    """What was recorded by mistake is withdrawn: it counts nowhere and can still be read. withdrawn_from: its state before."""

    withdrawn_on = models.DateField(null=True)
    withdrawn_from = models.CharField(max_length=12, blank=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        abstract = True


class Breach(Withdrawable):
    """A breach of a safeguarding standard, found in an activity. Each state has its date and words; a withdrawn one keeps those it had.

    text: what was found. Its version counts saves of words and of the fields beside them alike.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="breaches")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="breaches")
    standard = models.CharField(max_length=160)
    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=BreachState.choices, default=BreachState.OPEN)
    found_on = models.DateField()
    address_by = models.DateField()
    addressed_on = models.DateField(null=True)
    enforcement_on = models.DateField(null=True)
    resolved_on = models.DateField(null=True)
    note = models.TextField(blank=True, help_text=_("how it was addressed, or what is enforced"))
    resolution = models.TextField(blank=True, help_text=_("how it was resolved after enforcement"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField(null=True, unique=True)

    get_state_display = display("state", BreachState)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["address_by", "pk"]
        verbose_name_plural = "breaches"
        constraints: ClassVar = [
            one_of("breach", "state", BreachState.values),
            in_order("breach", "found_on", "address_by"),
            in_order("breach", "found_on", "addressed_on"),
            in_order("breach", "found_on", "enforcement_on"),
            in_order("breach", "enforcement_on", "resolved_on"),
            models.CheckConstraint(
                name="breach_state_has_its_dates",
                condition=models.Q(state="must-address", addressed_on=None, enforcement_on=None, resolved_on=None)
                | models.Q(state="addressed", addressed_on__isnull=False, enforcement_on=None, resolved_on=None)
                | models.Q(state="enforcement", addressed_on=None, enforcement_on__isnull=False, resolved_on=None)
                | models.Q(state="resolved", addressed_on=None, enforcement_on__isnull=False, resolved_on__isnull=False)
                | models.Q(state="withdrawn"),
            ),
            models.CheckConstraint(
                name="breach_says_what_was_done_and_no_more",
                condition=models.Q(state="must-address", note="", resolution="")
                | models.Q(state__in=["addressed", "enforcement"], resolution="")
                | models.Q(state__in=["resolved", "withdrawn"]),
            ),
            _withdrawn_says_when("breach", ["must-address", "addressed", "enforcement", "resolved"]),
        ]

    def __str__(self) -> str:
        return f"{self.standard}: {self.agency}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("breach", args=[self.pk])


class Addressee(models.TextChoices):
    """To whom a recommendation is made: CLAS recommends to providers and to commissioners."""

    PROVIDER = "provider", _("Provider")
    COMMISSIONER = "commissioner", _("Commissioner")
    OTHER = "other", _("Another body")


class RecommendationState(models.TextChoices):
    """How far it is."""

    OPEN = "open", _("Open")
    MET = "met", _("Met")
    NOT_MET = "not-met", _("Closed, not met")
    WITHDRAWN = "withdrawn", _("Withdrawn: recorded by mistake")


class Recommendation(Withdrawable):
    """A recommendation of an activity to one agency, followed until it is closed with what was seen. text: what is recommended."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="recommendations")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="recommendations")
    addressee = models.CharField(max_length=12, choices=Addressee.choices)
    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=RecommendationState.choices, default=RecommendationState.OPEN)
    closed_on = models.DateField(null=True)
    note = models.TextField(blank=True, help_text=_("what was seen when it was closed"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField(null=True, unique=True)

    get_state_display = display("state", RecommendationState)
    get_addressee_display = display("addressee", Addressee)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            one_of("recommendation", "addressee", Addressee.values),
            one_of("recommendation", "state", RecommendationState.values),
            models.CheckConstraint(
                name="recommendation_closed_says_when",
                condition=models.Q(state="open", closed_on=None)
                | (~models.Q(state__in=["open", "withdrawn"]) & models.Q(closed_on__isnull=False))
                | models.Q(state="withdrawn"),
            ),
            models.CheckConstraint(
                name="recommendation_open_was_not_seen", condition=~models.Q(state="open") | models.Q(note="")
            ),
            _withdrawn_says_when("recommendation", ["open", "met", "not-met"]),
        ]

    def __str__(self) -> str:
        return f"recommendation {self.pk}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("recommendation", args=[self.pk])


class CheckItem(models.Model):
    """Something to look at when a programme next comes there: a statement's action, a recommendation. source: its key."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="check_items")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="check_items")
    local_area = models.ForeignKey(LocalArea, on_delete=models.PROTECT, related_name="check_items")
    source = models.CharField(max_length=100)
    words = models.TextField()
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "source", "agency"], name="check_item_once_a_source", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"check item {self.pk}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("check_item", args=[self.pk])


class CheckLook(models.Model):
    """One look at such a thing, in an activity: what was seen, on which day. Every look stays.

    recorded_by: empty only of looks from before this was kept. client_id: drawn where it was typed.
    """

    item = models.ForeignKey(CheckItem, on_delete=models.PROTECT, related_name="looks")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="looks")
    seen = models.TextField()
    seen_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    client_id = models.UUIDField(null=True, unique=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["seen_on", "pk"]

    def __str__(self) -> str:
        return f"look {self.pk}"


class JtaiCredit(models.Model):
    """A JTAI stands for one activity of a kind (ILACS: a focused visit). source: key of the inspection; on: its fieldwork.

    taken_back_at: the inspection was cancelled.
    """

    kind = models.ForeignKey(ActivityKind, on_delete=models.PROTECT, related_name="credits")
    local_area = models.ForeignKey(LocalArea, on_delete=models.PROTECT, related_name="jtai_credits")
    on = models.DateField()
    source = models.CharField(max_length=100)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "source"], condition=models.Q(taken_back_at__isnull=True), name="jtai_stands_for_one_activity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} for {self.kind}"
