"""The first draft: findings and evaluations gathered into the framework's sections. Pure: rows come in, paragraphs come out.

Every paragraph is true as it stands and keeps the findings that it rests on; people word it from there.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from agencies.models import Agency
from inspections.models import Evaluation, Finding, FindingKind, Inspection, SectionForm, SectionKind, Strand
from reports.content import span_in_words

# A paragraph of main findings takes in statements until it has some 60 words (real ones have about 85).
ENOUGH_WORDS, MOST_STATEMENTS = 60, 3
ENOUGH_FOR_A_BULLET = 12  # words
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z‘“])")
# Whom a letter is sent to at an agency of each kind: roles, never names, which nobody has told us.
ROLES = {
    "local-authority": ("Director of children’s services", "Chief executive"),
    "police": ("Chief constable",),
    "icb": ("Chief executive",),
    "health-provider": ("Chief executive",),
    "youth-justice-service": ("Head of service",),
    "probation-service": ("Head of the probation delivery unit",),
}
SCRUTINEER = "Independent scrutineer"


@dataclass(frozen=True)
class Drawn:
    """An evaluation with the findings that it draws together, of those that are agreed."""

    evaluation: Evaluation
    findings: Sequence[Finding]


@dataclass(frozen=True)
class Material:
    """All that a report is composed from. Rows bring their text, strand and agency; findings their criterion and responsible."""

    inspection: Inspection
    sections: Sequence[SectionKind]
    strands: Sequence[Strand]
    inspectorates: Sequence[str]
    agencies: Sequence[Agency]
    partnership: str
    findings: Sequence[Finding]
    evaluations: Sequence[Drawn]


@dataclass(frozen=True)
class Composed:
    """One paragraph to be."""

    section: SectionKind
    text: str
    heading: str = ""
    strand: Strand | None = None
    findings: Sequence[Finding] = field(default_factory=tuple)


def compose(material: Material) -> Iterator[Composed]:
    """Every paragraph of a first draft, section by section."""
    for section in material.sections:
        if section.form == SectionForm.ADDRESSEES:
            yield from (Composed(section, text) for text in addressees(material))
        elif section.form == SectionForm.SUMMARY:
            yield from _summary(section, material)
        elif section.form == SectionForm.CONTEXT:
            yield from (Composed(section, text) for text in context(material))
        elif section.form == SectionForm.NEXT_STEPS:
            yield Composed(section, next_steps(material))
        elif section.kind == "headline-findings":
            yield from headlines(section, material)
        elif section.kind == "main-findings":
            yield from main_findings(section, material)
        else:
            yield from _one_each(section, material)


def addressees(material: Material) -> Iterator[str]:
    """Role and organisation, a line each; the partnership's scrutineer last."""
    for agency in material.agencies:
        yield from (f"{role}\n{agency.name}" for role in ROLES.get(agency.kind.code, ()))
    if material.partnership:
        yield f"{SCRUTINEER}\n{material.partnership}"


def listed(names: Sequence[str]) -> str:
    """Ofsted, CQC and HMICFRS."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _in_sentence(name: str) -> str:
    """A name as it stands inside a sentence: “the Care Quality Commission”, but “Ofsted”."""
    return f"the {name}" if name.endswith("Commission") else name


def _summary(section: SectionKind, material: Material) -> Iterator[Composed]:
    inspection = material.inspection
    dates = span_in_words(inspection.fieldwork_start, inspection.fieldwork_end)
    yield Composed(
        section,
        f"This letter reports on the joint targeted area inspection of {inspection.local_area.name}. Inspectors from "
        f"{listed([_in_sentence(name) for name in material.inspectorates])} carried it out from {dates}.",
    )
    topic = f" The topic was “{inspection.topic.name}”." if inspection.topic else ""
    yield Composed(
        section,
        f"Inspectors looked at how agencies in {inspection.local_area.name} work together to help and protect children.{topic} "
        "They considered whether local arrangements improve or hinder children’s experiences.",
    )
    if not any(other.kind == "headline-findings" for other in material.sections):
        yield from headlines(section, material)


def context(material: Material) -> Iterator[str]:
    """What is known of the place: its partners and how many children live there."""
    area = material.inspection.local_area
    partners = [agency.name for agency in material.agencies if agency.kind.statutory]
    others = [agency.name for agency in material.agencies if not agency.kind.statutory]
    if partners:
        yield f"The safeguarding partners in {area.name} are {listed(partners)}." + (
            f" They work with {listed(others)}." if others else ""
        )
    children = round(area.population_0_17, -2)
    yield f"About {children:,} children and young people under 18 lived in {area.name} in {area.population_year}."


def next_steps(material: Material) -> str:
    """True whatever is decided about a statement."""
    area = material.inspection.local_area.name
    return (
        f"The safeguarding partners in {area} should consider the findings of this letter together and decide what they change. "
        "The findings will inform what each inspectorate does in the area from now on."
    )


def first_sentence(text: str) -> str:
    """The words up to the first full stop that ends a sentence."""
    return SENTENCE_END.split(" ".join(text.split()), maxsplit=1)[0]


def in_brief(text: str) -> str:
    """The first sentence, and the second where the first says too little by itself."""
    sentences = SENTENCE_END.split(" ".join(text.split()))
    return " ".join(sentences[: 1 if len(sentences[0].split()) >= ENOUGH_FOR_A_BULLET else 2])


def headlines(section: SectionKind, material: Material) -> Iterator[Composed]:
    """What each evaluation says first, a paragraph a strand."""
    for strand in material.strands:
        drawn = [row for row in material.evaluations if row.evaluation.strand_id == strand.pk]
        sentences = dict.fromkeys(first_sentence(row.evaluation.text.body) for row in drawn)
        if sentences:
            yield Composed(section, " ".join(sentences), strand=strand, findings=_each_once(row.findings for row in drawn))


def _each_once(groups: Iterable[Sequence[Finding]]) -> list[Finding]:
    return list({finding.pk: finding for group in groups for finding in group}.values())


def main_findings(section: SectionKind, material: Material) -> Iterator[Composed]:
    """Strand by strand: what the evaluations say, then the findings themselves, agency by agency."""
    for strand in material.strands:
        heading = strand.name
        for row in material.evaluations:
            if row.evaluation.strand_id == strand.pk:
                yield Composed(section, row.evaluation.text.body, heading, strand, row.findings)
                heading = ""
        wanted = [one for one in material.findings if one.strand_id == strand.pk and one.kind in section.draws]
        for gathered in _gathered(wanted):
            yield Composed(section, " ".join(one.text.body.strip() for one in gathered), heading, strand, gathered)
            heading = ""


def _gathered(findings: Sequence[Finding]) -> Iterator[list[Finding]]:
    """Findings that one paragraph can say: of one agency, and of one effect."""
    groups: dict[tuple[int, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.agency_id or 0, finding.effect), []).append(finding)
    for key in sorted(groups, key=lambda pair: (pair[0], pair[1] == "hinders")):
        gathered: list[Finding] = []
        for finding in groups[key]:
            gathered.append(finding)
            words = sum(len(one.text.body.split()) for one in gathered)
            if words >= ENOUGH_WORDS or len(gathered) == MOST_STATEMENTS:
                yield gathered
                gathered = []
        if gathered:
            yield gathered


def _one_each(section: SectionKind, material: Material) -> Iterator[Composed]:
    """A paragraph, bullet or box for each finding of the kinds that the section draws.

    Where main findings say everything, a bullet says only what matters first: no reader wants each sentence twice.
    """
    brief = section.form == SectionForm.BULLETS and any(other.kind == "main-findings" for other in material.sections)
    for finding in material.findings:
        if finding.kind not in section.draws:
            continue
        heading = ""
        if section.form == SectionForm.BOXES:
            heading = finding.criterion.title if finding.criterion else ""
        text = in_brief(finding.text.body) if brief else finding.text.body.strip()
        if finding.kind == FindingKind.PRIORITY_ACTION and finding.responsible:
            text = f"{text}\n\n{finding.responsible.name} is responsible for seeing that this changes."
        yield Composed(section, text, heading, finding.strand, [finding])
