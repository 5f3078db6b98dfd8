"""Which inspection stands in for one that was deferred or cancelled."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from inspections.models import Inspection
from scheduling.models.years import ProgrammeYear


class Replacement(models.Model):
    """`instead` takes the place that `gone` gave back in this year; what either does in another year is another pair."""

    year = models.ForeignKey(ProgrammeYear, on_delete=models.PROTECT, related_name="replacements")
    gone = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="+")
    instead = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=1000)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "gone"], name="replacement_once_a_year"),
            models.UniqueConstraint(fields=["year", "instead"], name="replacement_of_one_a_year"),
            models.CheckConstraint(name="replacement_says_why", condition=~models.Q(reason="")),
            models.CheckConstraint(name="replacement_is_another", condition=~models.Q(gone=models.F("instead"))),
        ]

    def __str__(self) -> str:
        return f"{self.instead} instead of {self.gone}"
