"""A file of activities that was sent in, and what became of its rows."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from files.models import StoredFile
from jtai.constraints import both_or_neither
from programmes.models.programme import Programme


class ImportRun(models.Model):
    """One import: either every row was loaded, or none. faults: the first thousand, as {line, column, what}; fault_count: all.

    only_check: nothing is loaded whatever is found. rows: lines read without the heading. added, changed: of those that were
    loaded, or would have been by a check; changes: the first thousand of the latter, as {line, reference}. sheet: which was
    read, of a workbook that has several. A job reads the file (jobs.Job names it); finished_at: it was read through.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="imports")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=130)
    only_check = models.BooleanField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    loaded = models.BooleanField(null=True)
    sheet = models.CharField(max_length=60, blank=True)
    rows = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    changes = models.JSONField(default=list)
    fault_count = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            both_or_neither("import_run", "finished_at", "loaded"),
            models.CheckConstraint(
                name="import_run_loads_all_or_nothing",
                condition=models.Q(loaded__isnull=True)
                | models.Q(loaded=True, fault_count=0, only_check=False)
                | models.Q(loaded=False, only_check=True)
                | models.Q(loaded=False, added=0, changed=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} into {self.programme}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("activity_import_run", args=[self.programme.code, self.pk])

    @property
    def unchanged(self) -> int:
        """Lines that say what stands already."""
        return self.rows - self.added - self.changed

    @property
    def stream(self) -> str:
        """The chain of its trail: that of its programme."""
        return f"programme:{self.programme_id}"
