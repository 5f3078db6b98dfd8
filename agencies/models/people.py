"""To which organisation people belong and belonged, and which roles they hold there."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models.places import Agency, Inspectorate, LocalArea
from jtai.constraints import in_order, one_of


def of_one_organisation(prefix: str) -> models.CheckConstraint:
    """An inspectorate or a local area; an agency and co-ordinating only with an area."""
    inspectorate = models.Q(inspectorate__isnull=False, local_area__isnull=True, agency__isnull=True, co_ordinator=False)
    area = models.Q(inspectorate__isnull=True, local_area__isnull=False)
    return models.CheckConstraint(name=f"{prefix}_of_one_organisation", condition=inspectorate | area)


class Membership(models.Model):
    """The one organisation that a person belongs to: an inspectorate, or a local area (there perhaps one of its agencies)."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="membership")
    inspectorate = models.ForeignKey(Inspectorate, null=True, on_delete=models.PROTECT, related_name="memberships")
    local_area = models.ForeignKey(LocalArea, null=True, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="memberships")
    job_title = models.CharField(max_length=120)
    co_ordinator = models.BooleanField(default=False, help_text=_("co-ordinates for the director of children's services"))
    since = models.DateField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(
                name="membership_of_one_organisation",
                condition=models.Q(inspectorate__isnull=False, local_area__isnull=True)
                | models.Q(inspectorate__isnull=True, local_area__isnull=False),
            ),
            models.CheckConstraint(
                name="membership_agency_within_an_area",
                condition=models.Q(agency__isnull=True) | models.Q(local_area__isnull=False),
            ),
            models.CheckConstraint(
                name="membership_co_ordinator_of_an_area",
                condition=models.Q(co_ordinator=False) | models.Q(local_area__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.job_title}"


class PastMembership(models.Model):
    """An organisation that a person belonged to, kept when they left it or moved on. until: the day on which it ended."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="past_memberships")
    inspectorate = models.ForeignKey(Inspectorate, null=True, on_delete=models.PROTECT, related_name="+")
    local_area = models.ForeignKey(LocalArea, null=True, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    job_title = models.CharField(max_length=120)
    co_ordinator = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-until", "-pk"]
        constraints: ClassVar = [
            in_order("past_membership", "since", "until"),
            of_one_organisation("past_membership"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.job_title}, until {self.until}"


class RoleKind(models.TextChoices):
    """The dated roles beside group membership."""

    PROGRAMME_LEAD = "programme-lead", _("Programme lead")
    SIGNATORY = "signatory", _("Signatory")
    QUALITY = "quality", _("Quality assurance")
    ANALYST = "analyst", _("Analyst")
    DECISION_MAKER = "decision-maker", _("Chief Inspector’s decision maker")
    ADMINISTRATOR = "administrator", _("Inspectorate administrator")
    OBSERVER = "observer", _("Observer")
    INFORMATION_GOVERNANCE = "information-governance", _("Information governance")


class Role(models.Model):
    """A role that an inspectorate's person holds from one day to another."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=30, choices=RoleKind.choices)
    title = models.CharField(max_length=160, blank=True, help_text=_("as it is printed under a report"))
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            one_of("role", "kind", RoleKind.values),
            in_order("role", "valid_from", "valid_to"),
            models.UniqueConstraint(
                fields=["user", "kind"], condition=models.Q(valid_to__isnull=True), name="role_held_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"
