"""Which inspection stands in for one that was deferred or cancelled."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from inspections.models import Inspection


class Replacement(models.Model):
    """`instead` takes the place in the year that `gone` gave back."""

    gone = models.OneToOneField(Inspection, on_delete=models.CASCADE, related_name="replacement")
    instead = models.OneToOneField(Inspection, on_delete=models.CASCADE, related_name="stands_in")
    reason = models.CharField(max_length=1000)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(name="replacement_says_why", condition=~models.Q(reason="")),
            models.CheckConstraint(name="replacement_is_another", condition=~models.Q(gone=models.F("instead"))),
        ]

    def __str__(self) -> str:
        return f"{self.instead} instead of {self.gone}"
