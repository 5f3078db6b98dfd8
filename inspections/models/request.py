"""The information request: what is asked of whom, and how far it is."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from files.models import StoredFile
from files.scanning import Scan
from inspections.models.inspection import Inspection
from jtai.constraints import both_or_neither, one_of
from jtai.labels import display


class RequestState(models.TextChoices):
    """How far an item is."""

    ASKED = "asked", _("Asked")
    RECEIVED = "received", _("Received")
    RETURNED = "returned", _("Returned for more")
    NOT_HELD = "not-held", _("Not held")


# What still waits for the area.
OPEN = (RequestState.ASKED, RequestState.RETURNED)


class RequestItem(models.Model):
    """One thing asked of one agency of the area (none: of the partnership), and its answer."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="request_items")
    code = models.SlugField(max_length=40)
    title = models.CharField(max_length=160)
    detail = models.TextField()
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    contains_child_level = models.BooleanField()
    position = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.ASKED)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    returned_why = models.TextField(blank=True)

    get_state_display = display("state", RequestState)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            one_of("request_item", "state", RequestState.values),
            both_or_neither("request_item", "answered_at", "answered_by"),
            models.UniqueConstraint(
                fields=["inspection", "code", "agency"], name="request_item_once_an_agency", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="request_item_answered_by_somebody",
                condition=models.Q(state="asked") | models.Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_overdue(self) -> bool:
        """Whether it should have been answered by now. It says nothing of whether answers are still taken."""
        return self.state in OPEN and self.due_on < localdate()


class RequestFile(models.Model):
    """A file with which the area answers an item. file: as it is kept; sent_sha256: of the bytes as they came."""

    item = models.ForeignKey(RequestItem, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=130)
    sent_sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=12, choices=Scan.choices)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    get_scan_display = display("scan", Scan)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["added_at", "pk"]
        constraints: ClassVar = [
            one_of("request_file", "scan", Scan.values),
            models.UniqueConstraint(fields=["item", "file"], name="request_file_once_an_item"),
            models.CheckConstraint(
                name="request_file_digest_is_sha256", condition=models.Q(sent_sha256__regex=r"^[0-9a-f]{64}$")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> str:
        """What it is, as people call it: PDF, DOCX, CSV."""
        return self.name.rpartition(".")[2].upper()
