"""Who keeps the days on which nobody works."""

from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import RoleKind
from agencies.queries import has_role, membership_of
from jtai.errors import NotAllowed
from jtai.policy import policy

OFFICE_OF_THE_YEAR = "ofsted"


@policy
def can_add_bank_holiday(by: User) -> None:
    """System administrators keep reference data; Ofsted's programme leads own the year that it moves."""
    membership = membership_of(by)
    ofsted = (
        membership is not None and membership.inspectorate is not None and membership.inspectorate.code == OFFICE_OF_THE_YEAR
    )
    if not by.is_system_administrator and not (ofsted and has_role(by, RoleKind.PROGRAMME_LEAD)):
        raise NotAllowed(_("Only a system administrator or a programme lead of Ofsted keeps the list of bank holidays."))
