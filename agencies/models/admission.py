"""How people are let in, and how an account that was lost is opened again. Of a link only the digest is kept."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from agencies.models.people import of_one_organisation
from agencies.models.places import Agency, Inspectorate, LocalArea
from jtai.constraints import both_or_neither

OPEN = models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True)
UNUSED = models.Q(used_at__isnull=True, withdrawn_at__isnull=True)


class Invitation(models.Model):
    """Somebody is asked to join an organisation. roles: the RoleKinds that come with it.

    It says nothing of any inspection: contacts are kept all year.
    """

    email = models.EmailField()
    name = models.CharField(max_length=150)
    inspectorate = models.ForeignKey(Inspectorate, null=True, on_delete=models.PROTECT, related_name="+")
    local_area = models.ForeignKey(LocalArea, null=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    job_title = models.CharField(max_length=120)
    co_ordinator = models.BooleanField(default=False)
    roles = ArrayField(models.CharField(max_length=30), default=list)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-invited_at", "-pk"]
        constraints: ClassVar = [
            of_one_organisation("invitation"),
            both_or_neither("invitation", "accepted_at", "accepted_by"),
            both_or_neither("invitation", "withdrawn_at", "withdrawn_by"),
            models.CheckConstraint(
                name="invitation_accepted_or_withdrawn",
                condition=models.Q(accepted_at__isnull=True) | models.Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(name="invitation_expires_later", condition=models.Q(expires_at__gt=models.F("invited_at"))),
            models.UniqueConstraint(
                Lower("email"),
                "inspectorate",
                condition=OPEN & models.Q(inspectorate__isnull=False),
                name="invitation_open_once_an_inspectorate",
            ),
            models.UniqueConstraint(
                Lower("email"),
                "local_area",
                condition=OPEN & models.Q(local_area__isnull=False),
                name="invitation_open_once_an_area",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"


class Recovery(models.Model):
    """An account that its person can no longer open. One asks, a second confirms, and only the person gets the link."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recoveries")
    reason = models.CharField(max_length=1000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            both_or_neither("recovery", "confirmed_at", "confirmed_by"),
            models.CheckConstraint(
                name="recovery_confirmed_has_a_link",
                condition=models.Q(confirmed_at__isnull=True, digest="")
                | (models.Q(confirmed_at__isnull=False) & ~models.Q(digest="")),
            ),
            models.UniqueConstraint(fields=["digest"], condition=~models.Q(digest=""), name="recovery_link_once"),
            both_or_neither("recovery", "confirmed_at", "expires_at"),
            both_or_neither("recovery", "withdrawn_at", "withdrawn_by"),
            models.CheckConstraint(name="recovery_says_why", condition=~models.Q(reason="")),
            # Nobody becomes somebody: two others, who are two.
            models.CheckConstraint(
                name="recovery_by_two_others",
                condition=~models.Q(asked_by=models.F("user"))
                & (
                    models.Q(confirmed_by__isnull=True)
                    | (~models.Q(confirmed_by=models.F("user")) & ~models.Q(confirmed_by=models.F("asked_by")))
                ),
            ),
            models.CheckConstraint(
                name="recovery_used_after_confirming",
                condition=models.Q(used_at__isnull=True) | models.Q(confirmed_at__isnull=False),
            ),
            models.UniqueConstraint(fields=["user"], condition=UNUSED, name="recovery_open_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"recovery of {self.user}"
