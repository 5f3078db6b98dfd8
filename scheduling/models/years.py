"""The programme year."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse


class ProgrammeYear(models.Model):
    """A year of, normally, ten local areas. `year` is the calendar year in which it begins, on 1 April."""

    year = models.PositiveSmallIntegerField(unique=True)
    target = models.PositiveSmallIntegerField(default=10)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-year"]
        constraints: ClassVar = [
            models.CheckConstraint(name="year_is_plausible", condition=models.Q(year__gte=2016, year__lte=2100)),
            models.CheckConstraint(name="year_target_is_plausible", condition=models.Q(target__gte=1, target__lte=60)),
        ]

    def __str__(self) -> str:
        return f"{self.year}-{(self.year + 1) % 100:02d}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("programme_year", args=[self.year])
