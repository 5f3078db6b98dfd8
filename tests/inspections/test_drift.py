"""verify_grants: silent on what the commands made, and each planted drift is named."""

import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from guardian.shortcuts import assign_perm

from inspections import commands
from inspections.drift import drift
from inspections.models import Inspection, InspectionGroupPermission
from tests.walk import WEEK, cast, inspection_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(people):
    """Inspections before and after notification, one with a place that has ended, and one with a new week."""
    begun = inspection_at("fieldwork")
    commands.end_place(begun.team.get(user=people.cqc), by=people.programme_lead)
    inspection_at("planned", area="X002")
    inspection_at("deferred", area="X101", week=WEEK + timedelta(weeks=1))
    inspection_at("cancelled", area="X102", week=WEEK + timedelta(weeks=2))
    return begun


@pytest.mark.usefixtures("world")
def test_what_the_commands_made_agrees():
    said = io.StringIO()
    call_command("verify_grants", stdout=said)
    assert said.getvalue() == "Memberships, roles, teams and grants agree.\n"


def test_a_person_who_left_leaves_no_drift(world):
    people = cast()
    commands.assign(world, person=people.stranger, part="inspector", by=people.programme_lead)
    assert list(drift()) == []


PLANTED = {
    "a grant gone": (
        lambda world, _people: InspectionGroupPermission.objects.filter(
            group__name=f"inspection:{world.pk}:lead", content_object=world
        ).delete(),
        "inspection:{pk}:lead should hold lead_inspection on inspection {pk} and does not.",
    ),
    "a grant too many": (
        lambda world, _people: assign_perm(
            "inspections.view_evidence", Group.objects.get(name=f"inspection:{world.pk}:observer"), world
        ),
        "inspection:{pk}:observer holds view_evidence on inspection {pk} and should not.",
    ),
    "a week told too early": (
        lambda _world, _people: assign_perm(
            "inspections.view_inspection",
            Group.objects.get(name="decisions:ofsted"),
            Inspection.objects.get(local_area__code="X002"),
        ),
        "decisions:ofsted holds view_inspection on inspection",
    ),
    "somebody left in a group": (
        lambda world, people: people.cqc.groups.add(Group.objects.get(name=f"inspection:{world.pk}:cqc")),
        "accounts.user:{cqc} is in inspection:{pk}:cqc and should not be.",
    ),
    "somebody out of their group": (
        lambda world, people: people.lead.groups.remove(Group.objects.get(name=f"inspection:{world.pk}:lead")),
        "accounts.user:{lead} should be in inspection:{pk}:lead and is not.",
    ),
    "a right of a person": (
        lambda _world, people: people.cqc.user_permissions.add(Permission.objects.first()),
        "There is a permission of a person",
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_drift_is_named(world, people, name):
    plant, sentence = PLANTED[name]
    plant(world, people)
    complained = io.StringIO()
    with pytest.raises(CommandError, match="in 1 place"):
        call_command("verify_grants", stderr=complained)
    assert sentence.format(pk=world.pk, cqc=people.cqc.pk, lead=people.lead.pk) in complained.getvalue()


@pytest.mark.usefixtures("world")
def test_more_inspections_cost_no_more_queries(django_assert_num_queries):
    with django_assert_num_queries(13):
        list(drift())
    inspection_at("notified", area="X103", week=WEEK + timedelta(weeks=3))
    with django_assert_num_queries(13):
        list(drift())
