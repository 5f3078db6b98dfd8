"""Who owns the year, and who may look at it."""

from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import RoleKind
from agencies.policies import OFFICE_OF_THE_YEAR, does_casework
from agencies.queries import has_role, inspectorate_of, membership_of
from jtai.errors import NotAllowed, NotNow
from jtai.policy import policy
from scheduling.models import Plan, PlanState


@policy
def can_see_years(by: User) -> None:
    """Programme leads of every inspectorate. Each sees only the inspections that they may see anyway."""
    membership = membership_of(by)
    if membership is None or membership.inspectorate is None or not has_role(by, RoleKind.PROGRAMME_LEAD):
        raise NotAllowed(_("Only programme leads of the inspectorates can see the programme."))


@policy
def can_own_year(by: User) -> None:
    """Ofsted's programme leads open a year and place inspections in it."""
    can_see_years.check(by)
    if inspectorate_of(by).code != OFFICE_OF_THE_YEAR:
        raise NotAllowed(_("Only a programme lead of Ofsted can open a year or plan an inspection."))


@policy
def can_have_feed(by: User) -> None:
    """People who do casework, while their account is open."""
    if not by.is_active:
        raise NotAllowed(_("This account is closed."))
    does_casework.check(by)


@policy
def can_plan_year(by: User) -> None:
    """Ofsted's programme leads, who own the year, make its plans; nobody else knows that there are any."""
    can_see_years.check(by)
    if inspectorate_of(by).code != OFFICE_OF_THE_YEAR:
        raise NotAllowed(_("Only a programme lead of Ofsted can see and make plans of the year."))


@policy
def can_change_plan(by: User, plan: Plan) -> None:
    """A draft, by those who make plans."""
    can_plan_year.check(by)
    if plan.state == PlanState.ADOPTED:
        raise NotNow(_("This plan was adopted and stays as it is. Copy it to go on from it."))
    if plan.state == PlanState.DISCARDED:
        raise NotNow(_("This plan was discarded. Bring it back to change it."))
