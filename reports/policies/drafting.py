"""Who words the report, and when."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from inspections import access
from inspections.models import Finding, Inspection
from inspections.workflow import EDITING, LEAD, RECORD, Status
from jtai.errors import Invalid, NotAllowed, NotNow
from jtai.policy import policy
from reports.models import Paragraph, Report
from writing.models import Revision

LATER = EDITING - {Status.DRAFTING}
LONGEST_HEADING = 160


@policy
def can_edit(user: User, report: Report) -> None:
    """The lead and the team's inspectors while it is drafted; from factual accuracy on the lead alone."""
    grants, status = access.grants_of(user, report.inspection), report.inspection.status
    if not {LEAD, RECORD} & grants:
        raise NotAllowed(_("Only inspectors on the team can change the words of the report."))
    if LEAD not in grants and status in LATER:
        raise NotAllowed(_("From factual accuracy on, only the lead inspector changes the words."))
    if status == Status.QUALITY_ASSURANCE:
        raise NotNow(_("The reviewer is reading the draft. Its words can change when it is returned, or in factual accuracy."))
    if status not in EDITING:
        raise NotNow(
            _("The words are closed at “%(status)s”. To change them, return the report to drafting.")
            % {"status": report.inspection.get_status_display()}
        )


@policy
def can_settle(user: User, paragraph: Paragraph) -> None:
    """Whoever may edit a paragraph says which of two versions stands."""
    can_edit.check(user, paragraph.report)
    if paragraph.removed_at is not None:
        raise NotNow(_("This paragraph has been taken out. Put it back first."))


def is_author(user: User, report: Report) -> bool:
    """Whether somebody drafted the report or wrote any version of any of its paragraphs."""
    if report.drafted_by_id == user.pk:
        return True
    return Revision.objects.filter(author=user, text__in=Paragraph.objects.filter(report=report).values("text")).exists()


def check_findings(inspection: Inspection, findings: Iterable[Finding]) -> None:
    """Only findings that every inspectorate agrees may carry a paragraph."""
    keys = {finding.pk for finding in findings}
    if len(keys) != agreed_findings(inspection).filter(pk__in=keys).count():
        raise Invalid(_("Select findings of this inspection that every inspectorate agrees."), field="findings")


def agreed_findings(inspection: Inspection) -> QuerySet[Finding]:
    """The findings that every participating inspectorate agrees and that are not set aside."""
    return (
        Finding.objects.filter(inspection=inspection, set_aside=None)
        .annotate(agreed=Count("agreements"))
        .filter(agreed__gte=inspection.inspectorates.count())
    )
