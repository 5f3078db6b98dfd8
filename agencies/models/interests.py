"""What a person declares that might sway them, or look as if it did."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models.places import Agency, LocalArea
from jtai.constraints import one_of


class InterestKind(models.TextChoices):
    """How somebody is tied to an area or an agency."""

    LIVES = "lives", _("I live there, or lived there")
    EMPLOYER = "employer", _("I work there as well")
    WORKED = "worked", _("I worked there before")
    RELATIVE = "relative", _("Somebody close to me works there")


class Interest(models.Model):
    """One tie of one person. last_day: of work there. details are for the person and their own administrator alone."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="interests")
    kind = models.CharField(max_length=10, choices=InterestKind.choices)
    local_area = models.ForeignKey(LocalArea, null=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    details = models.CharField(max_length=500, blank=True)
    last_day = models.DateField(null=True)
    declared_on = models.DateField()
    declared_at = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True)

    # Not kept: whether somebody was told, when it was declared just now, that a conflict exists.
    told = False

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-declared_on", "-pk"]
        constraints: ClassVar = [
            one_of("interest", "kind", InterestKind.values),
            models.CheckConstraint(
                name="interest_names_where",
                condition=models.Q(local_area__isnull=False) | models.Q(agency__isnull=False),
            ),
            models.CheckConstraint(
                name="interest_worked_until",
                condition=models.Q(kind="worked", last_day__isnull=False)
                | (~models.Q(kind="worked") & models.Q(last_day=None)),
            ),
            models.CheckConstraint(
                name="interest_ends_later",
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("declared_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.agency or self.local_area}"


class InterestStatement(models.Model):
    """The person has looked at their interests on this day and said that they are complete: perhaps that there are none."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="interest_statements")
    on = models.DateField()
    nothing = models.BooleanField(default=False, help_text=_("they declared that they have nothing to declare"))

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-on", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "on"], name="interests_stated_once_a_day")]

    def __str__(self) -> str:
        return f"{self.user}, {self.on}"
