"""A report's rows as the plain facts that content is arranged from, and the material of its first draft."""

import hashlib
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Partnership
from agencies.queries import partnership_agencies
from inspections.models import Evaluation, EvidenceNote, Finding, Inspection, Milestone, MilestoneKind
from inspections.queries import framework_choices, inspectorates_of, offset_rules
from jtai.errors import Invalid
from reports.composing import Drawn, Material
from reports.content import (
    Content,
    FindingFacts,
    NoteFacts,
    ParagraphFacts,
    Provenance,
    ReportFacts,
    SectionFacts,
    StrandFacts,
    arrange,
)
from reports.models import AccuracyRound, Paragraph, Publication, Report
from reports.policies import signatories_named
from reports.policies.drafting import agreed_findings

FRONT_DOOR = "Identification of need and risk at the front door"
WEBSITES = {
    "ofsted": "Ofsted: www.gov.uk/ofsted",
    "cqc": "Care Quality Commission: www.cqc.org.uk",
    "hmicfrs": "HMICFRS: hmicfrs.justiceinspectorates.gov.uk",
    "hmi-probation": "HMI Probation: hmiprobation.justiceinspectorates.gov.uk",
}
LONGEST_LABEL = 200
FIRST_WORDS = 8


def _sha256(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def standing_paragraphs(report: Report) -> QuerySet[Paragraph]:
    """The paragraphs that are in the report now, in order, with words, section and strand."""
    return (
        Paragraph.objects.filter(report=report, removed_at=None)
        .select_related("text", "section", "strand")
        .order_by("section__position", "position", "pk")
    )


def letter_date(inspection: Inspection) -> date:
    """The day printed on the letter: the day set for publication, or today once that has passed."""
    milestone = Milestone.objects.filter(inspection=inspection, kind=MilestoneKind.PUBLICATION).first()
    today = timezone.localdate()
    return max(milestone.day, today) if milestone is not None and milestone.day is not None else today


def facts_of(report: Report) -> ReportFacts:
    """Everything of a report as it stands. The number of queries does not grow with its length."""
    inspection = report.inspection
    choices = framework_choices(inspection.framework)
    inspectorates = inspectorates_of(inspection)
    rules = {rule.milestone: rule for rule in offset_rules(inspection.framework)}
    statement = rules.get(MilestoneKind.STATEMENT_DUE)
    return ReportFacts(
        title=f"Joint targeted area inspection of {inspection.local_area.name}",
        subtitle=inspection.topic.name if inspection.topic else FRONT_DOOR,
        framework=inspection.framework.name,
        area=inspection.local_area.name,
        topic=inspection.topic.name if inspection.topic else "",
        fieldwork_start=inspection.fieldwork_start,
        fieldwork_end=inspection.fieldwork_end,
        letter_date=letter_date(inspection),
        inspectorates=tuple(row.name for row in inspectorates),
        sections=_sections(report),
        strands=tuple(StrandFacts(strand.code, strand.name) for strand in choices.strands),
        signatories=signatories_named(inspection),
        statement_required=report.statement_required,
        principal_authority=report.principal_authority.name if report.principal_authority else "",
        statement_days=statement.days if statement else None,
        contact=tuple(WEBSITES[row.code] for row in inspectorates if row.code in WEBSITES),
        demonstration=inspection.local_area.demonstration,
    )


def _sections(report: Report) -> tuple[SectionFacts, ...]:
    notes = EvidenceNote.objects.select_related("text").order_by("pk")
    findings = Finding.objects.select_related("text").prefetch_related(Prefetch("notes", queryset=notes)).order_by("pk")
    by_section: dict[int, list[Paragraph]] = {}
    for paragraph in standing_paragraphs(report).prefetch_related(Prefetch("findings", queryset=findings)):
        by_section.setdefault(paragraph.section_id, []).append(paragraph)
    return tuple(
        SectionFacts(
            kind=section.kind,
            title=section.title,
            form=section.form,
            optional=section.optional,
            shows_empty=section.shows_empty,
            empty_text=section.empty_text,
            split_by_strand=section.split_by_strand,
            paragraphs=tuple(_paragraph(paragraph) for paragraph in by_section.get(section.pk, ())),
        )
        for section in report.inspection.framework.sections.order_by("position")
    )


def _paragraph(paragraph: Paragraph) -> ParagraphFacts:
    return ParagraphFacts(
        key=f"reports.paragraph:{paragraph.pk}",
        text=paragraph.text.body,
        heading=paragraph.heading,
        strand=paragraph.strand.code if paragraph.strand else "",
        findings=tuple(_finding(finding) for finding in paragraph.findings.all()),
    )


def _finding(finding: Finding) -> FindingFacts:
    return FindingFacts(
        f"inspections.finding:{finding.pk}",
        finding.text.version,
        _sha256(finding.text.body),
        tuple(
            NoteFacts(f"inspections.evidencenote:{note.pk}", note.text.version, _sha256(note.text.body))
            for note in finding.notes.all()
        ),
    )


def words_of(report: Report) -> Content:
    """The words as they were published; before that, as they would be frozen now."""
    published: Content | None = Publication.objects.filter(report=report).values_list("content", flat=True).first()
    return published or arrange(facts_of(report))[0]


def material_of(inspection: Inspection) -> Material:
    """What the first draft is composed from: agreed findings, and evaluations with those of theirs that are agreed."""
    related = ("text", "strand", "agency", "criterion", "responsible")
    findings = list(agreed_findings(inspection).select_related(*related).order_by("strand__position", "pk"))
    agreed = {finding.pk: finding for finding in findings}
    evaluations = (
        Evaluation.objects.filter(inspection=inspection)
        .select_related("text", "strand", "agency")
        .prefetch_related("findings")
        .order_by("strand__position", "inspectorate__position", "pk")
    )
    partnership = Partnership.objects.filter(local_area=inspection.local_area).first()
    return Material(
        inspection=inspection,
        sections=list(inspection.framework.sections.order_by("position")),
        strands=framework_choices(inspection.framework).strands,
        inspectorates=[row.name for row in inspectorates_of(inspection)],
        agencies=list(partnership_agencies(inspection.local_area)),
        partnership=partnership.name if partnership else "",
        findings=findings,
        evaluations=[Drawn(row, [agreed[one.pk] for one in row.findings.all() if one.pk in agreed]) for row in evaluations],
    )


def printed_keys(content: Content, provenance: Provenance) -> list[str]:
    """The keys of the paragraphs that `printed_labels` names, in the same order."""
    printed = {section["kind"] for section in content["sections"]}
    return [source["paragraph"] for source in provenance["paragraphs"] if source["section"] in printed]


def printed_labels(content: Content) -> list[str]:
    """How a reader of the letter would name each of its paragraphs: section, number or place, and first words."""
    labels = []
    for section in content["sections"]:
        place = 0
        for group in section["groups"]:
            for paragraph in group["paragraphs"]:
                place += 1
                number = _("paragraph %(number)d") % {"number": paragraph["number"]} if paragraph["number"] else str(place)
                words = paragraph["text"].split()
                start = " ".join(words[:FIRST_WORDS]) + ("…" if len(words) > FIRST_WORDS else "")
                title = section["title"] or _("Summary")
                labels.append(f"{title}, {number}: {start}"[:LONGEST_LABEL])
    return labels


def printed_place(accuracy_round: AccuracyRound, place: int | None) -> tuple[Paragraph | None, str]:
    """The paragraph and its name for a place of the delivered draft, counted from 0. Raises Invalid for one that is not there."""
    if place is None:
        return None, _("The draft as a whole")
    labels = printed_labels(accuracy_round.content)
    if not 0 <= place < len(labels):
        raise Invalid(_("Select a paragraph of the draft."), field="place")
    key = accuracy_round.keys[place].rpartition(":")[2] if place < len(accuracy_round.keys) else "0"
    return Paragraph.objects.filter(report=accuracy_round.report_id, pk=key).first(), labels[place]
