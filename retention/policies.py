"""Who puts on hold, and who sees what was removed."""

from django.utils.translation import gettext as _

from accounts.models import User
from agencies.queries import has_role
from jtai.errors import NotAllowed
from jtai.policy import policy

# The dated role of an inspectorate's information governance, once there is one; until then system administrators, who see
# numbers and keys here and no casework.
INFORMATION_GOVERNANCE = "information-governance"


@policy
def can_hold(by: User) -> None:
    """Information governance and system administrators."""
    if not (by.is_system_administrator or has_role(by, INFORMATION_GOVERNANCE)):
        raise NotAllowed(_("Only information governance or a system administrator can do this."))


@policy
def can_see_runs(by: User) -> None:
    """The same people; what they see are numbers."""
    can_hold.check(by)
