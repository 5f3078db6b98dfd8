"""Quality assurance, factual accuracy, and the decision on the statement."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import RoleKind
from agencies.queries import has_role, membership_of
from inspections import access
from inspections.workflow import LEAD, RECORD, REVIEW, VIEW, Status
from jtai.errors import NotAllowed, NotNow
from jtai.policy import policy
from reports.models import AccuracyPoint, AccuracyRound, QualityComment, QualityDecision, Report
from reports.policies.drafting import can_edit, is_author
from reports.policies.reading import check_area
from reports.policies.standing import comments_due

UNDECIDED = {Status.DRAFTING, Status.QUALITY_ASSURANCE, Status.FACTUAL_ACCURACY, Status.SIGN_OFF}


@policy
def can_comment(user: User, report: Report) -> None:
    """The reviewer, who has written nothing of the report, while it is with quality assurance."""
    if REVIEW not in access.grants_of(user, report.inspection) or not has_role(user, RoleKind.QUALITY):
        raise NotAllowed(_("Only the quality assurance reviewer of this inspection can do this."))
    if is_author(user, report):
        raise NotAllowed(_("You have written part of this report. Nobody reviews their own work."))
    if report.inspection.status != Status.QUALITY_ASSURANCE:
        raise NotNow(_("The report is not with quality assurance."))


@policy
def can_review(user: User, report: Report) -> None:
    """As for comments; a draft is approved once."""
    can_comment.check(user, report)
    approved = report.reviews.filter(edition=report.edition, decision=QualityDecision.APPROVED).first()
    if approved is not None:
        raise NotNow(_("%(name)s has approved this draft.") % {"name": approved.reviewer})


@policy
def can_resolve(user: User, comment: QualityComment) -> None:
    """Its author while reviewing, or who took the review over; otherwise whoever may change the words."""
    inspection = comment.report.inspection
    reviewing = inspection.status == Status.QUALITY_ASSURANCE and REVIEW in access.grants_of(user, inspection)
    own = comment.author_id == user.pk or (reviewing and comment.author_id in access.whose_work(user, inspection))
    if own and inspection.status == Status.QUALITY_ASSURANCE:
        can_comment.check(user, comment.report)
    else:
        can_edit.check(user, comment.report)
    if comment.resolved_at is not None:
        raise NotNow(_("This comment has been dealt with."))


@policy
def can_add_point(user: User, accuracy_round: AccuracyRound) -> None:
    """Any of the area's people, until their co-ordinator has sent the points."""
    check_area(user, accuracy_round.report)
    if accuracy_round.report.inspection.status != Status.FACTUAL_ACCURACY:
        raise NotNow(_("Points are made during factual accuracy."))
    if accuracy_round.closed_reason:
        raise NotNow(
            _("The lead inspector has closed this check of facts: %(reason)s") % {"reason": accuracy_round.closed_reason}
        )
    if accuracy_round.submitted_at is not None:
        raise NotNow(
            _("%(name)s has sent your area’s points. To add something, speak to the lead inspector.")
            % {"name": accuracy_round.submitted_by}
        )


@policy
def can_change_point(user: User, point: AccuracyPoint) -> None:
    """As for adding one."""
    can_add_point.check(user, point.round)


@policy
def can_submit_points(user: User, accuracy_round: AccuracyRound) -> None:
    """The co-ordinator sends what the area has to say."""
    check_area(user, accuracy_round.report)
    membership = membership_of(user)
    if membership is None or not membership.co_ordinator:
        raise NotAllowed(_("Only your area’s co-ordinator can send the points to the inspectors."))
    can_add_point.check(user, accuracy_round)


@policy
def can_answer_point(user: User, point: AccuracyPoint) -> None:
    """The lead or an inspector of the team, once the points are in; an answer can change until sign-off begins."""
    inspection = point.round.report.inspection
    if not {LEAD, RECORD} & access.grants_of(user, inspection):
        raise NotAllowed(_("Only inspectors on the team can answer the local area’s points."))
    if inspection.status != Status.FACTUAL_ACCURACY:
        raise NotNow(_("Points are answered during factual accuracy."))
    if point.round.submitted_at is None or point.round.closed_reason:
        raise NotNow(_("The local area has not sent this point."))


@policy
def can_close_round(user: User, accuracy_round: AccuracyRound) -> None:
    """The lead, when the area has let its days pass."""
    inspection = accuracy_round.report.inspection
    if LEAD not in access.grants_of(user, inspection):
        raise NotAllowed(_("Only the lead inspector can do this."))
    if inspection.status != Status.FACTUAL_ACCURACY:
        raise NotNow(_("The draft is not with the local area."))
    if accuracy_round.submitted_at is not None:
        raise NotNow(_("This check of facts has ended already."))
    due = comments_due(accuracy_round)
    if timezone.localdate() <= due:
        raise NotNow(_("The local area can comment until %(due)s.") % {"due": date_format(due, "l j F Y")})


@policy
def can_decide_statement(user: User, report: Report) -> None:
    """His Majesty's Chief Inspector decides (SI 2015/1792), through the person who holds that role at Ofsted."""
    membership = membership_of(user)
    at_ofsted = membership is not None and membership.inspectorate is not None
    at_ofsted = at_ofsted and membership.inspectorate.code == access.OFFICE_OF_THE_YEAR  # type: ignore[union-attr]  # -- asked above
    if not at_ofsted or not has_role(user, RoleKind.DECISION_MAKER) or VIEW not in access.grants_of(user, report.inspection):
        raise NotAllowed(_("Only the Chief Inspector’s decision maker decides whether a statement is required."))
    if report.inspection.status not in UNDECIDED:
        raise NotNow(_("The decision is taken between drafting and sign-off. To change it, return the report to drafting."))
