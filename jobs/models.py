"""Work that is slow or outside, as rows. Celery only carries their ids."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from jtai.constraints import both_or_neither, one_of


class State(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Building")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class Job(models.Model):
    """One piece of work. `key` names it: asking twice for the same work gives the same row.

    claim: drawn at each take-up; a worker that lost its claim can no longer finish the job. due_at: not before (a pause
    after a failed attempt). sent_at: when its id last went to the broker. All times are the database's, whose clock all share.
    """

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200, unique=True)
    target = models.CharField(max_length=100, db_index=True)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.UUIDField(null=True)
    progress = models.PositiveSmallIntegerField(default=0)
    doing = models.CharField(max_length=200, blank=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [
            models.Index(
                fields=["state", "heartbeat_at"], condition=models.Q(state__in=["waiting", "running"]), name="job_open"
            ),
        ]
        constraints: ClassVar = [
            one_of("job", "state", State.values),
            both_or_neither("job", "claim", "heartbeat_at"),
            models.CheckConstraint(name="job_progress_is_a_percentage", condition=models.Q(progress__lte=100)),
            models.CheckConstraint(
                name="job_running_has_a_claim", condition=~models.Q(state="running") | models.Q(claim__isnull=False)
            ),
            models.CheckConstraint(name="job_failed_says_why", condition=~models.Q(state="failed") | ~models.Q(error="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} ({self.state})"

    @property
    def shown_as(self) -> str:
        """Its state as the pages' component of progress calls it."""
        return "building" if self.state == State.RUNNING else self.state


class Email(models.Model):
    """An e-mail to send; written with the change that it tells of. forget: its body is erased once it has gone (secret links)."""

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    forget = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}"
