"""The first draft, composed from what was agreed."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.trail import record
from inspections.commands import take_step
from inspections.models import Inspection
from jtai.errors import NotNow
from reports import queries
from reports.composing import compose
from reports.models import Paragraph, Report
from writing.commands import write


@transaction.atomic
def draft(inspection: Inspection, *, by: User) -> Report:
    """Begin drafting: compose the report from the agreed findings and evaluations, in the framework's order of sections.

    Takes the step begin_drafting in the same transaction and raises what it raises. A second call raises NotNow.
    """
    inspection = take_step("begin_drafting", inspection, by=by)
    if Report.objects.filter(inspection=inspection).exists():
        raise NotNow(_("The report has been drafted already."))
    report = Report.objects.create(inspection=inspection, drafted_by=by)
    paragraphs = 0
    for position, composed in enumerate(compose(queries.material_of(inspection)), 1):
        paragraph = Paragraph.objects.create(
            report=report,
            section=composed.section,
            strand=composed.strand,
            heading=composed.heading[:160],
            position=position,
            text=write(composed.text, values={"heading": composed.heading[:160]}, by=by),
        )
        paragraph.findings.set(composed.findings)
        paragraphs += 1
    record("report.draft", report, stream=inspection.stream, by=by, paragraphs=paragraphs)
    return report
