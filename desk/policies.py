"""Who may read which trail. One rule each, so that a new role has one place to go."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Inspectorate, RoleKind
from agencies.queries import Stay, has_role, membership_of, stays_at
from inspections import access
from inspections.models import Inspection
from inspections.workflow import LEAD
from jtai.errors import NotAllowed
from jtai.policy import policy


@policy
def can_see_trail(by: User, inspection: Inspection) -> None:
    """The lead inspector."""
    if LEAD not in access.grants_of(by, inspection):
        raise NotAllowed(_("Only the lead inspector can read the trail of an inspection."))


@policy
def can_see_person_trail(by: User, person: User) -> None:
    """Oneself; the administrator of the inspectorate to which the person belongs or belonged; a system administrator.

    A system administrator sees account events only.
    """
    if not (by.is_system_administrator or sees_casework(by, person)):
        raise NotAllowed(_("Only this person’s own administrator can read their trail."))


def _administered(by: User) -> Inspectorate | None:
    """The inspectorate in which somebody holds an administrator's role."""
    own = membership_of(by)
    if own is None or own.inspectorate_id is None or not has_role(by, RoleKind.ADMINISTRATOR):
        return None
    return own.inspectorate


def administers(by: User, person: User) -> bool:
    """Whether somebody holds an administrator's role in the inspectorate to which this person belongs."""
    own, theirs = _administered(by), membership_of(person)
    return own is not None and theirs is not None and theirs.inspectorate_id == own.pk


def _stays(by: User, person: User) -> list[Stay]:
    """When this person belonged to the inspectorate that somebody administers, wherever they are now."""
    own = _administered(by)
    return [] if own is None else stays_at(own, person)


def sees_casework(by: User, person: User) -> bool:
    """Whether the trail of this person shows more than their account: what they did and opened, by number, never in words."""
    return by.pk == person.pk or administers(by, person) or bool(_stays(by, person))


def period(by: User, person: User) -> tuple[datetime | None, datetime | None]:
    """The part of a person's trail that an administrator reads: what they did for another organisation is that one's.

    From a moment to before another; None leaves that side open. All of it for oneself, and for system administrators, who see
    account events only.
    """
    if by.pk == person.pk or by.is_system_administrator:
        return None, None
    stays = _stays(by, person)
    return (stays[-1].first, stays[-1].last) if stays else (None, None)
