"""Joining, roles and leaving: row, groups and what hangs on them move together."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.commands import create_token
from accounts.models import Token
from agencies import queries
from agencies.commands import end_role, give_role, join, leave, on_leave
from agencies.commands import people as people_commands
from agencies.models import Membership, Role, RoleKind
from audit import trail
from jtai.errors import Invalid, NotAllowed, NotNow
from tests.factories import (
    AgencyFactory,
    InspectorateFactory,
    LocalAreaFactory,
    MembershipFactory,
    RoleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return UserFactory(is_system_administrator=True)


def administers(inspectorate):
    """Somebody who manages the people of this inspectorate."""
    person = MembershipFactory(inspectorate=inspectorate).user
    RoleFactory(user=person, kind=RoleKind.ADMINISTRATOR)
    return person


@pytest.fixture(autouse=True)
def _only_own_hooks(monkeypatch):
    """An empty registry, so that a test hears only its own hooks."""
    monkeypatch.setattr(people_commands, "_on_leave", [])


def groups_of(user):
    return sorted(user.groups.values_list("name", flat=True))


def verbs_of(user):
    return [event.verb for event in trail.trail_of(f"person:{user.pk}")][::-1]


def test_a_person_joins_an_inspectorate(admin):
    newcomer, cqc = UserFactory(), InspectorateFactory(code="cqc")

    membership = join(newcomer, inspectorate=cqc, job_title="Inspector", by=admin)

    assert (membership.inspectorate, membership.local_area, membership.since) == (cqc, None, timezone.localdate())
    assert queries.inspectorate_of(newcomer) == cqc
    assert verbs_of(newcomer) == ["person.join"]
    assert groups_of(newcomer) == []


def test_a_person_joins_an_agency_of_a_local_area(admin):
    police = AgencyFactory()
    area = LocalAreaFactory(partnership__agencies=[police])
    contact = UserFactory()

    join(contact, local_area=area, agency=police, job_title="Superintendent", by=admin)

    assert queries.membership_of(contact).agency == police
    with pytest.raises(NotAllowed, match="Only people of an inspectorate"):
        queries.inspectorate_of(contact)


def test_an_organisation_that_contradicts_itself_is_refused(admin):
    person, cqc, area, elsewhere = UserFactory(), InspectorateFactory(), LocalAreaFactory(), AgencyFactory()
    for organisation in (
        {},
        {"inspectorate": cqc, "local_area": area},
        {"inspectorate": cqc, "agency": elsewhere},
        {"inspectorate": cqc, "co_ordinator": True},
        {"local_area": area, "agency": elsewhere},
    ):
        with pytest.raises(Invalid):
            join(person, job_title="Inspector", **organisation, by=admin)
    assert Membership.objects.count() == 0


def test_only_administrators_manage_people_and_they_stay_outside():
    cqc, stranger, newcomer = InspectorateFactory(), UserFactory(), UserFactory()
    admin = UserFactory(is_system_administrator=True)
    with pytest.raises(NotAllowed, match="Only an inspectorate administrator"):
        join(newcomer, inspectorate=cqc, job_title="Inspector", by=stranger)
    with pytest.raises(NotAllowed, match="cannot belong"):
        join(admin, inspectorate=cqc, job_title="Inspector", by=admin)


def test_joining_again_changes_the_job_and_nothing_else(admin):
    member = MembershipFactory()

    join(member.user, inspectorate=member.inspectorate, job_title="Senior inspector", by=admin)

    assert list(Membership.objects.values_list("pk", "job_title", "since")) == [(member.pk, "Senior inspector", member.since)]


def test_moving_to_another_organisation_ends_everything_at_the_old_one(admin):
    heard = []
    on_leave(lambda user, by: heard.append((user.pk, by.pk)))
    member = MembershipFactory()
    give_role(member.user, RoleKind.PROGRAMME_LEAD, by=administers(member.inspectorate))
    elsewhere = InspectorateFactory()

    join(member.user, inspectorate=elsewhere, job_title="Inspector", by=admin)

    assert heard == [(member.user.pk, admin.pk)]
    assert groups_of(member.user) == []
    assert queries.inspectorate_of(member.user) == elsewhere
    assert queries.has_role(member.user, RoleKind.PROGRAMME_LEAD) is False
    assert member.user.is_active is True


def test_leaving_ends_roles_groups_sessions_and_tokens_together(admin, client):
    member = MembershipFactory()
    give_role(member.user, RoleKind.DECISION_MAKER, by=administers(member.inspectorate))
    create_token(name="sheet", scope="read", days=5, by=member.user)
    client.force_login(member.user)

    leave(member.user, by=admin)

    member.user.refresh_from_db()
    assert member.user.is_active is False
    assert Membership.objects.filter(user=member.user).exists() is False
    assert groups_of(member.user) == []
    assert Role.objects.get(user=member.user).valid_to == timezone.localdate()
    assert Token.objects.filter(user=member.user, revoked_at=None).exists() is False
    assert client.get("/account/").status_code == 302
    assert verbs_of(member.user)[-2:] == ["person.leave", "person.close_account"]


def test_a_hook_that_refuses_keeps_the_person_where_they_are(admin):
    def refuse(_user, _by):
        raise NotNow("Assign a new lead inspector first.")

    on_leave(refuse)
    member = MembershipFactory()
    with pytest.raises(NotNow, match="new lead inspector"):
        leave(member.user, by=admin)
    assert Membership.objects.filter(user=member.user).exists() is True
    assert verbs_of(member.user) == []


def test_a_hook_registered_twice_runs_once(admin):
    heard = []

    def hear(user, _by):
        heard.append(user)

    on_leave(hear)
    on_leave(hear)
    leave(MembershipFactory().user, by=admin)
    assert len(heard) == 1


def test_nobody_leaves_twice(admin):
    with pytest.raises(NotNow, match="does not belong"):
        leave(UserFactory(), by=admin)


@pytest.mark.parametrize(
    ("kind", "group"),
    [
        (RoleKind.PROGRAMME_LEAD, ["office:cqc"]),
        (RoleKind.DECISION_MAKER, ["decisions:cqc"]),
        (RoleKind.SIGNATORY, []),
        (RoleKind.QUALITY, []),
        (RoleKind.ANALYST, []),
        (RoleKind.ADMINISTRATOR, []),
        (RoleKind.OBSERVER, []),
    ],
)
def test_only_the_office_and_who_decides_on_statements_hold_grants_by_their_role(kind, group):
    member = MembershipFactory(inspectorate__code="cqc")
    admin = administers(member.inspectorate)
    role = give_role(member.user, kind, by=admin)
    assert groups_of(member.user) == group
    assert queries.has_role(member.user, kind) is True

    end_role(role, by=admin)
    assert groups_of(member.user) == []
    assert queries.has_role(member.user, kind) is False


def test_a_role_that_ends_takes_its_own_group_alone():
    member = MembershipFactory(inspectorate__code="cqc")
    admin = administers(member.inspectorate)
    first = give_role(member.user, RoleKind.PROGRAMME_LEAD, by=admin)
    give_role(member.user, RoleKind.DECISION_MAKER, by=admin)
    assert groups_of(member.user) == ["decisions:cqc", "office:cqc"]
    end_role(first, by=admin)
    assert groups_of(member.user) == ["decisions:cqc"]


def test_roles_are_refused_where_they_make_no_sense(admin):
    member, outsider = MembershipFactory(), MembershipFactory(local_area=LocalAreaFactory())
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(NotNow, match="does not belong to an inspectorate"):
        give_role(outsider.user, RoleKind.SIGNATORY, by=admin)
    admin = administers(member.inspectorate)
    with pytest.raises(Invalid, match="begins today or began earlier"):
        give_role(member.user, RoleKind.SIGNATORY, valid_from=tomorrow, by=admin)
    with pytest.raises(Invalid, match="from the list"):
        give_role(member.user, "king", by=admin)
    role = give_role(member.user, RoleKind.SIGNATORY, by=admin)
    with pytest.raises(NotNow, match="already holds"):
        give_role(member.user, RoleKind.SIGNATORY, by=admin)
    end_role(role, by=admin)
    with pytest.raises(NotNow, match="already ended"):
        end_role(role, by=admin)


def test_a_role_is_held_from_its_first_day_until_the_day_it_ends():
    role = RoleFactory(kind=RoleKind.SIGNATORY, valid_from=date(2021, 5, 3), valid_to=date(2023, 2, 1))
    held = [queries.has_role(role.user, RoleKind.SIGNATORY, on=day) for day in (
        date(2021, 5, 2), date(2021, 5, 3), date(2023, 1, 31), date(2023, 2, 1))]  # fmt: skip
    assert held == [False, True, True, False]


def test_roles_and_membership_cost_one_query_each_a_request(django_assert_num_queries):
    member = MembershipFactory()
    RoleFactory(user=member.user)
    person = type(member.user).objects.get(pk=member.user.pk)
    with django_assert_num_queries(2):
        for _time in range(3):
            queries.inspectorate_of(person)
            queries.has_role(person, RoleKind.PROGRAMME_LEAD)
            queries.has_role(person, RoleKind.SIGNATORY)


def test_holders_of_a_role_are_active_people_of_that_inspectorate():
    cqc = InspectorateFactory(code="cqc")
    signatory, gone, elsewhere, past = (
        MembershipFactory(inspectorate=cqc).user,
        MembershipFactory(inspectorate=cqc, user__is_active=False).user,
        MembershipFactory().user,
        MembershipFactory(inspectorate=cqc).user,
    )
    for person in (signatory, gone, elsewhere):
        RoleFactory(user=person, kind=RoleKind.SIGNATORY)
    RoleFactory(user=past, kind=RoleKind.SIGNATORY, valid_to=date(2021, 1, 1))
    assert list(queries.holders_of(cqc, RoleKind.SIGNATORY)) == [signatory]


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("membership_of_one_organisation", {"inspectorate": None}),
        ("membership_agency_within_an_area", {"agency": "agency"}),
        ("membership_co_ordinator_of_an_area", {"co_ordinator": True}),
    ],
)
def test_the_database_keeps_memberships_whole(constraint, change):
    member = MembershipFactory()
    values = {name: AgencyFactory() if value == "agency" else value for name, value in change.items()}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Membership.objects.filter(pk=member.pk).update(**values)


def test_the_database_keeps_roles_whole():
    role = RoleFactory()
    with pytest.raises(IntegrityError, match="role_held_once_at_a_time"), transaction.atomic():
        RoleFactory(user=role.user)
    with pytest.raises(IntegrityError, match="role_kind_is_known"), transaction.atomic():
        Role.objects.filter(pk=role.pk).update(kind="king")
    with pytest.raises(IntegrityError, match="role_valid_from_before_valid_to"), transaction.atomic():
        Role.objects.filter(pk=role.pk).update(valid_to=date(2000, 1, 1))
