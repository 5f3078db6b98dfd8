"""The words of a report as one plain document, and where each of them comes from as another. Pure: no database, no clock.

`ReportFacts` goes in (filled by whoever reads the draft), `Content` and `Provenance` come out. Content is an allow-list:
what is not a key below can never be published. Order, splitting and emptiness follow the framework's sections, which are
data (DOMAIN.md §5). A JTAI has no grade, so there is no key for one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from jtai.printed import MONTHS, clean, clean_line, day_in_words, digest

TEMPLATE = 1

# Forms of section, as inspections.SectionForm names them.
ADDRESSEES, SUMMARY, CONTEXT, BULLETS = "addressees", "summary", "context", "bullets"
PARAGRAPHS, BOXES, NEXT_STEPS, SIGNATORIES = "paragraphs", "boxes", "next_steps", "signatories"
# Of the sections in paragraphs these are cited by number ("paragraph 14"); headline findings read on without.
NUMBERED = frozenset({"main-findings", "strengths", "improvements", "priority-action"})

LICENCE = (
    "You may use and re-use this report, except logos, free of charge in any format, under the terms of the "
    "Open Government Licence version 3.0: www.nationalarchives.gov.uk/doc/open-government-licence/version/3."
)
OTHER_FORMATS = "If you would like this report in another format, such as large print or Braille, ask any of the inspectorates."


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """A note that a finding cites. key: "inspections.evidencenote:7"; revision: of its text; digest: SHA-256 of it, hex."""

    key: str
    revision: int
    digest: str


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """A finding that a paragraph rests on, as it stood."""

    key: str
    revision: int
    digest: str
    notes: tuple[NoteFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class ParagraphFacts:
    """One paragraph of the draft. key: "reports.paragraph:12"; strand: a code of ReportFacts.strands, or "".

    text: plain; blank lines separate paragraphs, lines beginning "- " are bullets. In the section of addressees each
    paragraph is one addressee, a line each for name, role and organisation.
    """

    key: str
    text: str
    heading: str = ""
    strand: str = ""
    findings: tuple[FindingFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionFacts:
    """A section of the framework with its paragraphs in order; the fields are those of inspections.SectionKind."""

    kind: str
    title: str
    form: str
    optional: bool
    shows_empty: bool
    empty_text: str = ""
    split_by_strand: bool = False
    paragraphs: tuple[ParagraphFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class StrandFacts:
    """A strand, under whose name split sections gather."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class SignatoryFacts:
    """Who signs for an inspectorate. position: the inspectorate's place in the order of signing."""

    name: str
    title: str
    inspectorate: str
    position: int


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """Everything of a report. Sections and strands in the framework's order; inspectorates' full names in signing order.

    statement_required: None while nobody has decided. statement_days: working days from receipt (the framework's offset);
    statement_due: once it is known. contact: lines of the inspectorates' contact block.
    """

    title: str
    subtitle: str
    framework: str
    area: str
    topic: str
    fieldwork_start: date
    fieldwork_end: date
    letter_date: date
    inspectorates: tuple[str, ...]
    sections: tuple[SectionFacts, ...]
    strands: tuple[StrandFacts, ...] = ()
    signatories: tuple[SignatoryFacts, ...] = ()
    statement_required: bool | None = None
    principal_authority: str = ""
    statement_days: int | None = None
    statement_due: date | None = None
    contact: tuple[str, ...] = ()
    demonstration: bool = False


class Paragraph(TypedDict):
    """number: as printed, None where the section is not numbered."""

    number: int | None
    heading: str
    text: str


class Group(TypedDict):
    """Paragraphs under one strand's name, or under no title at all."""

    title: str
    paragraphs: list[Paragraph]


class Section(TypedDict):
    """empty_text: printed in place of paragraphs; "" where there are some."""

    kind: str
    title: str
    form: str
    empty_text: str
    groups: list[Group]


class Signatory(TypedDict):
    """A name under the report."""

    name: str
    title: str
    inspectorate: str


class Content(TypedDict):
    """All that the public will read. letter_date: ISO; dates: of fieldwork, in words; addressees: lines of each."""

    template: int
    title: str
    subtitle: str
    framework: str
    area: str
    topic: str
    dates: str
    letter_date: str
    inspectorates: list[str]
    addressees: list[list[str]]
    sections: list[Section]
    signatories: list[Signatory]
    principal_authority: str
    statement: str
    licence: list[str]
    contact: list[str]
    demonstration: bool


class NoteSource(TypedDict):
    """A note, the revision that was cited, and the digest of its words."""

    note: str
    revision: int
    digest: str


class FindingSource(TypedDict):
    """A finding, the revision that was agreed, the digest of its words, and the notes it cites."""

    finding: str
    revision: int
    digest: str
    notes: list[NoteSource]


class ParagraphSource(TypedDict):
    """Where a paragraph comes from. number: as in the content; digest: of the paragraph's words as frozen."""

    paragraph: str
    section: str
    number: int | None
    digest: str
    findings: list[FindingSource]


class Provenance(TypedDict):
    """The second document: every paragraph with its findings and their notes. content: digest of the first."""

    content: str
    paragraphs: list[ParagraphSource]


def arrange(facts: ReportFacts) -> tuple[Content, Provenance]:
    """Both documents of a report, in the framework's order; paragraph numbers run on through the whole letter."""
    sections: list[Section] = []
    sources: list[ParagraphSource] = []
    addressees: list[list[str]] = []
    number = 0
    for section in facts.sections:
        written = [paragraph for paragraph in section.paragraphs if clean(paragraph.text)]
        if section.form == ADDRESSEES:
            addressees += [clean(paragraph.text).split("\n") for paragraph in written]
        numbered = section.form == PARAGRAPHS and section.kind in NUMBERED
        groups: list[Group] = []
        for title, gathered in _groups(section, written, facts.strands):
            paragraphs: list[Paragraph] = []
            for paragraph in gathered:
                number += numbered
                printed: Paragraph = {
                    "number": number if numbered else None,
                    "heading": clean_line(paragraph.heading),
                    "text": clean(paragraph.text),
                }
                paragraphs.append(printed)
                sources.append(_source(section.kind, paragraph, printed))
            groups.append({"title": clean_line(title), "paragraphs": paragraphs})
        if section.form != ADDRESSEES and _is_printed(section, facts, has_words=bool(written)):
            sections.append(
                {
                    "kind": section.kind,
                    "title": clean_line(section.title),
                    "form": section.form,
                    "empty_text": clean_line(section.empty_text) if section.shows_empty and not written else "",
                    "groups": groups,
                }
            )
    content = _content(facts, addressees, sections)
    return content, {"content": digest(content), "paragraphs": sources}


def _content(facts: ReportFacts, addressees: list[list[str]], sections: list[Section]) -> Content:
    return {
        "template": TEMPLATE,
        "title": clean_line(facts.title),
        "subtitle": clean_line(facts.subtitle),
        "framework": clean_line(facts.framework),
        "area": clean_line(facts.area),
        "topic": clean_line(facts.topic),
        "dates": span_in_words(facts.fieldwork_start, facts.fieldwork_end),
        "letter_date": facts.letter_date.isoformat(),
        "inspectorates": [clean_line(name) for name in facts.inspectorates],
        "addressees": addressees,
        "sections": sections,
        "signatories": [
            {"name": clean_line(one.name), "title": clean_line(one.title), "inspectorate": clean_line(one.inspectorate)}
            for one in sorted(facts.signatories, key=lambda one: one.position)
        ],
        "principal_authority": clean_line(facts.principal_authority),
        "statement": statement_sentence(facts),
        "licence": [f"© Crown copyright {facts.letter_date.year}", LICENCE, OTHER_FORMATS],
        "contact": [clean_line(line) for line in facts.contact],
        "demonstration": facts.demonstration,
    }


def _is_printed(section: SectionFacts, facts: ReportFacts, *, has_words: bool) -> bool:
    """Empty sections are left out, unless they say so or carry more than paragraphs."""
    if section.form == SIGNATORIES:
        return has_words or bool(facts.signatories)
    if section.form == NEXT_STEPS:
        return has_words or bool(statement_sentence(facts))
    return has_words or section.shows_empty


def _groups(
    section: SectionFacts, written: Sequence[ParagraphFacts], strands: Sequence[StrandFacts]
) -> Iterable[tuple[str, Sequence[ParagraphFacts]]]:
    """Paragraphs as they gather: first those of no strand, then strand by strand, each in its given order."""
    if not section.split_by_strand:
        return [("", written)] if written else []
    known = {strand.code for strand in strands}
    gathered = [("", [paragraph for paragraph in written if paragraph.strand not in known])]
    gathered += [(strand.name, [one for one in written if one.strand == strand.code]) for strand in strands]
    return [(title, paragraphs) for title, paragraphs in gathered if paragraphs]


def _source(section: str, paragraph: ParagraphFacts, printed: Paragraph) -> ParagraphSource:
    return {
        "paragraph": paragraph.key,
        "section": section,
        "number": printed["number"],
        "digest": digest(printed),
        "findings": [
            {
                "finding": finding.key,
                "revision": finding.revision,
                "digest": finding.digest,
                "notes": [{"note": note.key, "revision": note.revision, "digest": note.digest} for note in finding.notes],
            }
            for finding in paragraph.findings
        ],
    }


def statement_sentence(facts: ReportFacts) -> str:
    """What is said of the statement of proposed action (SI 2015/1792); "" while nobody has decided."""
    if facts.statement_required is None:
        return ""
    if not facts.statement_required:
        return "His Majesty’s Chief Inspector has decided that no written statement of proposed action is required."
    sentence = (
        f"His Majesty’s Chief Inspector has decided that {clean_line(facts.principal_authority)} is the principal authority "
        "and should prepare a written statement of proposed action in response to the findings of this report"
    )
    if facts.statement_due is not None:
        return f"{sentence}. It is due by {day_in_words(facts.statement_due)}."
    if facts.statement_days is not None:
        return f"{sentence}, within {facts.statement_days} working days of receiving it."
    return f"{sentence}."


def section_digests(content: Content) -> dict[str, str]:
    """One digest a section, by kind, and one for all that stands around them under "": what an edit changed."""
    around = {key: value for key, value in content.items() if key != "sections"}
    return {"": digest(around), **{section["kind"]: digest(section) for section in content["sections"]}}


def span_in_words(first: date, last: date) -> str:
    """13 to 17 March 2026; 30 November to 4 December 2026."""
    if first == last:
        return day_in_words(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_in_words(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} to {day_in_words(last)}"
    return f"{day_in_words(first)} to {day_in_words(last)}"
