"""Stored files by content."""

from typing import ClassVar

from django.db import models


class StoredFile(models.Model):
    """Bytes that do not change: the same bytes are stored once. Who may have them is the rule of the row that points here."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(help_text="bytes")
    content_type = models.CharField(max_length=100)
    content = models.FileField(upload_to="files/%Y/%m/", max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(name="file_is_not_empty", condition=models.Q(size__gt=0)),
            models.CheckConstraint(name="file_digest_is_sha256", condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$")),
        ]

    def __str__(self) -> str:
        return f"{self.content_type}, {self.size} bytes, {self.sha256[:12]}"
