"""A text and all that was ever written into it."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from jtai.constraints import both_or_neither


class Text(models.Model):
    """The current words. `version` is the number of the revision that they are."""

    body = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    revisions_made = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)
    # The current words, where somebody else wrote them than whose note or finding it is: filled by `writing.queries.name_last_hands`.
    by_another: "Revision | None" = None

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(name="text_version_was_made", condition=models.Q(version__lte=models.F("revisions_made"))),
        ]

    def __str__(self) -> str:
        return self.body[:80]


class Revision(models.Model):
    """What one person wrote at one time.

    kept_beside: the writer had started from an older version, so these words wait beside the current ones
    until somebody settles which stand. values: the other fields of the form they came with.
    """

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    base = models.PositiveIntegerField()
    body = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    values = models.JSONField(default=dict)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    kept_beside = models.BooleanField(default=False)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["text", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["text", "number"], name="revision_number_once_a_text"),
            both_or_neither("revision", "settled_at", "settled_by"),
            models.CheckConstraint(name="revision_base_is_older", condition=models.Q(base__lt=models.F("number"))),
        ]

    def __str__(self) -> str:
        return f"revision {self.number} of text {self.text_id}"
