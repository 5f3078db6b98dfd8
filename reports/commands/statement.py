"""The statement of proposed action (SI 2015/1792): whether it is needed, when it is due, and its way back."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Agency
from agencies.queries import partnership_agencies
from audit.trail import key_of, record
from inspections.commands import set_computed_date, take_step
from inspections.models import Inspection, MilestoneKind
from inspections.queries import inspectorates_of
from jtai.errors import Invalid, NotNow
from programmes.commands import add_check_items
from reports import notices, policies
from reports.commands.accuracy import due_from
from reports.commands.locks import owned, owned_by_inspection
from reports.models import Publication, Receipt, Report, Statement

LONGEST_NAME = 200


@transaction.atomic
def decide_statement(
    report: Report, *, required: bool, principal_authority: Agency | None = None, reason: str, by: User
) -> Report:
    """Record the Chief Inspector's decision: the principal authority, or that no statement is required."""
    report = owned(report)
    policies.can_decide_statement.check(by, report)
    if required and principal_authority is None:
        raise Invalid(_("Select the principal authority."), field="principal_authority")
    if not required and principal_authority is not None:
        raise Invalid(_("No principal authority is named when no statement is required."), field="principal_authority")
    if required and principal_authority not in partnership_agencies(report.inspection.local_area):
        raise Invalid(_("Select an agency of this local area’s partnership."), field="principal_authority")
    if not reason.strip():
        raise Invalid(_("Enter the reason for the decision."), field="reason")
    report.statement_required, report.principal_authority = required, principal_authority
    report.decision_reason, report.decided_at, report.decided_by = reason.strip(), timezone.now(), by
    report.save(update_fields=["statement_required", "principal_authority", "decision_reason", "decided_at", "decided_by"])
    record(
        "report.decide_statement",
        report,
        stream=report.inspection.stream,
        by=by,
        required=required,
        principal_authority=principal_authority.name if principal_authority else "",
        reason=reason,
    )
    return report


def _publication(report: Report) -> Publication:
    found = Publication.objects.filter(report=report).first()
    if found is None:
        raise NotNow(_("The report has not been published yet."))
    return found


@transaction.atomic
def record_receipt(report: Report, *, received_on: date, received_by: str, by: User) -> Receipt:
    """Record when, and by whom, the principal authority received the report; the statement's working days start then."""
    report = owned(report)
    policies.can_record_receipt.check(by, report)
    publication = _publication(report)
    if received_on < publication.published_on:
        raise Invalid(
            _("The report was published on %(day)s: it cannot have been received before. Enter a later date.")
            % {"day": date_format(publication.published_on, "j F Y")},
            field="received_on",
        )
    if received_on > timezone.localdate():
        raise Invalid(
            _("The date of receipt cannot be in the future. Enter today’s date or an earlier one."), field="received_on"
        )
    received_by = received_by.strip()
    if not received_by or len(received_by) > LONGEST_NAME:
        raise Invalid(_("Enter who received the report, in 200 characters or fewer."), field="received_by")
    due_on = due_from(report.inspection, MilestoneKind.STATEMENT_DUE, received_on)
    made = Receipt.objects.create(
        publication=publication, received_on=received_on, received_by=received_by, recorded_by=by, due_on=due_on
    )
    take_step("record_receipt", report.inspection, by=by)
    set_computed_date(report.inspection, MilestoneKind.STATEMENT_DUE, due_on)
    record("report.receipt", made, stream=report.inspection.stream, by=by, received_on=received_on, due_on=due_on)
    notices.statement_due(report, made)
    return made


@transaction.atomic
def send_statement(inspection: Inspection, *, body: str, by: User) -> Statement:
    """The area sends its statement of proposed action."""
    report = owned_by_inspection(inspection)
    policies.can_send_statement.check(by, report)
    if not body.strip():
        raise Invalid(_("Enter the statement of proposed action."), field="body")
    made = Statement.objects.create(publication=_publication(report), body=body, sent_by=by)
    take_step("receive_statement", report.inspection, by=by)
    record("report.statement", made, stream=report.inspection.stream, by=by, length=len(body))
    notices.statement_sent(report)
    return made


@transaction.atomic
def acknowledge_and_close(inspection: Inspection, *, by: User) -> Statement:
    """Acknowledge the statement and end the inspection. The statement is not graded."""
    report = owned_by_inspection(inspection)
    policies.can_acknowledge.check(by, report)
    found = Statement.objects.select_for_update(no_key=True).get(publication__report=report)
    found.acknowledged_at, found.acknowledged_by = timezone.now(), by
    found.save(update_fields=["acknowledged_at", "acknowledged_by"])
    take_step("close", report.inspection, by=by)
    record("report.acknowledge", found, stream=report.inspection.stream, by=by)
    _hand_down(report, found, by)
    notices.acknowledged(report)
    return found


def _hand_down(report: Report, found: Statement, by: User) -> None:
    """The statement informs later inspections: each inspectorate that took part looks at it when its programmes next come there.

    The words say where it is and nothing of what is in it: who records a programme need not see the inspection.
    """
    inspection = report.inspection
    words = _(
        "The joint inspection of %(area)s asked for a statement of proposed action. It was sent on %(day)s. "
        "Look at what became of what it proposes."
    )
    day = date_format(timezone.localtime(found.sent_at), "j F Y")
    add_check_items(
        source=key_of(found),
        local_area=inspection.local_area,
        inspectorates=inspectorates_of(inspection),
        words=words % {"area": inspection.local_area.name, "day": day},
        by=by,
    )


@transaction.atomic
def close_without_statement(inspection: Inspection, *, by: User) -> Inspection:
    """End an inspection for which no statement of proposed action is required."""
    return take_step("close_without_statement", inspection, by=by)
