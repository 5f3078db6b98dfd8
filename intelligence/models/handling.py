"""What becomes of an item at each inspectorate that has it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Inspectorate
from intelligence.models.items import Item
from jtai.constraints import both_or_neither, one_of
from jtai.labels import display


class Delivery(models.Model):
    """One inspectorate has an item. Dates are days; "by" counts working days from sending or correction (settings.INTELLIGENCE_DAYS).

    acknowledged_version: the version of the item's words that somebody has acknowledged; behind the current one, they are to be read again.
    escalated_at: when the programme office was told that it is late, once for each time that it became late.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="deliveries")
    inspectorate = models.ForeignKey(Inspectorate, on_delete=models.PROTECT, related_name="+")
    delivered_at = models.DateTimeField()
    acknowledge_by = models.DateField()
    decide_by = models.DateField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    acknowledged_version = models.PositiveIntegerField(null=True)
    withdrawal_seen_at = models.DateTimeField(null=True)
    withdrawal_seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    escalated_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["inspectorate__position"]
        verbose_name_plural = "deliveries"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "inspectorate"], name="delivery_once_an_inspectorate"),
            both_or_neither("delivery", "acknowledged_at", "acknowledged_by"),
            both_or_neither("delivery", "acknowledged_at", "acknowledged_version"),
            both_or_neither("delivery", "withdrawal_seen_at", "withdrawal_seen_by"),
            models.CheckConstraint(
                name="delivery_is_acknowledged_before_it_is_decided",
                condition=models.Q(acknowledge_by__lte=models.F("decide_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} at {self.inspectorate}"


class Waits(models.TextChoices):
    """What a recipient has to do next. Empty: nothing."""

    ACKNOWLEDGE = "acknowledge", _("To be acknowledged")
    READ_AGAIN = "read-again", _("To be read again")
    DECIDE = "decide", _("To be decided")
    WITHDRAWN = "withdrawn", _("Withdrawal to be acknowledged")


class Outcome(models.TextChoices):
    """What an inspectorate decides about what it was told (2018 paper, Annex A: it informs their own programmes and the JTAI programme)."""

    PROGRAMME = "programme", _("It informs one of our programmes")
    SELECTION = "selection", _("It informs the selection of local areas for a joint inspection")
    NOTHING = "no-action", _("No action")


class Decision(models.Model):
    """One decision about a delivery; a later one replaces it, and both are kept. programme: code of the programme it informs.

    version: of the item's words that were decided on.
    """

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    programme = models.SlugField(max_length=40, blank=True)
    reason = models.TextField()
    version = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    # What that programme is called: filled by `intelligence.queries.shown`.
    programme_name = ""
    # The page of that programme, where this reader sees one: filled there as well.
    programme_href = ""

    get_outcome_display = display("outcome", Outcome)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            one_of("decision", "outcome", Outcome.values),
            models.CheckConstraint(name="decision_says_why", condition=~models.Q(reason="")),
            models.CheckConstraint(
                name="decision_names_the_programme_that_it_informs",
                condition=models.Q(outcome="programme") & ~models.Q(programme="")
                | ~models.Q(outcome="programme") & models.Q(programme=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.delivery}"


class Use(models.Model):
    """An inspectorate used an item: target is the key of an activity, a selection, an inspection or a report, put into words for who may see it.

    Of one thing each inspectorate that used it there says so for itself, and takes it back for itself.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="uses")
    target = models.CharField(max_length=100)
    inspectorate = models.ForeignKey(Inspectorate, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "target", "inspectorate"], name="item_used_once_for_a_thing_by_each")
        ]

    def __str__(self) -> str:
        return f"{self.item} in {self.target}"
