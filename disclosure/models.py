"""A request for access to information, and what is done to answer it."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Inspectorate
from files.models import StoredFile
from inspections.models import Inspection
from jtai.constraints import both_or_neither, in_order, one_of
from jtai.labels import display


class AccessKind(models.TextChoices):
    """Under which law somebody asks."""

    SUBJECT = "subject-access", _("Subject access")
    FREEDOM = "freedom-of-information", _("Freedom of information")


class Outcome(models.TextChoices):
    """How a request was answered."""

    IN_FULL = "in-full", _("Disclosed in full")
    IN_PART = "in-part", _("Disclosed in part")
    NOTHING_HELD = "nothing-held", _("Nothing is held")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn by whoever asked")


class RedactionReason(models.TextChoices):
    """Why words do not go out: exemptions of the Data Protection Act 2018 and the Freedom of Information Act 2000.

    The values are what stands beside a bar in the export, the labels what its list of reasons says.
    """

    THIRD_PARTY = "DPA sch 2 para 16", _("Information about somebody else")
    HARM = "DPA sch 3", _("Would cause serious harm to somebody, or is about the abuse of a child")
    FUNCTIONS = "DPA sch 2 para 7", _("Would prejudice a function that protects the public")
    PRIVILEGE = "DPA sch 2 para 19", _("Legal professional privilege")
    SECTION_31 = "FOIA s 31", _("Would prejudice law enforcement or a regulatory function")
    SECTION_33 = "FOIA s 33", _("Would prejudice audit functions")
    SECTION_36 = "FOIA s 36", _("Would prejudice the conduct of public affairs")
    SECTION_38 = "FOIA s 38", _("Would endanger health or safety")
    SECTION_40 = "FOIA s 40", _("Personal information")
    SECTION_41 = "FOIA s 41", _("Was given in confidence")
    SECTION_42 = "FOIA s 42", _("Legal professional privilege")
    SECTION_44 = "FOIA s 44", _("Another law prohibits disclosure")
    OUT_OF_SCOPE = "out of scope", _("Not what was asked for")


def reasons_of(kind: str) -> list[RedactionReason]:
    """The exemptions of the law under which somebody asks, and of no other."""
    law = "DPA" if kind == AccessKind.SUBJECT else "FOIA"
    return [reason for reason in RedactionReason if reason.value.startswith(law) or reason is RedactionReason.OUT_OF_SCOPE]


class AccessRequest(models.Model):
    """What one inspectorate was asked.

    third_parties: names, one a line, that go from everything that is disclosed. extended_because: why due_on is later than the
    law's ordinary day; empty where it is not. reopened_on: the last time that it was, from which due_on is then counted.
    """

    inspectorate = models.ForeignKey(Inspectorate, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=AccessKind.choices)
    reference = models.CharField(max_length=40)
    about = models.CharField(max_length=300)
    received_on = models.DateField()
    due_on = models.DateField()
    extended_because = models.TextField(blank=True)
    reopened_on = models.DateField(null=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    third_parties = models.TextField(blank=True)
    third_parties_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    get_kind_display = display("kind", AccessKind)
    get_outcome_display = display("outcome", Outcome)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            one_of("access_request", "kind", AccessKind.values),
            one_of("access_request", "outcome", ["", *Outcome.values]),
            both_or_neither("access_request", "closed_on", "closed_by"),
            in_order("access_request", "received_on", "due_on"),
            in_order("access_request", "received_on", "reopened_on"),
            models.UniqueConstraint(fields=["inspectorate", "reference"], name="access_request_reference_once"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("access_request", args=[self.pk])

    @property
    def stream(self) -> str:
        """The chain of its events."""
        return f"access:{self.pk}"

    @property
    def is_overdue(self) -> bool:
        """Open after the last day."""
        return self.closed_on is None and self.due_on < timezone.localdate()

    @property
    def counted_from(self) -> date:
        """The day from which its time to answer runs."""
        return self.reopened_on or self.received_on


class Search(models.Model):
    """What was searched for in a request, and how much was found then."""

    request = models.ForeignKey(AccessRequest, on_delete=models.CASCADE, related_name="searches")
    words = models.CharField(max_length=200)
    found = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.words

    @property
    def quoted(self) -> str:
        """In quotes, unless it has some of its own."""
        return self.words if any(quote in self.words for quote in '"“”') else f"“{self.words}”"


class Chosen(models.Model):
    """Something that goes into the disclosure, by its key ("note:12"): its words are read where they stand."""

    request = models.ForeignKey(AccessRequest, on_delete=models.CASCADE, related_name="chosen")
    kind = models.CharField(max_length=30)
    number = models.PositiveBigIntegerField()
    inspection = models.ForeignKey(Inspection, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["inspection", "kind", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["request", "kind", "number"], name="chosen_once_a_request")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.number}"


class Redaction(models.Model):
    """A passage of it that does not go out, why, and who marked it."""

    chosen = models.ForeignKey(Chosen, on_delete=models.CASCADE, related_name="redactions")
    passage = models.TextField()
    reason = models.CharField(max_length=20, choices=RedactionReason.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    get_reason_display = display("reason", RedactionReason)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            one_of("redaction", "reason", RedactionReason.values),
            models.CheckConstraint(name="redaction_takes_something", condition=~models.Q(passage="")),
        ]

    def __str__(self) -> str:
        return f"{self.reason} in {self.chosen_id}"


class Export(models.Model):
    """A disclosure as it went out, and its index: their bytes are kept in the file room, until retention takes them."""

    request = models.ForeignKey(AccessRequest, on_delete=models.CASCADE, related_name="exports")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    index = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    items = models.PositiveIntegerField()
    redactions = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["request", "number"], name="export_number_once_a_request")]

    def __str__(self) -> str:
        return f"disclosure {self.number} of {self.request_id}"
