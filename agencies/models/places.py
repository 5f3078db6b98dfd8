"""Where: regions, local areas, agencies and their partnerships, and the days on which nobody works."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jtai.constraints import in_order


class Region(models.Model):
    """One of Ofsted's regions, or a fictional one of the demonstration world."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    demonstration = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["demonstration", "name"]

    def __str__(self) -> str:
        return self.name


class Inspectorate(models.Model):
    """One of the four tenants. `position` is the order in which they sign."""

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=30)
    position = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.short_name


class AgencyKind(models.Model):
    """A kind of agency, dated: CRCs ended in June 2021, ICBs began on 1 July 2022. The inspectorate is whose remit it is."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    plural = models.CharField(max_length=120)
    inspectorate = models.ForeignKey(Inspectorate, null=True, on_delete=models.PROTECT, related_name="remit")
    statutory = models.BooleanField(default=False, help_text=_("one of the three statutory safeguarding partners"))
    scope = models.CharField(max_length=20)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    successor = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="predecessors")

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [in_order("agency_kind", "valid_from", "valid_to")]

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """A body that is inspected: a council, a force, a care board, a trust, a service."""

    kind = models.ForeignKey(AgencyKind, on_delete=models.PROTECT, related_name="agencies")
    code = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    demonstration = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["name"]
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name


class LocalArea(models.Model):
    """The footprint of one upper-tier local authority. population_0_17: children; deprivation_rank: 1 is most deprived."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=100, unique=True)
    official_name = models.CharField(max_length=160)
    type = models.CharField(max_length=40)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="local_areas")
    population_0_17 = models.PositiveIntegerField()
    population_year = models.PositiveSmallIntegerField()
    deprivation_score = models.DecimalField(max_digits=5, decimal_places=2)
    deprivation_rank = models.PositiveSmallIntegerField()
    hex_q = models.SmallIntegerField()
    hex_r = models.SmallIntegerField()
    demonstration = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["hex_q", "hex_r"], name="local_area_has_its_own_hex")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("local_area", args=[self.code])


class Partnership(models.Model):
    """The local multi-agency safeguarding arrangements of one local area: "the collective response"."""

    local_area = models.OneToOneField(LocalArea, on_delete=models.CASCADE, related_name="partnership")
    name = models.CharField(max_length=160)
    agencies = models.ManyToManyField(Agency, through="PartnershipMember", related_name="partnerships")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class PartnershipMember(models.Model):
    """An agency's place in a partnership; a force or a care board has one in many. share: percent of the area's small areas."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="members")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="places")
    share = models.DecimalField(max_digits=5, decimal_places=1, null=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["partnership", "agency"], name="agency_once_a_partnership")]

    def __str__(self) -> str:
        return f"{self.agency} in {self.partnership}"


class BankHoliday(models.Model):
    """A day on which nobody in England and Wales works; filled from a library, and people can add one-off days."""

    day = models.DateField(primary_key=True)
    name = models.CharField(max_length=120)
    added_by_hand = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["day"]

    def __str__(self) -> str:
        return f"{self.day}: {self.name}"


class ClosedPeriod(models.Model):
    """Days of a year on which no fieldwork takes place in practice."""

    name = models.CharField(max_length=80)
    first_day = models.DateField()
    last_day = models.DateField()
    reason = models.CharField(max_length=300)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["first_day"]
        constraints: ClassVar = [
            in_order("closed_period", "first_day", "last_day"),
            models.UniqueConstraint(fields=["first_day", "last_day"], name="closed_period_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.first_day} to {self.last_day}"


class SchoolHoliday(models.Model):
    """Days, both included, on which the schools of a local area are closed. half_term: a short one, in the middle of a term.

    An area without a row for a school year is one whose terms are not known; that is never taken for a year without holidays.
    school_year: the calendar year in which it begins, in September.
    """

    local_area = models.ForeignKey(LocalArea, on_delete=models.CASCADE, related_name="school_holidays")
    school_year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    first_day = models.DateField()
    last_day = models.DateField()
    half_term = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["first_day", "pk"]
        constraints: ClassVar = [
            in_order("school_holiday", "first_day", "last_day"),
            models.UniqueConstraint(fields=["local_area", "first_day"], name="school_holiday_once"),
        ]

    def __str__(self) -> str:
        return f"{self.local_area}: {self.name}, {self.first_day} to {self.last_day}"
