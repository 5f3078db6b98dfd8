"""Who puts on hold, and who sees what was removed."""

from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import RoleKind
from agencies.queries import has_role, membership_of
from jtai.errors import NotAllowed
from jtai.policy import policy
from retention.models import Hold


@policy
def can_hold(by: User) -> None:
    """Information governance and system administrators."""
    if not (by.is_system_administrator or has_role(by, RoleKind.INFORMATION_GOVERNANCE)):
        raise NotAllowed(_("Only information governance or a system administrator can do this."))


@policy
def can_release(by: User, hold: Hold) -> None:
    """Each inspectorate lifts its own hold; a system administrator those of system administrators."""
    can_hold.check(by)
    membership = membership_of(by)
    if hold.inspectorate_id != (None if membership is None else membership.inspectorate_id):
        raise NotAllowed(_("Another organisation put this on hold. Only its own people can release it."))


@policy
def can_see_runs(by: User) -> None:
    """The same people; what they see are numbers."""
    can_hold.check(by)
