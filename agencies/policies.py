"""Who manages people and reference data."""

from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Role, RoleKind
from agencies.queries import has_role, membership_of
from jtai.errors import NotAllowed, NotNow
from jtai.policy import policy

OFFICE_OF_THE_YEAR = "ofsted"


@policy
def can_manage_people(by: User) -> None:
    """System administrators. They hold no grant on casework themselves."""
    if not by.is_system_administrator:
        raise NotAllowed(_("Only a system administrator can do this."))


@policy
def can_join(by: User, user: User) -> None:
    """An administrator admits people, but nobody who administers gets a place in casework."""
    can_manage_people.check(by)
    if user.is_system_administrator:
        raise NotAllowed(_("A system administrator cannot belong to an organisation that inspects or is inspected."))


@policy
def can_leave(by: User, user: User) -> None:
    """Only somebody who belongs to an organisation can leave it."""
    can_manage_people.check(by)
    if membership_of(user) is None:
        raise NotNow(_("%(name)s does not belong to an organisation.") % {"name": user})


@policy
def can_give_role(by: User, user: User, kind: str) -> None:
    """Roles are for people of an inspectorate; a role is held once at a time."""
    can_manage_people.check(by)
    membership = membership_of(user)
    if membership is None or membership.inspectorate is None:
        raise NotNow(_("%(name)s does not belong to an inspectorate.") % {"name": user})
    if has_role(user, kind):
        raise NotNow(_("%(name)s already holds the role “%(role)s”.") % {"name": user, "role": RoleKind(kind).label})


@policy
def can_end_role(by: User, role: Role) -> None:
    """A role ends once."""
    can_manage_people.check(by)
    if role.valid_to is not None:
        raise NotNow(_("This role has already ended."))


@policy
def can_add_bank_holiday(by: User) -> None:
    """System administrators keep reference data; Ofsted's programme leads own the year that it moves."""
    membership = membership_of(by)
    ofsted = (
        membership is not None and membership.inspectorate is not None and membership.inspectorate.code == OFFICE_OF_THE_YEAR
    )
    if not by.is_system_administrator and not (ofsted and has_role(by, RoleKind.PROGRAMME_LEAD)):
        raise NotAllowed(_("Only a system administrator or a programme lead of Ofsted can add a bank holiday."))
