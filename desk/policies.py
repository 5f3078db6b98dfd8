"""Who may read which trail. One rule each, so that a new role has one place to go."""

from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import RoleKind
from agencies.queries import has_role, membership_of
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
    """Oneself; the administrator of the person's own inspectorate; a system administrator, who sees account events only."""
    if not (by.pk == person.pk or by.is_system_administrator or administers(by, person)):
        raise NotAllowed(_("Only this person’s own administrator can read their trail."))


def administers(by: User, person: User) -> bool:
    """Whether somebody holds an administrator's role in the inspectorate to which this person belongs."""
    own, theirs = membership_of(by), membership_of(person)
    if own is None or theirs is None or own.inspectorate_id is None or own.inspectorate_id != theirs.inspectorate_id:
        return False
    return has_role(by, RoleKind.ADMINISTRATOR)


def sees_casework(by: User, person: User) -> bool:
    """Whether the trail of this person shows more than their account: what they did and opened, by number, never in words."""
    return by.pk == person.pk or administers(by, person)


def since(by: User, person: User) -> datetime | None:
    """From when on an administrator reads the trail of a person: what they did for another organisation is that one's.

    None: from the beginning, for oneself and for system administrators, who see account events only.
    """
    theirs = membership_of(person)
    if by.pk == person.pk or by.is_system_administrator or theirs is None:
        return None
    return timezone.make_aware(datetime.combine(theirs.since, time()))
