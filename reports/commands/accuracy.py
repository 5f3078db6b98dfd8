"""Factual accuracy: the draft in the area's hands, its points, and their answers. The clock runs from actual delivery."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.queries import holidays
from audit.trail import record
from inspections.calendar import compute
from inspections.commands import set_computed_date, shared, take_step
from inspections.models import Inspection, MilestoneKind
from inspections.queries import offset_rules
from jtai.errors import Invalid, NotNow
from reports import notices, policies, queries
from reports.commands.locks import owned
from reports.content import arrange
from reports.models import AccuracyAnswer, AccuracyPoint, AccuracyRound, Report


def due_from(inspection: Inspection, milestone: str, day: date) -> date:
    """The date that the framework computes for a milestone whose clock starts on this day. Raises NotNow when it has none."""
    for rule in offset_rules(inspection.framework):
        if rule.milestone == milestone:
            return compute(rule, day, holidays())
    raise NotNow(_("The framework of this inspection does not say how this date is computed."))


@transaction.atomic
def deliver_for_accuracy(inspection: Inspection, *, by: User) -> AccuracyRound:
    """Deliver the approved draft to the local area, as it stands, and start its working days now."""
    inspection = take_step("send_to_factual_accuracy", inspection, by=by)
    report = policies.report_of(inspection)
    content, provenance = arrange(queries.facts_of(report))
    now = timezone.now()
    due_on = due_from(inspection, MilestoneKind.COMMENTS_DUE, timezone.localdate(now))
    made = AccuracyRound.objects.create(
        report=report,
        content=content,
        keys=queries.printed_keys(content, provenance),
        delivered_at=now,
        delivered_by=by,
        due_on=due_on,
    )
    set_computed_date(inspection, MilestoneKind.COMMENTS_DUE, due_on)
    record("report.deliver", made, stream=inspection.stream, by=by, due_on=due_on, content=provenance["content"])
    notices.delivered(report, made)
    return made


def _reached(accuracy_round: AccuracyRound) -> AccuracyRound:
    inspection = shared(accuracy_round.report.inspection)
    locked = (
        AccuracyRound.objects.select_for_update(no_key=True, of=("self",))
        .select_related("report", "submitted_by")
        .get(pk=accuracy_round.pk)
    )
    locked.report.inspection = inspection
    return locked


def _check_newest(accuracy_round: AccuracyRound) -> None:
    newest = policies.latest_round(accuracy_round.report)
    if newest is None or newest.pk != accuracy_round.pk:
        raise NotNow(_("A newer draft has been delivered. Comment on that one."))


def _check_body(body: str) -> None:
    if not body.strip():
        raise Invalid(_("Enter what is not accurate, and what is."), field="body")


@transaction.atomic
def add_point(accuracy_round: AccuracyRound, *, place: int | None = None, body: str, by: User) -> AccuracyPoint:
    """A point of any length. place: which printed paragraph of the delivered draft, from 0; None: the draft as a whole."""
    accuracy_round = _reached(accuracy_round)
    policies.can_add_point.check(by, accuracy_round)
    _check_newest(accuracy_round)
    _check_body(body)
    paragraph, about = queries.printed_place(accuracy_round, place)
    point = AccuracyPoint.objects.create(round=accuracy_round, paragraph=paragraph, about=about, body=body, author=by)
    record("accuracy.add_point", point, stream=accuracy_round.report.inspection.stream, by=by, about=about)
    return point


def _locked(point: AccuracyPoint) -> AccuracyPoint:
    accuracy_round = _reached(point.round)
    locked = AccuracyPoint.objects.select_for_update(no_key=True, of=("self",)).filter(pk=point.pk).first()
    if locked is None:
        raise NotNow(_("Somebody has taken this point out."))
    locked.round = accuracy_round
    return locked


@transaction.atomic
def edit_point(point: AccuracyPoint, *, before: str, place: int | None = None, body: str, by: User) -> AccuracyPoint:
    """Reword a point. before: the words that the person started from.

    When a colleague has reworded it since, neither loses a word: these words become a point of their own beside it.
    """
    point = _locked(point)
    policies.can_change_point.check(by, point)
    _check_body(body)
    if before.strip() != point.body.strip() and body.strip() != point.body.strip():
        return add_point(point.round, place=place, body=body, by=by)
    stood = point.body
    point.paragraph, point.about = queries.printed_place(point.round, place)
    point.body = body
    point.save(update_fields=["paragraph", "about", "body"])
    record("accuracy.edit_point", point, stream=point.round.report.inspection.stream, by=by, before=stood, after=body)
    return point


@transaction.atomic
def remove_point(point: AccuracyPoint, *, by: User) -> None:
    """Take a point back before it is sent; the trail keeps its words."""
    point = _locked(point)
    policies.can_change_point.check(by, point)
    words = {"about": point.about, "body": point.body, "author": point.author.name}
    stream = point.round.report.inspection.stream
    record("accuracy.remove_point", point, stream=stream, by=by, **words)
    point.delete()


@transaction.atomic
def submit_points(accuracy_round: AccuracyRound, *, by: User) -> AccuracyRound:
    """The co-ordinator sends the area's points, or says with none that the draft is accurate."""
    report = owned(accuracy_round.report)
    accuracy_round = _reached(accuracy_round)
    accuracy_round.report = report
    policies.can_submit_points.check(by, accuracy_round)
    _check_newest(accuracy_round)
    accuracy_round.submitted_at, accuracy_round.submitted_by = timezone.now(), by
    accuracy_round.save(update_fields=["submitted_at", "submitted_by"])
    points = accuracy_round.points.count()
    record("accuracy.submit", accuracy_round, stream=report.inspection.stream, by=by, points=points)
    notices.points_sent(report, points)
    return accuracy_round


@transaction.atomic
def answer_point(point: AccuracyPoint, *, answer: str, reason: str, by: User) -> AccuracyPoint:
    """Accept, accept in part, or not, always with the reason. An answer can be changed until sign-off begins.

    The trail keeps the answer that stood before: perhaps a colleague wrote it a moment ago.
    """
    point = _locked(point)
    policies.can_answer_point.check(by, point)
    if answer not in AccuracyAnswer.values:
        raise Invalid(_("Select an answer."), field="answer")
    if not reason.strip():
        raise Invalid(_("Enter the reason for the answer."), field="reason")
    before = {"before": point.answer, "before_reason": point.answer_reason}
    point.answer, point.answer_reason = answer, reason.strip()
    point.answered_at, point.answered_by = timezone.now(), by
    point.save(update_fields=["answer", "answer_reason", "answered_at", "answered_by"])
    record("accuracy.answer", point, stream=point.round.report.inspection.stream, by=by, answer=answer, **before)
    return point


@transaction.atomic
def record_no_answer_from_area(accuracy_round: AccuracyRound, *, reason: str, by: User) -> AccuracyRound:
    """Close the check of facts after its due date, when the area has sent nothing. What it had written stays with the area."""
    report: Report = owned(accuracy_round.report)
    accuracy_round = _reached(accuracy_round)
    accuracy_round.report = report
    policies.can_close_round.check(by, accuracy_round)
    if not reason.strip():
        raise Invalid(_("Enter why you close the check of facts."), field="reason")
    accuracy_round.submitted_at, accuracy_round.submitted_by = timezone.now(), by
    accuracy_round.closed_reason = reason.strip()
    accuracy_round.save(update_fields=["submitted_at", "submitted_by", "closed_reason"])
    record("accuracy.close", accuracy_round, stream=report.inspection.stream, by=by, reason=reason)
    notices.round_closed(report)
    return accuracy_round
