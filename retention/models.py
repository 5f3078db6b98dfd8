"""What is on hold, what was removed, and each run of the daily job."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from agencies.models import Inspectorate
from jtai.constraints import both_or_neither


class Hold(models.Model):
    """Nothing of this is removed while the hold stands. key: of retention.queries.HELD, as "inspections.inspection:7".

    inspectorate: whose hold it is; none: a system administrator's. Each lifts its own and no other.
    """

    key = models.CharField(max_length=100)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    inspectorate = models.ForeignKey(Inspectorate, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="hold_says_why", condition=~models.Q(reason="")),
            both_or_neither("hold", "released_at", "released_by"),
            models.UniqueConstraint(
                fields=["key", "inspectorate"],
                condition=models.Q(released_at__isnull=True),
                name="hold_once_at_a_time",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"hold on {self.key}"


class Run(models.Model):
    """One day's run. removed: how many of what, by the code of the policy; held: how many would have been due."""

    at = models.DateTimeField(auto_now_add=True)
    table_digest = models.CharField(max_length=64, help_text="of the policy table as it was read")
    removed = models.JSONField(default=dict)
    held = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"run of {self.at}"


class Removal(models.Model):
    """What a policy removed of one thing: how much, and the digest of what it was. It is kept for ever."""

    policy = models.CharField(max_length=40)
    basis = models.TextField(help_text="in the words of the policy at that time")
    key = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="removals")

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["policy", "key"], name="removal_once")]

    def __str__(self) -> str:
        return f"{self.policy} of {self.key}"
