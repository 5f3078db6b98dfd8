"""What was done: one chain of events a stream, and the words of an event in an erasable table beside it."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now


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
        indexes: ClassVar = [models.Index(fields=["actor"], name="event_of_an_actor")]

    def __str__(self) -> str:
        return f"{self.stream} #{self.sequence} {self.verb}"


class Words(models.Model):
    """Names and words of an event; retention may erase them and the chain still verifies.

    erased_by: the id of the event that says why they are gone, in the same stream.
    """

    event = models.OneToOneField(Event, on_delete=models.DO_NOTHING, primary_key=True, related_name="words")
    data = models.JSONField(default=dict)
    erased_by = models.BigIntegerField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"words of {self.event_id}"


class Head(models.Model):
    """The end of each chain: the only row of a stream that a writer locks. moved: no seal has seen this end yet."""

    stream = models.CharField(max_length=100, primary_key=True)
    sequence = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    moved = models.BooleanField(default=True, db_default=True)

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["stream"], condition=models.Q(moved=True), name="audit_head_moved")]

    def __str__(self) -> str:
        return f"{self.stream} at {self.sequence}"


class Seal(models.Model):
    """What the trail looked like at one moment: the ends that had moved since the seal before, under a key kept elsewhere.

    root: digest of its marks. previous: the mac of the seal before. key: which key made the mac, as a fingerprint.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    marks_made = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    key = models.CharField(max_length=16)
    mac = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"seal {self.number}"


class Mark(models.Model):
    """One end that a seal saw. Reads of a closed hour are a stream of their own ("reads:2026-11-25T21"): their number, their digest."""

    pk = models.CompositePrimaryKey("seal", "stream")
    seal = models.ForeignKey(Seal, on_delete=models.DO_NOTHING, related_name="marks", db_index=False)
    stream = models.CharField(max_length=100)
    sequence = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["stream", "sequence"], name="audit_mark_of_stream")]

    def __str__(self) -> str:
        return f"{self.stream} at {self.sequence}"


class Read(models.Model):
    """Somebody opened something: one row for each person, thing and quarter of an hour.

    stream: of what it shows (settings.CASEWORK_ROUTES). thing: the address by its name and its own numbers ("note:12", "children", "report_file:pdf").
    Partitioned by month; the tables of months to come are made ahead, and what fits into none goes into a default one.
    """

    pk = models.CompositePrimaryKey("quarter", "actor", "stream", "thing")
    quarter = models.DateTimeField()
    actor = models.CharField(max_length=100)
    stream = models.CharField(max_length=100)
    thing = models.CharField(max_length=100)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-quarter"]
        indexes: ClassVar = [
            models.Index(fields=["stream", "-quarter"], name="audit_read_of_stream"),
            models.Index(fields=["actor", "-quarter"], name="audit_read_of_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} opened {self.thing} of {self.stream}"
