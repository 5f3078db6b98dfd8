"""Who answers requests for access has no place on a team: nobody searches or redacts what they wrote or judged themselves."""

import pytest
from django.urls import reverse

from agencies.commands import give_role
from agencies.models import RoleKind
from inspections import access, commands, queries
from inspections.drift import drift
from inspections.models import Part, TeamPlace
from jtai.errors import NotNow
from tests.factories import MembershipFactory, RoleFactory
from tests.walk import inspection_at

pytestmark = pytest.mark.django_db
NO_PLACE = r"answers requests for access to information, so has no place on a team. Choose somebody else."


def test_information_governance_is_not_offered_and_gets_no_place(client, people):
    inspection = inspection_at("fieldwork")
    officer, office = people.ofsted_governance, people.programme_lead
    RoleFactory(user=officer, kind=RoleKind.OBSERVER)
    led = inspection.team.get(user=people.lead, ended_at=None)
    client.force_login(office)
    for offered in ("team_add", "team_replace"):
        at = [inspection.pk] if offered == "team_add" else [inspection.pk, led.pk]
        page = client.get(reverse(offered, args=at)).content.decode()
        assert f">{people.stranger.name}, " in page
        assert f">{officer.name}, " not in page
    assert officer not in queries.candidates_for(office, inspection)
    for act in (
        lambda: commands.assign(inspection, person=officer, part=Part.OBSERVER, by=office),
        lambda: commands.assign(inspection, person=officer, part=Part.LEAD, by=office),
        lambda: commands.replace(led, person=officer, by=office),
        lambda: commands.ask_override(inspection, person=officer, reason="x", by=office),
    ):
        with pytest.raises(NotNow, match=NO_PLACE):
            act()
    assert not TeamPlace.objects.filter(user=officer).exists()


def test_who_has_work_on_a_team_does_not_get_the_role(people):
    inspection = inspection_at("fieldwork")
    with pytest.raises(NotNow, match=r"has a place on a team, and whoever answers requests .* hand the place over first"):
        give_role(people.cqc, RoleKind.INFORMATION_GOVERNANCE, by=people.cqc_administrator)
    assert not people.cqc.roles.exists()
    assert access.grants_of(people.cqc, inspection)
    successor = MembershipFactory(inspectorate=people.cqc.membership.inspectorate).user
    place = inspection.team.get(user=people.cqc, ended_at=None)
    commands.replace(place, person=successor, by=people.cqc_programme_lead)
    assert give_role(people.cqc, RoleKind.INFORMATION_GOVERNANCE, by=people.cqc_administrator)


def test_what_is_over_closes_to_who_gets_the_role(people):
    inspection = inspection_at("cancelled")
    give_role(people.cqc, RoleKind.INFORMATION_GOVERNANCE, by=people.cqc_administrator)
    assert inspection.team.get(user=people.cqc).ended_by == people.cqc_administrator
    access.forget(people.cqc)
    assert access.grants_of(people.cqc, inspection) == frozenset()
    assert list(drift()) == []


def test_an_officer_with_a_place_is_reported(people):
    inspection = inspection_at("fieldwork")
    RoleFactory(user=people.cqc, kind=RoleKind.INFORMATION_GOVERNANCE)
    place = f"accounts.user:{people.cqc.pk} is inspector of inspection {inspection.pk}"
    assert list(drift()) == [f"{place} and holds the role information-governance, whose holder has no place."]
