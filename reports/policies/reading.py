"""Who reads what of a report. For the local area the stage decides."""

from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import RoleKind
from agencies.queries import has_role
from inspections import access
from inspections.policies import can_see_evidence
from inspections.workflow import ANSWER, REPORTED, VIEW, Status
from jtai.errors import NotAllowed, NotNow
from jtai.policy import policy
from reports.models import AccuracyRound, NamedReader, Publication, Report


def check_area(user: User, report: Report) -> None:
    """Only people who answer for the local area."""
    if ANSWER not in access.grants_of(user, report.inspection):
        raise NotAllowed(_("Only the local area’s people can do this."))


@policy
def can_read_report(user: User, report: Report) -> None:
    """The report in the making, with what was taken out, said and answered: the team, signatories, the reviewer in between."""
    if not can_see_evidence(user, report.inspection):
        raise NotAllowed(
            _("Only the team, the signatories, and the reviewer during quality assurance see the report in the making.")
        )


@policy
def can_read_words(user: User, report: Report) -> None:
    """Its words alone: also who decides on the statement, and after publication whoever sees the inspection."""
    inspection = report.inspection
    sees = VIEW in access.grants_of(user, inspection)
    if sees and (inspection.status in REPORTED or has_role(user, RoleKind.DECISION_MAKER)):
        return
    can_read_report.check(user, report)


@policy
def can_read_delivered(user: User, report: Report) -> None:
    """The area reads the draft as it was delivered, during factual accuracy and not otherwise."""
    check_area(user, report)
    if report.inspection.status != Status.FACTUAL_ACCURACY:
        raise NotNow(_("The draft can be read here during factual accuracy only."))


@policy
def can_see_points(user: User, accuracy_round: AccuracyRound) -> None:
    """Inspectors see the area's points once they are sent, and none of a round that was closed without them."""
    can_see_evidence.check(user, accuracy_round.report.inspection)
    if accuracy_round.submitted_at is None or accuracy_round.closed_reason:
        raise NotNow(_("The local area has not sent its points."))


@policy
def can_see_answers(user: User, report: Report) -> None:
    """The area sees the answers once factual accuracy is over: until then the inspectors may still change them."""
    check_area(user, report)
    if report.inspection.status == Status.FACTUAL_ACCURACY:
        raise NotNow(_("You will see the inspectors’ answers when sign-off begins."))


@policy
def can_have_file(user: User, report: Report) -> None:
    """For the area: named readers during pre-publication, everyone after publication, nobody before."""
    check_area(user, report)
    status = report.inspection.status
    if status in REPORTED and Publication.objects.filter(report=report).exists():
        return
    if status == Status.PRE_PUBLICATION and NamedReader.objects.filter(report=report, user=user).exists():
        return
    raise NotNow(_("There is no report to download yet."))


@policy
def can_see_statement(user: User, report: Report) -> None:
    """After publication: the area's people, and everybody who may see the inspection."""
    grants = access.grants_of(user, report.inspection)
    if not {VIEW, ANSWER} & grants:
        raise NotAllowed(_("Only the inspectorates and the local area see the statement."))
    if report.inspection.status not in REPORTED:
        raise NotNow(_("The statement of proposed action comes after publication."))
