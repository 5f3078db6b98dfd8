"""A letter about a systemic weakness, from one inspectorate to another, and the documents that are made of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Inspectorate, LocalArea
from files.models import StoredFile
from intelligence.models.items import Item, Marking
from jobs.models import Job
from jtai.constraints import both_or_neither, one_of
from jtai.labels import display
from writing.models import Text


class LetterState(models.TextChoices):
    """Which letters a list shows."""

    SENT = "", _("All that were sent")
    WAITING = "waiting", _("Waiting to be acknowledged")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    DRAFT = "draft", _("Drafts")


class LetterWay(models.TextChoices):
    """To whom they went."""

    BOTH = "", _("Either way")
    RECEIVED = "received", _("To your inspectorate")
    WRITTEN = "written", _("From your inspectorate")


class Letter(models.Model):
    """One letter. Its words are a text while it is a draft; sending freezes them in a `LetterDocument`.

    items: what it rests on, which the recipient has as well. signs_name, signs_role: whose name stands under it.
    acknowledge_by: a day; counted in working days from sending (settings.INTELLIGENCE_DAYS). escalated_at: when the
    recipient's programme office was told that it is late.
    """

    inspectorate = models.ForeignKey(Inspectorate, on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Inspectorate, on_delete=models.PROTECT, related_name="+")
    local_area = models.ForeignKey(LocalArea, null=True, on_delete=models.PROTECT, related_name="+")
    agencies = models.ManyToManyField(Agency, related_name="+", blank=True)
    items = models.ManyToManyField(Item, related_name="letters", blank=True)
    subject = models.CharField(max_length=160)
    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="+")
    marking = models.CharField(max_length=20, choices=Marking.choices, blank=True)
    signs_name = models.CharField(max_length=120, blank=True)
    signs_role = models.CharField(max_length=160, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    acknowledge_by = models.DateField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    escalated_at = models.DateTimeField(null=True)
    # Drawn by the page on which it was written: sent twice, it is kept once.
    client_id = models.UUIDField(null=True, unique=True)

    get_marking_display = display("marking", Marking)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-sent_at", "-pk"]
        constraints: ClassVar = [
            one_of("letter", "marking", ["", *Marking.values]),
            both_or_neither("letter", "sent_at", "sent_by"),
            both_or_neither("letter", "sent_at", "acknowledge_by"),
            both_or_neither("letter", "acknowledged_at", "acknowledged_by"),
            models.CheckConstraint(
                name="letter_goes_to_another_inspectorate", condition=~models.Q(recipient=models.F("inspectorate"))
            ),
            models.CheckConstraint(name="letter_has_a_subject", condition=~models.Q(subject="")),
            models.CheckConstraint(
                name="letter_sent_has_a_marking", condition=models.Q(sent_at__isnull=True) | ~models.Q(marking="")
            ),
            models.CheckConstraint(
                name="letter_sent_is_signed",
                condition=models.Q(sent_at__isnull=True) | ~models.Q(signs_name="") & ~models.Q(signs_role=""),
            ),
            models.CheckConstraint(
                name="letter_acknowledged_after_it_was_sent",
                condition=models.Q(acknowledged_at__isnull=True) | models.Q(sent_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("letter", args=[self.pk])

    @property
    def stream(self) -> str:
        """The chain of its trail."""
        return f"letter:{self.pk}"


class LetterDocument(models.Model):
    """What is printed of a letter, word for word: of the draft as it stood at one time, or (once) of the letter as it was sent.

    version: of the words. file: the PDF, once it was built.
    """

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="documents")
    draft = models.BooleanField()
    version = models.PositiveIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    job = models.ForeignKey(Job, null=True, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    pages = models.PositiveSmallIntegerField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            both_or_neither("letter_document", "file", "pages"),
            models.UniqueConstraint(fields=["letter", "sha256"], name="letter_document_once_a_content"),
            models.UniqueConstraint(fields=["letter"], condition=models.Q(draft=False), name="letter_frozen_once"),
            models.CheckConstraint(
                name="letter_document_digest_is_sha256", condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter}, version {self.version}"
