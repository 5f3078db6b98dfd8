"""People join an organisation, hold roles in it, and leave it: row, groups and what hangs on them move together."""

from collections.abc import Callable, Container
from datetime import date
from functools import partial
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.commands import close_account, stream_of
from accounts.models import User
from agencies import notices, policies
from agencies.models import (
    Agency,
    Inspectorate,
    LocalArea,
    Membership,
    PartnershipMember,
    PastMembership,
    Recovery,
    Role,
    RoleKind,
)
from agencies.queries import decisions_name, forget, inspectorate_of, membership_of, office_name, told_of
from audit import trail
from jtai.errors import Invalid

# Roles that open inspections by themselves, each through a group of its own (the name for an inspectorate's code): the programme
# office sees every inspection in which its inspectorate takes part; who decides on statements sees one once it is notified.
GROUPS_OF_ROLES: dict[str, Callable[[str], str]] = {
    RoleKind.PROGRAMME_LEAD: office_name,
    RoleKind.DECISION_MAKER: decisions_name,
}
# Given by one administrator, told to the others: each opens more than a place on a team does, and nobody else would notice.
TOLD_ROLES = (RoleKind.ADMINISTRATOR, RoleKind.INFORMATION_GOVERNANCE, *GROUPS_OF_ROLES)
# What may become another one while somebody stays where they are.
CHANGED = frozenset({"name", "job_title", "agency", "co_ordinator"})

Hook = Callable[[User, User], None]
_on_join: list[Hook] = []
_on_leave: list[Hook] = []
RoleHook = Callable[[User, str, User], None]
_on_role_given: list[RoleHook] = []
_on_role_end: list[RoleHook] = []


def on_join(hook: Hook) -> None:
    """Have `hook(user, by)` run in the transaction in which a person has just joined an organisation.

    Called in AppConfig.ready() of a higher room; registering the same hook twice is the same as once.
    """
    if hook not in _on_join:
        _on_join.append(hook)


def on_leave(hook: Hook) -> None:
    """Have `hook(user, by)` run in the transaction in which a person leaves, before the membership ends.

    A hook that raises a refusal keeps the person where they are.
    """
    if hook not in _on_leave:
        _on_leave.append(hook)


def on_role_given(hook: RoleHook) -> None:
    """Have `hook(user, kind, by)` run in the transaction in which a role of this RoleKind is about to be given.

    A hook that raises a refusal keeps the role from the person.
    """
    if hook not in _on_role_given:
        _on_role_given.append(hook)


def on_role_end(hook: RoleHook) -> None:
    """Have `hook(user, kind, by)` run in the transaction in which a role of this RoleKind has just ended by itself.

    Who leaves loses all of them: that is `on_leave`.
    """
    if hook not in _on_role_end:
        _on_role_end.append(hook)


def _group_of_role(kind: str, inspectorate: Inspectorate) -> Group:
    """The group that holds the grants of a role of GROUPS_OF_ROLES."""
    return Group.objects.get_or_create(name=GROUPS_OF_ROLES[kind](inspectorate.code))[0]


def lock(user: User) -> None:
    """Lock the person until commit and read membership and roles anew."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    forget(user)


@transaction.atomic
def join(
    user: User,
    *,
    inspectorate: Inspectorate | None = None,
    local_area: LocalArea | None = None,
    agency: Agency | None = None,
    job_title: str,
    co_ordinator: bool = False,
    by: User,
) -> Membership:
    """Make this person belong to one inspectorate or one local area (there perhaps to one of its agencies).

    A person who belonged elsewhere leaves there first. Raises Invalid when the organisation contradicts itself.
    """
    lock(user)
    policies.can_join.check(by, user, inspectorate, local_area)
    return admit(
        user,
        inspectorate=inspectorate,
        local_area=local_area,
        agency=agency,
        job_title=job_title,
        co_ordinator=co_ordinator,
        by=by,
    )


def admit(
    user: User,
    *,
    inspectorate: Inspectorate | None,
    local_area: LocalArea | None,
    agency: Agency | None,
    job_title: str,
    co_ordinator: bool,
    by: User,
) -> Membership:
    """The writing of `join`, for commands that have locked the person and asked a policy of their own."""
    check_organisation(inspectorate, local_area, agency, co_ordinator=co_ordinator)
    before = membership_of(user)
    if before is not None and (before.inspectorate, before.local_area) != (inspectorate, local_area):
        _end_membership(user, before, by=by)
        before = None
    facts: dict[str, Any] = {"agency": agency, "job_title": job_title, "co_ordinator": co_ordinator}
    if before is not None and all(getattr(before, name) == value for name, value in facts.items()):
        return before  # another name perhaps
    if before is None:
        since = timezone.localdate()
        membership = Membership.objects.create(
            user=user, inspectorate=inspectorate, local_area=local_area, since=since, **facts
        )
        User.objects.filter(pk=user.pk, is_active=False).update(is_active=True)
    else:
        Membership.objects.filter(pk=before.pk).update(**facts)
        membership = Membership.objects.get(pk=before.pk)
    _forget_all(user)
    for hook in _on_join:
        hook(user, by)
    if before is None:
        organisation = str(inspectorate or local_area)
        trail.record("person.join", user, stream=stream_of(user), by=by, organisation=organisation, job_title=job_title)
    else:
        _record_changes(user, before, membership, by=by)
    return membership


def _record_changes(user: User, before: Membership, after: Membership, *, by: User) -> None:
    """Who is there already joins nothing: each thing that became another one is an event of its own."""
    recorded = partial(trail.record, stream=stream_of(user), by=by)
    if before.job_title != after.job_title:
        recorded("person.change_job_title", user, before=before.job_title, after=after.job_title)
    if before.agency_id != after.agency_id:
        recorded("person.change_agency", user, before=str(before.agency or ""), after=str(after.agency or ""))
    if before.co_ordinator != after.co_ordinator:
        verb = "person.begin_co_ordinating" if after.co_ordinator else "person.end_co_ordinating"
        recorded(verb, user, organisation=str(after.local_area))


def check_organisation(
    inspectorate: Inspectorate | None, local_area: LocalArea | None, agency: Agency | None, *, co_ordinator: bool
) -> None:
    """Raises Invalid when these do not go together."""
    if (inspectorate is None) == (local_area is None):
        raise Invalid(_("A person belongs to an inspectorate or to a local area, not to both and not to none."), "inspectorate")
    if inspectorate is not None and (agency is not None or co_ordinator):
        raise Invalid(_("Only people of a local area belong to one of its agencies or co-ordinate for it."), "agency")
    if agency is not None and not PartnershipMember.objects.filter(agency=agency, partnership__local_area=local_area).exists():
        raise Invalid(_("%(agency)s does not belong to the partnership of this local area.") % {"agency": agency}, "agency")


@transaction.atomic
def change_membership(
    user: User,
    *,
    job_title: str,
    name: str = "",
    agency: Agency | None = None,
    co_ordinator: bool = False,
    only: Container[str] = CHANGED,
    by: User,
) -> Membership:
    """Another name, job title, agency or co-ordinating part in the same organisation; what they may see follows at once.

    name: empty keeps the one they have. What was signed or published keeps the name that it was signed with.
    only: which of the four are changed; the others stay as they are now, whatever was given for them.
    """
    lock(user)
    policies.can_change.check(by, user)
    _rename(user, name if "name" in only else "", by=by)
    here = Membership.objects.select_related("inspectorate", "local_area", "agency").get(user=user)
    job_title = job_title if "job_title" in only else here.job_title
    agency = agency if "agency" in only else here.agency
    co_ordinator = co_ordinator if "co_ordinator" in only else here.co_ordinator
    if co_ordinator and here.local_area is not None and not here.co_ordinator:
        notices.role_given(user, "co-ordinator", told_of(here.local_area, by=by), by=by)
    return admit(
        user,
        inspectorate=here.inspectorate,
        local_area=here.local_area,
        agency=agency,
        job_title=job_title,
        co_ordinator=co_ordinator,
        by=by,
    )


def _rename(user: User, name: str, *, by: User) -> None:
    """Both names are words of the event: they go with the other words of this person when their time has come."""
    before = User.objects.values_list("name", flat=True).get(pk=user.pk)
    if not name or name == before:
        return
    User.objects.filter(pk=user.pk).update(name=name)
    user.name = name
    trail.record("person.rename", user, stream=stream_of(user), by=by, before=before, after=name)


@transaction.atomic
def leave(user: User, *, by: User) -> None:
    """The person leaves their organisation: team places, grants, roles, sessions and tokens end together."""
    lock(user)
    policies.can_leave.check(by, user)
    membership = Membership.objects.get(user=user)
    _end_membership(user, membership, by=by)
    close_account(user, by=by)


def withdraw_recoveries(user: User, *, by: User) -> None:
    """Every recovery of this account that is not used ends, and its link with it, in the caller's transaction."""
    open_ones = Recovery.objects.filter(user=user, used_at=None, withdrawn_at=None)
    if open_ones.update(withdrawn_at=timezone.now(), withdrawn_by=by):
        trail.record("person.withdraw_recovery", user, stream=stream_of(user), by=by)


def _end_membership(user: User, membership: Membership, *, by: User) -> None:
    for hook in _on_leave:
        hook(user, by)
    withdraw_recoveries(user, by=by)
    organisation = str(membership.inspectorate or membership.local_area)
    today = timezone.localdate()
    Role.objects.filter(user=user, valid_to=None).update(valid_to=today)
    kept = ("inspectorate", "local_area", "agency", "job_title", "co_ordinator", "since")
    PastMembership.objects.create(user=user, until=today, **{name: getattr(membership, name) for name in kept})
    user.groups.clear()
    membership.delete()
    _forget_all(user)
    trail.record("person.leave", user, stream=stream_of(user), by=by, organisation=organisation)


def _forget_all(user: User) -> None:
    """Also what Django keeps of the row and of the one-to-one relation."""
    forget(user)
    user.refresh_from_db()


@transaction.atomic
def give_role(user: User, kind: str, *, title: str = "", valid_from: date | None = None, by: User) -> Role:
    """Give a person of an inspectorate a role of this RoleKind from that day (today, unless given).

    title: as it is printed under a report, for signatories. Raises Invalid for a day to come, since rights begin when
    given, and for one before the person joined: nobody holds a role of an organisation to which they do not belong.
    """
    first = valid_from or timezone.localdate()
    if kind not in RoleKind.values:
        raise Invalid(_("Select a role from the list."), "kind")
    if first > timezone.localdate():
        raise Invalid(_("A role begins today or began earlier. Give it on the day on which it begins."), "valid_from")
    lock(user)
    policies.can_give_role.check(by, user, kind)
    membership = membership_of(user)
    if membership is not None and first < membership.since:
        raise Invalid(
            _("%(name)s is here since %(day)s. A role cannot begin before that day.")
            % {"name": user, "day": date_format(membership.since, "j F Y")},
            "valid_from",
        )
    for hook in _on_role_given:
        hook(user, kind, by)
    if kind in TOLD_ROLES:
        notices.role_given(user, kind, told_of(inspectorate_of(user), by=by), by=by)
    return grant_role(user, kind, title=title, first=first, by=by)


def grant_role(user: User, kind: str, *, title: str, first: date, by: User) -> Role:
    """The writing of `give_role`, for commands that have locked the person and asked a policy of their own."""
    role = Role.objects.create(user=user, kind=kind, title=title, valid_from=first)
    if kind in GROUPS_OF_ROLES:
        user.groups.add(_group_of_role(kind, inspectorate_of(user)))
    forget(user)
    trail.record("person.give_role", user, stream=stream_of(user), by=by, kind=kind, title=title, valid_from=first)
    return role


@transaction.atomic
def end_role(role: Role, *, by: User) -> Role:
    """The role ends today and no longer holds today; what it opened by itself (GROUPS_OF_ROLES) closes with it."""
    user = role.user
    lock(user)
    role = Role.objects.get(pk=role.pk)
    policies.can_end_role.check(by, role)
    if by.is_system_administrator and role.kind == RoleKind.ADMINISTRATOR:
        # Before it ends: whoever loses it is told as well.
        notices.administrator_ended(user, told_of(inspectorate_of(user), by=by), by=by)
    role.valid_to = timezone.localdate()
    role.save(update_fields=["valid_to"])
    membership = membership_of(user)
    if membership is not None and membership.inspectorate is not None and role.kind in GROUPS_OF_ROLES:
        user.groups.remove(_group_of_role(role.kind, membership.inspectorate))
    forget(user)
    for hook in _on_role_end:
        hook(user, role.kind, by)
    trail.record("person.end_role", user, stream=stream_of(user), by=by, kind=role.kind)
    return role
