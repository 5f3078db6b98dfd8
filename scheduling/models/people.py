"""The people who carry a year: how much each can take on, when they are away, and their calendars."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.streams import stream_of
from jtai.constraints import in_order, one_of
from jtai.labels import display
from scheduling.models.years import ProgrammeYear


class Capacity(models.Model):
    """How many joint inspections somebody can be on in a programme year, and whether they may lead one.

    Without a row: settings' usual number, and only of Ofsted's people is asked who may lead.
    """

    year = models.ForeignKey(ProgrammeYear, on_delete=models.PROTECT, related_name="capacities")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="capacities")
    inspections = models.PositiveSmallIntegerField()
    leads = models.BooleanField(default=False)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "user"], name="capacity_once_a_year"),
            models.CheckConstraint(name="capacity_is_plausible", condition=models.Q(inspections__lte=20)),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.year}: {self.inspections}"


class AbsenceKind(models.TextChoices):
    """Why somebody is not there; nothing more is asked."""

    LEAVE = "leave", _("Leave")
    OTHER = "other-work", _("Other work")
    TRAINING = "training", _("Training")


class Absence(models.Model):
    """Days, both included, on which somebody can be on no joint inspection."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences")
    kind = models.CharField(max_length=10, choices=AbsenceKind.choices)
    first_day = models.DateField()
    last_day = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    get_kind_display = display("kind", AbsenceKind)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["first_day", "pk"]
        constraints: ClassVar = [
            one_of("absence", "kind", AbsenceKind.values),
            in_order("absence", "first_day", "last_day"),
            models.UniqueConstraint(fields=["user", "first_day", "last_day"], name="absence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.first_day} to {self.last_day}"

    @property
    def stream(self) -> str:
        """The chain of its events: that of its person."""
        return stream_of(self.user)


class CalendarFeed(models.Model):
    """A secret address under which somebody's own calendar is read by their calendar program. Only its digest is kept.

    digest: SHA-256 of the secret, 64 hexadecimal digits. read_at: when a program last read it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-made_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user"], condition=models.Q(revoked_at=None), name="calendar_feed_one_a_person"),
        ]

    def __str__(self) -> str:
        return f"calendar of {self.user}"
