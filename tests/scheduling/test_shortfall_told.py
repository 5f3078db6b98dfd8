"""What is missing in a year is told to those who see all of it; to others it would be wrong, or give a planned week away."""

import pytest
from django.urls import reverse

from accounts.models import User
from agencies.models import RoleKind
from scheduling.commands import open_year
from tests.factories import MembershipFactory, RoleFactory
from tests.walk import FRONT_DOOR, YEAR, cast, inspection_at

pytestmark = pytest.mark.django_db


def page(client, viewer, name, *args):
    client.force_login(User.objects.get(pk=viewer.pk))
    return " ".join(client.get(reverse(name, args=args)).content.decode().split())


def test_an_inspectorate_that_does_not_take_part_everywhere_reads_of_no_shortfall(client):
    people = cast()
    for year in range(YEAR, YEAR + 3):
        open_year(year=year, target=1, by=people.programme_lead)
        # HMI Probation is absent from front-door inspections.
        inspection_at("planned", framework=FRONT_DOOR, year=year, partners=(), staffed=False, area=f"X{year}")
    probation = MembershipFactory(inspectorate=people.probation.membership.inspectorate).user
    RoleFactory(user=probation, kind=RoleKind.PROGRAMME_LEAD)
    assert "1 inspection of 1 has an area and a week" in page(client, people.programme_lead, "home")
    said = page(client, probation, "home")
    assert "your inspectorate takes part in 0 inspections" in said
    assert "no area and week" not in said
    for name, args in (("programme_years", []), ("programme_year", [YEAR])):
        assert "Shortfall" in page(client, people.programme_lead, name, *args)
        assert "Shortfall" not in page(client, probation, name, *args)
