"""Who manages whom: each inspectorate and each local area its own people, system administrators accounts (docs/adr/0009)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Inspectorate, LocalArea, Role, RoleKind
from agencies.queries import Realm, administrators_of, has_role, membership_of, realm_of, roles_now
from jtai.errors import Invalid, NotAllowed, NotNow
from jtai.policy import policy

# What a system administrator may give: the rest reaches casework, and is the inspectorate's own to give.
NAMED_FROM_OUTSIDE = frozenset({RoleKind.ADMINISTRATOR.value})
# Who holds one of the first has no place on a team (docs/adr/0009, 0016), without which the second are good for nothing.
WITHOUT_PLACE = (RoleKind.ADMINISTRATOR, RoleKind.INFORMATION_GOVERNANCE)
# Who holds one of these looks at casework from outside, if at all: it is not theirs to record or to be told.
APART_FROM_CASEWORK = (*WITHOUT_PLACE, RoleKind.OBSERVER)
NEED_A_PLACE = (RoleKind.SIGNATORY, RoleKind.QUALITY, RoleKind.OBSERVER)


@policy
def can_manage_people(by: User) -> None:
    """Inspectorate administrators, co-ordinators of local areas, system administrators."""
    realm_for(by)


def realm_for(by: User) -> Realm:
    """Whose people this person manages; raises NotAllowed when nobody's."""
    realm = realm_of(by)
    if realm is None:
        raise NotAllowed(
            _("Only an inspectorate administrator, a local area’s co-ordinator or a system administrator can do this.")
        )
    return realm


def _manages(by: User, inspectorate: Inspectorate | None, local_area: LocalArea | None) -> None:
    if not realm_for(by).covers(inspectorate, local_area):
        raise NotAllowed(_("You can only manage the people of your own organisation."))


def _not_oneself(by: User, user: User) -> None:
    if by.pk == user.pk:
        raise NotAllowed(
            _("Nobody manages themselves. Ask another administrator of your organisation, or a system administrator.")
        )


def check_casework(user: User) -> None:
    """Nobody who administers the system gets a place in casework."""
    if user.is_system_administrator:
        raise NotAllowed(_("A system administrator cannot belong to an organisation that inspects or is inspected."))


@policy
def does_casework(user: User) -> None:
    """People of an inspectorate who hold no role that keeps them apart from casework."""
    membership = membership_of(user)
    # In this order: of people outside the inspectorates no role is asked for.
    inside = membership is not None and membership.inspectorate is not None
    if not inside or any(has_role(user, kind) for kind in APART_FROM_CASEWORK):
        raise NotAllowed(_("Only people who do casework for one of the inspectorates can do this."))


@policy
def can_join(by: User, user: User, inspectorate: Inspectorate | None, local_area: LocalArea | None) -> None:
    """Into one's own organisation, and never oneself. Who belongs elsewhere moves by accepting an invitation."""
    _manages(by, inspectorate, local_area)
    check_casework(user)
    _not_oneself(by, user)
    here = membership_of(user)
    elsewhere = here is not None and (here.inspectorate, here.local_area) != (inspectorate, local_area)
    if elsewhere and not by.is_system_administrator:
        raise NotAllowed(
            _("Only the person can agree to move to your organisation. Send an invitation to their email address.")
        )


@policy
def can_leave(by: User, user: User) -> None:
    """Only somebody who belongs to an organisation can leave it; its own administrators let them out."""
    membership = membership_of(user)
    if membership is None:
        can_manage_people.check(by)
        raise NotNow(_("%(name)s does not belong to an organisation.") % {"name": user})
    _manages(by, membership.inspectorate, membership.local_area)
    _not_oneself(by, user)


@policy
def can_change(by: User, user: User) -> None:
    """Name, job title, agency and co-ordinating are changed by whoever may let the person out."""
    can_leave.check(by, user)


@policy
def can_give_roles(by: User, inspectorate: Inspectorate | None, kinds: Iterable[str]) -> None:
    """Their own inspectorate's administrator gives roles; a system administrator only names the first one."""
    if inspectorate is None:
        raise NotNow(_("Roles are for people of an inspectorate."))
    _manages(by, inspectorate, None)
    check_together(kinds)
    if by.is_system_administrator and not set(kinds) <= NAMED_FROM_OUTSIDE:
        raise NotAllowed(
            _(
                "A system administrator only names inspectorate administrators. The administrator of %(name)s gives the other roles."
            )
            % {"name": inspectorate.short_name}
        )
    # Else one person alone could put a second address of theirs beside the administrators, and through it into casework.
    if by.is_system_administrator and kinds and administrators_of(inspectorate).exists():
        raise NotAllowed(
            _("%(name)s has an administrator, who names the others. A system administrator only names the first.")
            % {"name": inspectorate.short_name}
        )


def check_together(kinds: Iterable[str], field: str = "roles") -> None:
    """Raises Invalid for roles of which one keeps its holder from what another is for."""
    held = set(kinds)
    apart = next((kind for kind in WITHOUT_PLACE if kind.value in held), None)
    needs = next((kind for kind in NEED_A_PLACE if kind.value in held), None)
    if apart is not None and needs is not None:
        raise Invalid(
            _(
                "“%(needs)s” needs a place on a team, and whoever holds “%(apart)s” has none. Choose one of them, or give them to "
                "two people."
            )
            % {"needs": needs.label, "apart": apart.label},
            field,
        )


@policy
def can_give_role(by: User, user: User, kind: str) -> None:
    """Roles are for people of an inspectorate; nobody gives one to themselves; a role is held once at a time."""
    can_manage_people.check(by)
    membership = membership_of(user)
    if membership is None or membership.inspectorate is None:
        raise NotNow(_("%(name)s does not belong to an inspectorate.") % {"name": user})
    can_give_roles.check(by, membership.inspectorate, [kind])
    _not_oneself(by, user)
    if has_role(user, kind):
        raise NotNow(_("%(name)s already holds the role “%(role)s”.") % {"name": user, "role": RoleKind(kind).label})
    check_together([kind, *(role.kind for role in roles_now(user))], "kind")


@policy
def can_end_role(by: User, role: Role) -> None:
    """A role ends once, by the hand of somebody else who manages the person."""
    can_leave.check(by, role.user)
    if role.valid_to is not None:
        raise NotNow(_("This role has already ended."))
