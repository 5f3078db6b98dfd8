"""An item: what one inspectorate knows about local arrangements and wants others to know."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Inspectorate, LocalArea
from files.models import StoredFile
from files.scanning import Scan
from jtai.constraints import both_or_neither, one_of
from jtai.labels import display
from writing.models import Text


class Kind(models.TextChoices):
    """Annex A shares both."""

    CONCERN = "concern", _("Concern")
    PRACTICE = "exceptional-practice", _("Exceptional practice")


class Strand(models.TextChoices):
    """Which of the three strands of the 2018 paper it speaks of; empty: of all, or of none in particular."""

    FRONT_DOOR = "front-door", _("Front door")
    DEEP_DIVE = "deep-dive", _("Deep dive topic")
    LEADERSHIP = "leadership", _("Leadership and multi-agency safeguarding arrangements")


class Source(models.TextChoices):
    """Where it was learned."""

    PROGRAMME = "programme", _("A routine inspection or visit")
    JTAI = "jtai", _("A joint targeted area inspection")
    OTHER = "other", _("Something else")


class Marking(models.TextChoices):
    """Who sends says how it is to be handled; nothing is sent without."""

    OFFICIAL = "official", _("OFFICIAL")
    SENSITIVE = "official-sensitive", _("OFFICIAL-SENSITIVE")


class State(models.TextChoices):
    """Which items a list shows."""

    SENT = "", _("All that were sent")
    STANDING = "standing", _("Sent and not withdrawn")
    OPEN = "open", _("Waiting for an answer from somebody")
    CLOSED = "closed", _("Decided by everybody who has it")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DRAFT = "draft", _("Drafts")


class Item(models.Model):
    """A concern or exceptional practice in one local area. Its words are a text: a correction keeps the older ones.

    topic: code of a deep dive topic. source: key of what it was learned from ("programmes.activity:7"), or nothing;
    source_words: the same in words, for what no row stands for. recipients: who is to have it; they have it from sent_at on.
    """

    kind = models.CharField(max_length=20, choices=Kind.choices)
    local_area = models.ForeignKey(LocalArea, on_delete=models.PROTECT, related_name="+")
    agencies = models.ManyToManyField(Agency, related_name="+", blank=True)
    strand = models.CharField(max_length=20, choices=Strand.choices, blank=True)
    topic = models.SlugField(max_length=60, blank=True)
    source_kind = models.CharField(max_length=10, choices=Source.choices)
    source = models.CharField(max_length=100, blank=True)
    source_words = models.CharField(max_length=200, blank=True)
    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="+")
    urgent = models.BooleanField(default=False)
    marking = models.CharField(max_length=20, choices=Marking.choices, blank=True)
    recipients = models.ManyToManyField(Inspectorate, related_name="+", blank=True)
    inspectorate = models.ForeignKey(Inspectorate, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField(null=True)
    correction = models.TextField(blank=True, help_text=_("what was wrong, and what is right now"))
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_why = models.TextField(blank=True)
    # Drawn by the page on which it was written: sent twice, it is kept once.
    client_id = models.UUIDField(null=True, unique=True)

    get_kind_display = display("kind", Kind)
    get_strand_display = display("strand", Strand)
    get_marking_display = display("marking", Marking)
    get_source_kind_display = display("source_kind", Source)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-sent_at", "-pk"]
        constraints: ClassVar = [
            one_of("item", "kind", Kind.values),
            one_of("item", "strand", ["", *Strand.values]),
            one_of("item", "source_kind", Source.values),
            one_of("item", "marking", ["", *Marking.values]),
            both_or_neither("item", "sent_at", "sent_by"),
            both_or_neither("item", "withdrawn_at", "withdrawn_by"),
            models.CheckConstraint(
                name="item_sent_has_a_marking", condition=models.Q(sent_at__isnull=True) | ~models.Q(marking="")
            ),
            models.CheckConstraint(
                name="item_corrected_says_what", condition=models.Q(corrected_at__isnull=True) | ~models.Q(correction="")
            ),
            models.CheckConstraint(
                name="item_withdrawn_after_it_was_sent",
                condition=models.Q(withdrawn_at__isnull=True) | (models.Q(sent_at__isnull=False) & ~models.Q(withdrawn_why="")),
            ),
        ]

    def __str__(self) -> str:
        return f"item {self.pk}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("item", args=[self.pk])

    @property
    def stream(self) -> str:
        """The chain of its trail."""
        return f"item:{self.pk}"


class Attachment(models.Model):
    """A file that goes with an item. Who has the item has the file."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=130)
    sent_sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=12, choices=Scan.choices)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            one_of("attachment", "scan", Scan.values),
            models.UniqueConstraint(fields=["item", "file"], name="attachment_once_an_item"),
            models.CheckConstraint(
                name="attachment_digest_is_sha256", condition=models.Q(sent_sha256__regex=r"^[0-9a-f]{64}$")
            ),
        ]

    def __str__(self) -> str:
        return self.name
