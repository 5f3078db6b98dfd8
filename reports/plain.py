"""A content as plain text: the draft that can be taken away at every stage. Pure."""

import textwrap
from collections.abc import Iterator

from reports.content import ADDRESSEES, Content, Section

WIDTH = 100


def text_of(content: Content, *, marking: str) -> str:
    """The whole letter in lines of at most 100 characters; a marking stands at both ends."""
    lines = [marking, "", *_lines(content), "", marking] if marking else list(_lines(content))
    return "\n".join([*lines, ""])


def _lines(content: Content) -> Iterator[str]:
    yield content["title"]
    yield content["subtitle"]
    yield ""
    yield content["letter_date"]
    for lines in content["addressees"]:
        yield ""
        yield from lines
    for section in content["sections"]:
        yield from _section(section, content)
    yield ""
    yield from content["contact"]


def _section(section: Section, content: Content) -> Iterator[str]:
    if section["form"] == ADDRESSEES:
        return
    yield ""
    title = section["title"] or "Summary"
    yield title.upper()
    if section["empty_text"]:
        yield section["empty_text"]
    for group in section["groups"]:
        if group["title"]:
            yield ""
            yield group["title"]
        for paragraph in group["paragraphs"]:
            yield ""
            if paragraph["heading"]:
                yield paragraph["heading"]
            number = f"{paragraph['number']}. " if paragraph["number"] else ""
            yield from _wrapped(number + paragraph["text"])
    if section["form"] == "next_steps" and content["statement"]:
        yield ""
        yield from _wrapped(content["statement"])
    if section["form"] == "signatories":
        for one in content["signatories"]:
            yield ""
            yield from (one["name"], one["title"], one["inspectorate"])


def _wrapped(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield from textwrap.wrap(line, WIDTH) or [""]
