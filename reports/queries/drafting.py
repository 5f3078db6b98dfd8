"""The report as its writers see it: sections, paragraphs, and the findings that each rests on."""

from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import User
from agencies.models import Agency
from agencies.queries import partnership_agencies
from inspections.models import Finding, Inspection, SectionForm, SectionKind, Strand
from inspections.policies import can_see_evidence
from inspections.queries import framework_choices, inspection_for
from reports import policies
from reports.models import Paragraph, Report
from reports.policies.drafting import agreed_findings
from reports.queries.facts import standing_paragraphs
from writing.models import Revision
from writing.queries import history_of

# Sections in which every paragraph should lead back to evidence; the others say who, when, where and what next.
RESTING = {SectionForm.BULLETS, SectionForm.PARAGRAPHS, SectionForm.BOXES}


def report_in(inspection: Inspection) -> Report | None:
    """The report of an inspection, or None before it is drafted. No question is asked of the viewer."""
    report = (
        Report.objects.select_related("principal_authority", "drafted_by", "decided_by").filter(inspection=inspection).first()
    )
    if report is not None:
        report.inspection = inspection
    return report


def report_for(user: User, pk: int) -> Report:
    """The report of the inspection with this key: 404 when that is not the person's to see or nothing is drafted.

    Raises NotAllowed for people who see the inspection and not its report in the making.
    """
    report = _found(user, pk)
    policies.can_read_report.check(user, report)
    return report


def words_for(user: User, pk: int) -> Report:
    """The same for pages that show its words alone, which more people may read."""
    report = _found(user, pk)
    policies.can_read_words.check(user, report)
    return report


def _found(user: User, pk: int) -> Report:
    inspection = inspection_for(user, pk)
    rows = Report.objects.select_related("principal_authority", "drafted_by", "decided_by")
    report = get_object_or_404(rows, inspection=inspection)
    report.inspection = inspection
    return report


@dataclass(frozen=True)
class Line:
    """One paragraph in a list. number: its place, from 1; waiting: versions kept beside; rests: whether it should have findings."""

    paragraph: Paragraph
    number: int
    waiting: list[Revision]
    open_comments: int
    rests: bool
    is_first: bool
    is_last: bool

    @property
    def findings(self) -> list[Finding]:
        """The findings that it rests on; none are read for people who see no evidence."""
        return list(self.paragraph.findings.all())


@dataclass(frozen=True)
class Gathering:
    """The paragraphs of one strand in a section that is split by strand; else all of them, without a title."""

    title: str
    lines: list[Line]


@dataclass(frozen=True)
class Chapter:
    """A section with what stands in it and what was taken out of it."""

    section: SectionKind
    gatherings: list[Gathering]
    removed: list[Paragraph] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many paragraphs stand in it."""
        return sum(len(gathering.lines) for gathering in self.gatherings)


@dataclass(frozen=True)
class Overview:
    """The whole report. resting of due: how many paragraphs that should rest on findings do."""

    chapters: list[Chapter]
    resting: int
    due: int
    waiting: int
    open_comments: int
    shows_findings: bool


def overview(user: User, report: Report) -> Overview:
    """All sections in order. The number of queries does not grow with the report."""
    shows = can_see_evidence(user, report.inspection)
    rows = list(_counted(Paragraph.objects.filter(report=report), shows=shows))
    standing = [row for row in rows if row.removed_at is None]
    beside: dict[int, list[Revision]] = {}
    for revision in _waiting(report):
        beside.setdefault(revision.text_id, []).append(revision)
    sections = list(report.inspection.framework.sections.order_by("position"))
    strands = framework_choices(report.inspection.framework).strands
    chapters = [
        Chapter(
            section,
            _gather(section, [row for row in standing if row.section_id == section.pk], strands, beside),
            [row for row in rows if row.section_id == section.pk and row.removed_at is not None],
        )
        for section in sections
    ]
    due = [row for row in standing if row.section.form in RESTING]
    return Overview(
        chapters=chapters,
        resting=sum(row.findings_count > 0 for row in due),  # type: ignore[attr-defined]  # -- annotated in _counted
        due=len(due),
        waiting=sum(len(beside.get(row.text_id, ())) for row in standing),
        open_comments=report.comments.filter(resolved_at=None).count(),
        shows_findings=shows,
    )


def _counted(rows: QuerySet[Paragraph], *, shows: bool) -> QuerySet[Paragraph]:
    rows = (
        rows.select_related("text", "section", "strand", "removed_by")
        .annotate(
            findings_count=Count("findings", distinct=True),
            open_comments=Count("comments", filter=Q(comments__resolved_at=None), distinct=True),
        )
        .order_by("section__position", "position", "pk")
    )
    return rows.prefetch_related(Prefetch("findings", queryset=_findings())) if shows else rows


def _findings() -> QuerySet[Finding]:
    return Finding.objects.select_related("text", "strand", "agency", "inspectorate", "author").order_by(
        "strand__position", "pk"
    )


def _waiting(report: Report) -> QuerySet[Revision]:
    texts = Paragraph.objects.filter(report=report, removed_at=None).values("text")
    return Revision.objects.filter(text__in=texts, kept_beside=True, settled_at=None).select_related("author").order_by("pk")


def _gather(
    section: SectionKind, rows: list[Paragraph], strands: tuple[Strand, ...], beside: dict[int, list[Revision]]
) -> list[Gathering]:
    groups: list[tuple[str, list[Paragraph]]] = [("", rows)]
    if section.split_by_strand:
        groups = [("", [row for row in rows if row.strand is None])]
        groups += [(strand.name, [row for row in rows if row.strand_id == strand.pk]) for strand in strands]
    number, made = 0, []
    for title, members in groups:
        lines = []
        for place, row in enumerate(members):
            number += 1
            lines.append(
                Line(
                    paragraph=row,
                    number=number,
                    waiting=beside.get(row.text_id, []),
                    open_comments=row.open_comments,  # type: ignore[attr-defined]  # -- annotated in _counted
                    rests=section.form in RESTING,
                    is_first=place == 0,
                    is_last=place == len(members) - 1,
                )
            )
        if lines:
            made.append(Gathering(title, lines))
    return made


def paragraph_for(user: User, report: Report, pk: int) -> Paragraph:
    """One paragraph of this report, taken out or not, or 404; with its findings for people who see evidence."""
    rows = Paragraph.objects.filter(report=report).select_related("text", "section", "strand", "removed_by")
    if can_see_evidence(user, report.inspection):
        rows = rows.prefetch_related(Prefetch("findings", queryset=_findings()))
    paragraph = get_object_or_404(rows, pk=pk)
    paragraph.report = report
    return paragraph


def paragraphs_to_name(report: Report) -> list[Paragraph]:
    """The paragraphs that a comment can be about, in order."""
    return list(standing_paragraphs(report))


def findings_to_link(report: Report) -> QuerySet[Finding]:
    """The agreed findings of the inspection, by strand."""
    return (
        agreed_findings(report.inspection)
        .select_related("text", "strand", "agency", "inspectorate", "author")
        .order_by("strand__position", "pk")
    )


def sections_of(report: Report) -> QuerySet[SectionKind]:
    """The sections that paragraphs can be added to."""
    return report.inspection.framework.sections.exclude(form=SectionForm.SIGNATORIES).order_by("position")


def strands_of(report: Report) -> tuple[Strand, ...]:
    """The strands of its framework."""
    return framework_choices(report.inspection.framework).strands


def agencies_of(report: Report) -> QuerySet[Agency]:
    """The agencies of the partnership: one of them is the principal authority."""
    return partnership_agencies(report.inspection.local_area)


def kept_beside(paragraph: Paragraph, number: int) -> Revision:
    """Words that were kept beside the current ones, by number, or 404."""
    return get_object_or_404(history_of(paragraph.text).filter(kept_beside=True), number=number)
