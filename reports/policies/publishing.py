"""Named readers, receipt, and the statement of proposed action."""

from django.utils.translation import gettext as _

from accounts.models import User
from agencies.queries import membership_of
from inspections import access
from inspections.workflow import LEAD, Status
from jtai.errors import NotAllowed, NotNow
from jtai.policy import policy
from reports.models import Report
from reports.policies.reading import check_area

NAMING = {Status.SIGN_OFF, Status.PRE_PUBLICATION}


def _check_lead(user: User, report: Report) -> None:
    if LEAD not in access.grants_of(user, report.inspection):
        raise NotAllowed(_("Only the lead inspector can do this."))


@policy
def can_name_reader(user: User, report: Report) -> None:
    """The lead names who in the area reads the copy under embargo."""
    _check_lead(user, report)
    if report.inspection.status not in NAMING:
        raise NotNow(_("Readers are named during sign-off and pre-publication."))


@policy
def can_unname_reader(user: User, report: Report) -> None:
    """As for naming."""
    can_name_reader.check(user, report)


@policy
def can_record_receipt(user: User, report: Report) -> None:
    """The lead, for a published report whose principal authority must answer it."""
    _check_lead(user, report)
    if not report.statement_required:
        raise NotNow(_("No statement of proposed action is required, so no receipt is recorded."))
    if report.inspection.status != Status.PUBLISHED:
        raise NotNow(_("Receipt is recorded once, after publication."))


@policy
def can_send_statement(user: User, report: Report) -> None:
    """The area's co-ordinator, or somebody of the principal authority."""
    check_area(user, report)
    membership = membership_of(user)
    if membership is None or not (membership.co_ordinator or membership.agency_id == report.principal_authority_id):
        raise NotAllowed(
            _("Only the co-ordinator or the people of %(name)s can send the statement.") % {"name": report.principal_authority}
        )
    if report.inspection.status == Status.PUBLISHED:
        raise NotNow(_("The statement can be sent once the inspectors have recorded that the report was received."))
    if report.inspection.status != Status.STATEMENT_DUE:
        raise NotNow(_("No statement of proposed action is due."))


@policy
def can_acknowledge(user: User, report: Report) -> None:
    """The lead, once the statement is there."""
    _check_lead(user, report)
    if report.inspection.status != Status.STATEMENT_RECEIVED:
        raise NotNow(_("There is no statement to acknowledge."))
