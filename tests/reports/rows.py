"""Rows of reports at a given stage, without walking an inspection there."""

from datetime import date
from itertools import count

from files.commands import store
from inspections.models import DeepDiveTopic, FrameworkVersion, Inspection
from jobs import runner
from jobs.commands import enqueue
from jobs.models import Job
from jtai.printed import digest
from reports.content import Content
from reports.models import BuiltFile, Freeze, Publication, Report
from tests.factories import LocalAreaFactory, UserFactory
from tests.reports import letters

_numbers = count(1)


def frozen(content: Content | None = None, **area: object) -> Freeze:
    """A freeze of this content (a small one when none is given) on an inspection of its own."""
    content = content or letters.content("2022-front-door", main=3, improvements=2, strengths=1, studies=0, priorities=0)
    person = UserFactory()
    framework, _ = FrameworkVersion.objects.get_or_create(
        code="test",
        defaults={"name": "Test", "valid_from": date(2022, 1, 1), "has_topic": False, "minimum_tracked": 5},
    )
    inspection = Inspection.objects.create(
        local_area=LocalAreaFactory(**area),
        framework=framework,
        programme_year=2026,
        fieldwork_start=date(2026, 3, 9),
        fieldwork_end=date(2026, 3, 13),
        planned_by=person,
    )
    report = Report.objects.create(inspection=inspection, drafted_by=person)
    return freeze_again(report, content)


def freeze_again(report: Report, content: Content) -> Freeze:
    number = report.freezes.count() + 1
    provenance = {"content": digest(content), "paragraphs": []}
    return Freeze.objects.create(
        report=report,
        number=number,
        edition=number,
        content=content,
        provenance=provenance,
        content_digest=digest(content),
        provenance_digest=digest(provenance),
        frozen_by=report.drafted_by,
    )


def asked(freeze: Freeze) -> Job:
    """The job that builds it, as the freeze command asks for it."""
    return enqueue("reports.build", key=f"reports.build:{freeze.pk}", target=freeze, arguments={"freeze": freeze.pk})


def built(freeze: Freeze) -> Freeze:
    assert runner.run(asked(freeze).pk)
    return freeze


def published(
    freeze: Freeze | None = None,
    *,
    on: date = date(2026, 5, 1),
    topic: DeepDiveTopic | None = None,
    demonstration: bool = False,
) -> Publication:
    """Published, with files of two bytes unless the freeze was built."""
    freeze = freeze or frozen()
    area = freeze.report.inspection.local_area
    files = {row.format: row.file for row in BuiltFile.objects.filter(freeze=freeze).select_related("file")}
    number = next(_numbers)
    return Publication.objects.create(
        report=freeze.report,
        freeze=freeze,
        slug=f"report-{number}",
        published_on=on,
        published_by=freeze.frozen_by,
        title=f"Joint targeted area inspection of {area.name}",
        area_code=area.code,
        area_name=area.name,
        region_code=area.region.code,
        region_name=area.region.name,
        topic_code=topic.code if topic else "",
        topic_name=topic.name if topic else "",
        demonstration=demonstration,
        content=freeze.content,
        html=files.get("html") or store(b"<p>", "text/html; charset=utf-8"),
        pdf=files.get("pdf") or store(b"%PDF", "application/pdf"),
    )
