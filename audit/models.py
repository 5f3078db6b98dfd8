"""What was done: one chain of events a stream, and the words of an event in an erasable table beside it."""

from typing import ClassVar

from django.db import models


class Event(models.Model):
    """Written by `audit.record` through the database function audit_record; never changed, never deleted.

    stream: the inspection ("inspection:7") or the person ("person:12") whose chain this is.
    """

    stream = models.CharField(max_length=100)
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=100)
    verb = models.CharField(max_length=60)
    target = models.CharField(max_length=100, db_index=True)
    words_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["stream", "sequence"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stream", "sequence"], name="event_sequence_once_a_stream"),
        ]

    def __str__(self) -> str:
        return f"{self.stream} #{self.sequence} {self.verb}"


class Words(models.Model):
    """Names and words of an event; retention may erase them and the chain still verifies."""

    event = models.OneToOneField(Event, on_delete=models.DO_NOTHING, primary_key=True, related_name="words")
    data = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"words of {self.event_id}"


class Head(models.Model):
    """The end of each chain: the only row of a stream that a writer locks."""

    stream = models.CharField(max_length=100, primary_key=True)
    sequence = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.stream} at {self.sequence}"
