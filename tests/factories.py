"""Nouns of agencies and accounts, dull on purpose. For people in their parts and inspections in mid-life: tests/walk.py."""

from datetime import date
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.models import User
from agencies.models import (
    Agency,
    AgencyKind,
    BankHoliday,
    Inspectorate,
    LocalArea,
    Membership,
    Partnership,
    PartnershipMember,
    Region,
    Role,
    RoleKind,
)

SINCE = date(2020, 1, 1)


class UserFactory(DjangoModelFactory):
    """A person whose password is "password"."""

    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"person{number}@example.org")
    name = factory.Sequence(lambda number: f"Person {number}")
    password = factory.django.Password("password")


class InspectorateFactory(DjangoModelFactory):
    """An inspectorate; the code "ofsted" makes the office of the year."""

    class Meta:
        model = Inspectorate
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda number: f"inspectorate-{number}")
    name = factory.LazyAttribute(lambda row: f"The {row.code}")
    short_name = factory.LazyAttribute(lambda row: row.code.title())
    position = factory.Sequence(lambda number: number + 10)


class RegionFactory(DjangoModelFactory):
    """A region."""

    class Meta:
        model = Region

    code = factory.Sequence(lambda number: f"region-{number}")
    name = factory.LazyAttribute(lambda row: row.code.title())


class AgencyKindFactory(DjangoModelFactory):
    """A kind of agency in somebody's remit."""

    class Meta:
        model = AgencyKind
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda number: f"kind-{number}")
    name = factory.LazyAttribute(lambda row: row.code.title())
    plural = factory.LazyAttribute(lambda row: f"{row.name}s")
    inspectorate = factory.SubFactory(InspectorateFactory)
    scope = "local-area"


class AgencyFactory(DjangoModelFactory):
    """A body that is inspected."""

    class Meta:
        model = Agency

    kind = factory.SubFactory(AgencyKindFactory)
    code = factory.Sequence(lambda number: f"agency-{number}")
    name = factory.LazyAttribute(lambda row: row.code.title())


class PartnershipFactory(DjangoModelFactory):
    """The arrangements of one area, with the agencies that are given."""

    class Meta:
        model = Partnership
        skip_postgeneration_save = True

    name = factory.LazyAttribute(lambda row: f"{row.local_area} partnership")

    @factory.post_generation
    def agencies(self, create: bool, given: list[Agency] | None, **_more: Any) -> None:
        if create:
            PartnershipMember.objects.bulk_create(PartnershipMember(partnership=self, agency=agency) for agency in given or [])


class LocalAreaFactory(DjangoModelFactory):
    """A local area with its partnership; `partnership__agencies=[…]` fills it."""

    class Meta:
        model = LocalArea
        skip_postgeneration_save = True

    code = factory.Sequence(lambda number: f"X{number:05d}")
    name = factory.Sequence(lambda number: f"Area {number:05d}")
    official_name = factory.LazyAttribute(lambda row: f"{row.name} Council")
    type = "unitary"
    region = factory.SubFactory(RegionFactory)
    population_0_17 = 40_000
    population_year = 2023
    deprivation_score = Decimal("20.10")
    deprivation_rank = 70
    hex_q = factory.Sequence(lambda number: number % 1000)
    hex_r = factory.Sequence(lambda number: 500 + number // 1000)
    partnership = factory.RelatedFactory(PartnershipFactory, factory_related_name="local_area")


class MembershipFactory(DjangoModelFactory):
    """A person of an inspectorate, or of the local area that is given."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    inspectorate = factory.Maybe("local_area", None, factory.SubFactory(InspectorateFactory))
    local_area = None
    job_title = "Inspector"
    since = SINCE


class RoleFactory(DjangoModelFactory):
    """A role that somebody holds since long."""

    class Meta:
        model = Role

    user = factory.SubFactory(UserFactory)
    kind = RoleKind.PROGRAMME_LEAD
    valid_from = SINCE


class BankHolidayFactory(DjangoModelFactory):
    """A day on which nobody works."""

    class Meta:
        model = BankHoliday

    day = date(2026, 5, 4)
    name = "Early May bank holiday"
