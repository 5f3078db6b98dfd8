"""After the signatures: embargoed copies, publication, receipt, and the statement of proposed action."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from files.models import StoredFile
from reports.models.agreement import FileFormat, Freeze
from reports.models.draft import Report


class NamedReader(models.Model):
    """A person who may download the pre-publication copy under embargo."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["user__name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "user"], name="reader_named_once")]

    def __str__(self) -> str:
        return f"{self.user} may read {self.report}"


class EmbargoedDownload(models.Model):
    """Who downloaded which pre-publication copy, and when."""

    freeze = models.ForeignKey(Freeze, on_delete=models.PROTECT, related_name="downloads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    format = models.CharField(max_length=5, choices=FileFormat.choices)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return f"{self.user}, {self.at}"


class Publication(models.Model):
    """What the public reads: frozen values and files, with nothing to follow into casework from the public pages."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="publication")
    freeze = models.OneToOneField(Freeze, on_delete=models.PROTECT, related_name="publication")
    slug = models.SlugField(max_length=120, unique=True)
    published_on = models.DateField()
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    area_code = models.CharField(max_length=12)
    area_name = models.CharField(max_length=100)
    region_code = models.CharField(max_length=60)
    region_name = models.CharField(max_length=80)
    topic_code = models.CharField(max_length=60, blank=True)
    topic_name = models.CharField(max_length=160, blank=True)
    demonstration = models.BooleanField()
    content = models.JSONField()
    html = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-published_on", "-pk"]
        indexes: ClassVar = [models.Index(fields=["-published_on", "-id"], name="publication_by_date")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its permanent public page."""
        return reverse("published_report", args=[self.slug])


class Receipt(models.Model):
    """When, and by whom, the principal authority received the report: the statement's clock starts here."""

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="receipt")
    received_on = models.DateField()
    received_by = models.CharField(max_length=200, help_text="name and role at the principal authority")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    due_on = models.DateField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(name="receipt_due_after_receipt", condition=models.Q(due_on__gt=models.F("received_on"))),
            models.CheckConstraint(name="receipt_says_by_whom", condition=~models.Q(received_by="")),
        ]

    def __str__(self) -> str:
        return f"received {self.received_on}"


class Statement(models.Model):
    """The principal authority's statement of proposed action. It is not graded."""

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="statement")
    body = models.TextField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.CheckConstraint(name="statement_says_something", condition=~models.Q(body=""))]

    def __str__(self) -> str:
        return f"statement on {self.publication}"
