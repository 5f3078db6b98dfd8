"""How a content is laid out for the templates: heading levels, blocks of text, contents. Pure; the words stay the content's.

The same layout serves the PDF, the public page and the preview: templates/reports/pdf/v<template>/_body.html.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jtai.printed import Block, blocks, day_in_words
from reports.content import BOXES, BULLETS, NEXT_STEPS, SIGNATORIES, Content, Paragraph, Section, Signatory

# A table of contents is for letters that nobody can leaf through: words of text, some 350 a page.
CONTENTS_FROM_WORDS = 4_500


@dataclass(frozen=True, slots=True)
class Item:
    """One paragraph of the report. number: None where there is none; level: of its heading."""

    number: int | None
    heading: str
    level: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Gathering:
    """Items under one strand's name. anchor: its id in the page."""

    anchor: str
    title: str
    level: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the letter. look: which piece of the template prints it."""

    anchor: str
    kind: str
    title: str
    look: str
    empty_text: str
    gatherings: tuple[Gathering, ...]

    @property
    def strands(self) -> tuple[Gathering, ...]:
        """The gatherings that have a name of their own."""
        return tuple(gathering for gathering in self.gatherings if gathering.title)


@dataclass(frozen=True, slots=True)
class Letter:
    """A content made ready for the template."""

    content: Content
    date: str
    parts: tuple[Part, ...]
    signatories: tuple[Signatory, ...]
    contents: tuple[Part, ...]

    @property
    def template(self) -> str:
        """The fragment that prints it; old letters keep their old one."""
        return f"reports/pdf/v{self.content['template']}/_body.html"


def letter(content: Content) -> Letter:
    """Lay out a content, newly arranged or read back from where it was stored."""
    parts = tuple(_part(section) for section in content["sections"])
    words = sum(_words(section) for section in content["sections"])
    return Letter(
        content=content,
        date=day_in_words(date.fromisoformat(content["letter_date"])),
        parts=parts,
        signatories=tuple(content["signatories"]),
        contents=tuple(part for part in parts if part.title and part.look != SIGNATORIES)
        if words >= CONTENTS_FROM_WORDS
        else (),
    )


def _part(section: Section) -> Part:
    # The letter's title is heading 1; a section without a title of its own lets what is in it move up.
    top = 3 if section["title"] and section["form"] != SIGNATORIES else 2
    anchor = f"section-{section['kind']}"
    gatherings = []
    for position, group in enumerate(section["groups"], 1):
        level = top + 1 if group["title"] else top
        items = tuple(_item(paragraph, level) for paragraph in group["paragraphs"])
        gatherings.append(Gathering(f"{anchor}-{position}", group["title"], top, items))
    return Part(anchor, section["kind"], section["title"], _look(section), section["empty_text"], tuple(gatherings))


def _look(section: Section) -> str:
    if section["form"] in {BULLETS, NEXT_STEPS, SIGNATORIES}:
        return section["form"]
    if section["kind"] == "priority-action":
        return "priority"
    return "boxes" if section["form"] == BOXES else "paragraphs"


def _item(paragraph: Paragraph, level: int) -> Item:
    return Item(paragraph["number"], paragraph["heading"], level, blocks(paragraph["text"]))


def _words(section: Section) -> int:
    return sum(len(paragraph["text"].split()) for group in section["groups"] for paragraph in group["paragraphs"])


def phrase(names: Sequence[str]) -> str:
    """Ofsted, CQC and HMICFRS."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
