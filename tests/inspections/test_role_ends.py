"""A place that needs a role ends with it, and nobody changes anything by changing their job."""

import pytest
from django.utils import timezone

from agencies.commands import change_membership, end_role, give_role
from agencies.models import Role, RoleKind
from audit import trail
from inspections import access
from inspections.drift import drift
from inspections.models import Part
from inspections.workflow import REVIEW
from jtai.errors import NotAllowed, NotNow
from reports.models import Report
from reports.policies import can_comment
from tests.factories import RoleFactory, UserFactory
from tests.walk import inspection_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return UserFactory(is_system_administrator=True)


@pytest.mark.parametrize(
    ("who", "kind", "part"),
    [("reviewer", RoleKind.QUALITY, Part.QUALITY), ("observer", RoleKind.OBSERVER, Part.OBSERVER),
     ("cqc_signatory", RoleKind.SIGNATORY, Part.SIGNATORY)],
)  # fmt: skip
def test_the_place_ends_with_the_role(people, admin, who, kind, part):
    person, inspection = getattr(people, who), inspection_at("fieldwork")
    assert inspection.team.get(user=person).part == part
    assert access.grants_of(person, inspection)
    end_role(person.roles.get(kind=kind), by=admin)
    place = inspection.team.get(user=person)
    assert (place.ended_at is not None, place.ended_by) == (True, admin)
    access.forget(person)
    assert access.grants_of(person, inspection) == frozenset()
    assert list(drift()) == []


def test_another_role_takes_no_place(people, admin):
    inspection = inspection_at("fieldwork")
    end_role(people.cqc_programme_lead.roles.get(), by=admin)
    assert not inspection.team.filter(ended_by=admin).exists()


def test_a_place_without_its_role_is_reported_and_reviews_nothing(people):
    inspection = inspection_at("fieldwork")
    Role.objects.filter(user=people.reviewer).update(valid_to=timezone.localdate())
    assert list(drift()) == [
        f"accounts.user:{people.reviewer.pk} is {Part.QUALITY.value} of inspection {inspection.pk} without the role quality."
    ]
    assert REVIEW in access.grants_of(people.reviewer, inspection)
    with pytest.raises(NotAllowed, match="quality assurance reviewer"):
        can_comment.check(people.reviewer, Report(inspection=inspection))


def test_who_has_work_on_a_team_does_not_become_an_administrator(people):
    inspection = inspection_at("fieldwork")
    with pytest.raises(NotNow, match="hand the place over"):
        give_role(people.cqc, RoleKind.ADMINISTRATOR, by=people.cqc_administrator)
    assert not people.cqc.roles.exists()
    assert access.grants_of(people.cqc, inspection)
    give_role(people.cqc, RoleKind.ANALYST, by=people.cqc_administrator)


def test_what_is_over_closes_to_who_becomes_an_administrator(people):
    inspection = inspection_at("cancelled")
    give_role(people.cqc, RoleKind.ADMINISTRATOR, by=people.cqc_administrator)
    assert inspection.team.get(user=people.cqc).ended_by == people.cqc_administrator
    access.forget(people.cqc)
    assert access.grants_of(people.cqc, inspection) == frozenset()
    assert list(drift()) == []


def test_an_administrator_with_a_place_is_reported(people):
    inspection = inspection_at("fieldwork")
    RoleFactory(user=people.cqc, kind=RoleKind.ADMINISTRATOR)
    assert list(drift()) == [
        f"accounts.user:{people.cqc.pk} is inspector of inspection {inspection.pk} and holds the role administrator, whose holder has no place."
    ]


def test_another_job_title_opens_nothing_anew(people):
    inspection = inspection_at("fieldwork")
    before = trail.trail_of(inspection.stream).count()
    change_membership(people.police, job_title="Chief", by=people.co_ordinator)
    assert trail.trail_of(inspection.stream).count() == before
    assert access.grants_of(people.police, inspection)
