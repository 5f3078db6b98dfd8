"""Whatever the size of a report, its order holds, its numbers run on, and nothing is lost or added."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jtai.printed import blocks, clean, digest
from reports import content as made
from reports.content import Content, ParagraphFacts, ReportFacts, SectionFacts, arrange
from reports.letter import letter
from tests.reports import letters

FRAMEWORKS = ("2018", "2022-front-door", "2022-thematic")
SIZES = st.fixed_dictionaries(
    {
        "improvements": st.integers(0, 42),
        "strengths": st.integers(0, 58),
        "main": st.integers(1, 45),
        "addressees": st.integers(4, 12),
        "studies": st.integers(0, 3),
        "priorities": st.integers(0, 5),
    }
)


def paragraphs(content: Content) -> Iterator[tuple[str, made.Paragraph]]:
    for section in content["sections"]:
        for group in section["groups"]:
            for paragraph in group["paragraphs"]:
                yield section["kind"], paragraph


@pytest.mark.parametrize("code", FRAMEWORKS)
@settings(max_examples=60, deadline=None)
@given(sizes=SIZES)
def test_order_numbers_and_words_hold_at_any_size(code, sizes):
    facts = letters.facts(code, **sizes)
    content, provenance = arrange(facts)

    # The framework's order, with nothing of its own between.
    order = [section.kind for section in facts.sections]
    kinds = [section["kind"] for section in content["sections"]]
    assert kinds == [kind for kind in order if kind in kinds]

    # Nothing lost, nothing twice, each section's words together.
    written = {
        section.kind: sorted(clean(one.text) for one in section.paragraphs)
        for section in facts.sections
        if section.paragraphs and section.form != "addressees"
    }
    printed: dict[str, list[str]] = {}
    for kind, paragraph in paragraphs(content):
        printed.setdefault(kind, []).append(paragraph["text"])
    assert {kind: sorted(texts) for kind, texts in printed.items()} == written
    assert len(content["addressees"]) == sizes["addressees"]

    # Numbers run on from 1 without a gap, in the order of reading.
    numbers = [paragraph["number"] for _kind, paragraph in paragraphs(content) if paragraph["number"] is not None]
    assert numbers == list(range(1, len(numbers) + 1))

    # Every paragraph leads back to its findings, under the number that is printed.
    sources = {source["paragraph"]: source for source in provenance["paragraphs"]}
    assert set(sources) == {one.key for section in facts.sections for one in section.paragraphs}
    assert [source["number"] for source in provenance["paragraphs"] if source["number"]] == numbers
    assert all(source["findings"] for source in provenance["paragraphs"])
    assert provenance["content"] == digest(content)

    # It survives being stored, and the layout has every word too.
    assert digest(json.loads(json.dumps(content))) == digest(content)
    laid_out = [item for part in letter(content).parts for gathering in part.gatherings for item in gathering.items]
    assert len(laid_out) == sum(len(texts) for texts in printed.values())


@pytest.mark.parametrize("code", FRAMEWORKS)
def test_signatories_stand_in_signing_order(code):
    signed = [one["inspectorate"] for one in letters.content(code)["signatories"]]
    assert signed == list(letters.SIGN[: len(signed)])
    assert ("HM Inspectorate of Probation" in signed) == (code != "2022-front-door")


def test_the_2018_model_splits_by_strand_and_says_what_is_not_there():
    content = letters.content("2018", priorities=0, strengths=0, studies=0)
    sections = {section["kind"]: section for section in content["sections"]}
    assert sections["priority-action"]["empty_text"] == "There is no area for priority action."
    assert sections["strengths"]["empty_text"] == "No key strengths were identified."
    assert sections["strengths"]["groups"] == []
    assert "practice-study" not in sections
    assert [group["title"] for group in sections["improvements"]["groups"]] == [
        strand["name"] for strand in letters.framework("2018")["strands"]
    ]


def test_the_2022_front_door_letter_has_its_order():
    kinds = [section["kind"] for section in letters.content("2022-front-door")["sections"]]
    assert kinds == [
        "scope",
        "headline-findings",
        "priority-action",
        "improvements",
        "strengths",
        "main-findings",
        "practice-study",
        "next-steps",
        "signatories",
    ]


def test_the_2022_thematic_letter_has_its_context_and_leaves_out_what_is_empty():
    kinds = [section["kind"] for section in letters.content("2022-thematic", priorities=0, strengths=0, studies=0)["sections"]]
    assert kinds == ["scope", "context", "headline-findings", "improvements", "main-findings", "next-steps", "signatories"]


def test_paragraphs_without_a_strand_come_first_and_are_not_lost():
    facts = letters.facts("2018")
    odd = ParagraphFacts("reports.paragraph:999", "About all of it.", strand="of-another-framework")
    sections = tuple(
        replace(section, paragraphs=(*section.paragraphs, odd)) if section.kind == "strengths" else section
        for section in facts.sections
    )
    content = arrange(replace(facts, sections=sections))[0]
    first = next(section for section in content["sections"] if section["kind"] == "strengths")["groups"][0]
    assert (first["title"], [one["text"] for one in first["paragraphs"]]) == ("", ["About all of it."])


def test_content_has_the_allowed_keys_and_no_others():
    allowed = {
        "template", "title", "subtitle", "framework", "area", "topic", "dates", "letter_date", "inspectorates", "addressees",
        "sections", "signatories", "principal_authority", "statement", "licence", "contact", "demonstration",
    }  # fmt: skip
    content = letters.content()
    assert set(content) == allowed == set(get_type_hints(Content))
    assert set(content["sections"][0]) == {"kind", "title", "form", "empty_text", "groups"}
    assert {key for _kind, paragraph in paragraphs(content) for key in paragraph} == {"number", "heading", "text"}
    said = json.dumps(content).lower()
    assert not any(word in said for word in ("grade", "rating", "judgement", "reports.paragraph", "inspections.finding"))


def decided(**values: object) -> str:
    return arrange(replace(letters.facts(), **values))[0]["statement"]


def test_the_statement_is_named_or_said_not_to_be_required():
    assert decided(statement_required=None) == ""
    assert "no written statement of proposed action is required" in decided(statement_required=False)
    assert decided().endswith("within 70 working days of receiving it.")
    assert decided(statement_due=date(2026, 8, 11)).endswith("It is due by 11 August 2026.")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 3, 9), date(2026, 3, 13), "9 to 13 March 2026"),
        (date(2026, 11, 30), date(2026, 12, 4), "30 November to 4 December 2026"),
        (date(2025, 12, 29), date(2026, 1, 2), "29 December 2025 to 2 January 2026"),
        (date(2026, 3, 9), date(2026, 3, 9), "9 March 2026"),
    ],
)
def test_dates_in_words(first, last, words):
    assert made.span_in_words(first, last) == words


@given(st.text())
def test_cleaned_text_is_stable_and_keeps_every_visible_character(text):
    once = clean(text)
    assert clean(once) == once
    assert not any(character < " " and character != "\n" for character in once)
    assert "".join(once.split()) == "".join("".join(c for c in text if c.isprintable()).split()) or not text.isprintable()


@given(st.lists(st.sampled_from(["Word.", "- item", "-", "", "- ", "  more", "Two\twords"]), max_size=12))
def test_blocks_lose_no_word(lines):
    text = clean("\n".join(lines))
    shown = " ".join(word for block in blocks(text) for piece in (block.text, *block.items) for word in piece.split())
    assert [word for word in shown.split() if word != "-"] == [word for word in text.split() if word != "-"]


def test_an_edit_moves_the_digests_of_its_section_only():
    facts = letters.facts()
    before = made.section_digests(arrange(facts)[0])
    sections = tuple(
        replace(section, paragraphs=(replace(section.paragraphs[0], text="Other words."), *section.paragraphs[1:]))
        if section.kind == "headline-findings"
        else section
        for section in facts.sections
    )
    after = made.section_digests(arrange(replace(facts, sections=sections))[0])
    assert [kind for kind in before if before[kind] != after[kind]] == ["headline-findings"]


def test_an_empty_draft_can_be_arranged_at_any_stage():
    facts = ReportFacts(
        title="T", subtitle="", framework="F", area="A", topic="", fieldwork_start=date(2026, 1, 5),
        fieldwork_end=date(2026, 1, 9), letter_date=date(2026, 2, 2), inspectorates=(),
        sections=(SectionFacts("main-findings", "Main findings", "paragraphs", optional=False, shows_empty=False),),
    )  # fmt: skip
    content, provenance = arrange(facts)
    assert (content["sections"], provenance["paragraphs"]) == ([], [])
    assert letter(content).parts == ()
