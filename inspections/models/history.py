"""Inspections of the past, as published letters tell of them: dates and topic only."""

from typing import ClassVar

from django.db import models

from agencies.models import LocalArea
from inspections.models.framework import DeepDiveTopic


class PastInspection(models.Model):
    """A JTAI that took place before this product. It carries no content, and JTAIs carry no grade."""

    local_area = models.ForeignKey(LocalArea, on_delete=models.CASCADE, related_name="past_inspections")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(null=True)
    fieldwork_start = models.DateField(null=True)
    fieldwork_end = models.DateField(null=True)
    published = models.DateField(null=True)
    topic = models.ForeignKey(DeepDiveTopic, null=True, on_delete=models.PROTECT, related_name="past_inspections")
    kind = models.CharField(max_length=40)
    evidence = models.CharField(max_length=60)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-year", "-month"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["local_area", "year", "month", "kind"], name="past_inspection_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.local_area}, {self.year}"
