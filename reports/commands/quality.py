"""Quality assurance: a reviewer, who is not an author, comments, approves or returns."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.trail import record
from inspections.commands import shared, take_step
from inspections.models import Inspection
from jtai.errors import Invalid
from reports import notices, policies
from reports.commands.locks import owned
from reports.models import Paragraph, QualityComment, QualityDecision, QualityReview, Report


@transaction.atomic
def send_to_quality_assurance(inspection: Inspection, *, by: User) -> Report:
    """Close the words and ask the reviewer to read them."""
    inspection = take_step("send_to_quality_assurance", inspection, by=by)
    report = policies.report_of(inspection)
    notices.to_review(report)
    return report


@transaction.atomic
def comment(report: Report, *, paragraph: Paragraph | None = None, body: str, by: User) -> QualityComment:
    """A remark on one paragraph, or on the whole report."""
    report.inspection = shared(report.inspection)
    policies.can_comment.check(by, report)
    if not body.strip():
        raise Invalid(_("Enter the comment."), field="body")
    if paragraph is not None and (paragraph.report_id != report.pk or paragraph.removed_at is not None):
        raise Invalid(_("Select a paragraph of this report."), field="paragraph")
    made = QualityComment.objects.create(report=report, paragraph=paragraph, body=body, author=by)
    record("report.comment", made, stream=report.inspection.stream, by=by)
    return made


@transaction.atomic
def resolve_comment(comment: QualityComment, *, by: User) -> QualityComment:
    """Say that a comment has been dealt with; it stays to be read."""
    inspection = shared(comment.report.inspection)
    comment = QualityComment.objects.select_for_update(no_key=True, of=("self",)).select_related("report").get(pk=comment.pk)
    comment.report.inspection = inspection
    policies.can_resolve.check(by, comment)
    comment.resolved_at, comment.resolved_by = timezone.now(), by
    comment.save(update_fields=["resolved_at", "resolved_by"])
    record("report.resolve_comment", comment, stream=inspection.stream, by=by)
    return comment


@transaction.atomic
def review(report: Report, *, decision: str, summary: str, by: User) -> QualityReview:
    """Approve the draft, or return it to its authors with the reasons (which takes the step return_draft)."""
    report = owned(report)
    policies.can_review.check(by, report)
    if not summary.strip():
        raise Invalid(_("Enter what you have found, for the authors."), field="summary")
    made = QualityReview.objects.create(
        report=report, edition=report.edition, decision=decision, summary=summary.strip(), reviewer=by
    )
    if decision == QualityDecision.RETURNED:
        take_step("return_draft", report.inspection, reason=summary.strip(), by=by)
    record("report.review", made, stream=report.inspection.stream, by=by, decision=decision, edition=report.edition)
    notices.reviewed(report, made)
    return made
