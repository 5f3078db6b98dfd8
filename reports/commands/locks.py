"""Locks of reports, always in this order: the inspection (a step alone, saves shared), the report's row, a paragraph.

Every change of the words moves the report's edition on, so saves of one report queue behind each other for a moment.
"""

from inspections.commands import own, shared
from inspections.models import Inspection
from jtai.errors import NotNow
from reports.models import Paragraph, Report


def owned(report: Report) -> Report:
    """The report read anew under the inspection's own lock: nothing is saved into it until commit."""
    return _with(own(report.inspection))


def owned_by_inspection(inspection: Inspection) -> Report:
    """The same, from the inspection. Raises NotNow when nothing is drafted yet."""
    from_row = own(inspection)
    return _with(from_row)


def _with(inspection: Inspection) -> Report:
    report = Report.objects.select_related("principal_authority", "drafted_by").filter(inspection=inspection).first()
    if report is None:
        raise NotNow("The report has not been drafted yet.")
    report.inspection = inspection
    return report


def reached(report: Report) -> Report:
    """The report with its inspection shared-locked, and its own row locked: structure changes come one after another."""
    inspection = shared(report.inspection)
    locked = Report.objects.select_for_update(no_key=True, of=("self",)).get(pk=report.pk)
    locked.inspection = inspection
    return locked


def locked_paragraph(paragraph: Paragraph) -> Paragraph:
    """The paragraph and its text, locked, under the shared lock of its inspection."""
    inspection = shared(paragraph.report.inspection)
    locked = (
        Paragraph.objects.select_for_update(no_key=True, of=("self", "text"))
        .select_related("text", "section", "strand", "report")
        .get(pk=paragraph.pk)
    )
    locked.report.inspection = inspection
    return locked
