"""Words without those that must not go out. What is redacted is replaced, never covered. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# Always as long as this: the length of a bar would tell the length of a name.
BAR = "█████"
APOSTROPHES, HYPHENS = "'’‘\u02bc", "-\u2010\u2011\u2012–—"
MARKED = re.compile(r"«([^«»]+)»")


@dataclass(frozen=True)
class Mark:
    """A passage that goes, the code of the reason, and who marked it.

    name: a person's name, which is taken as whole words wherever it stands, also in the name of a file.
    """

    passage: str
    reason: str
    name: bool = False
    by: str = ""


@dataclass(frozen=True)
class Piece:
    """Words that stay, or (with a reason) the place of words that went, and who marked them."""

    text: str
    reasons: tuple[str, ...] = ()
    by: tuple[str, ...] = ()


def plain(text: str) -> str:
    """One spelling of each letter, so that a passage is found however it was typed; what cannot be seen goes.

    A soft hyphen or a zero-width space inside a name would hide it from the search and show it to the reader.
    """
    composed = unicodedata.normalize("NFKC", text)
    return "".join(one for one in composed if unicodedata.category(one) != "Cf")


def _pattern(mark: Mark) -> re.Pattern[str]:
    said = ""
    for one in " ".join(plain(mark.passage).split()):
        if one == " ":
            # Of a name the parts belong together whatever stands between them: a line's end, a comma, jane_smith.docx.
            said += r"[\W_]+" if mark.name else r"\s+"
        elif one in APOSTROPHES:
            said += f"[{APOSTROPHES}]"
        elif one in HYPHENS:
            said += f"[{HYPHENS}]"
        else:
            said += re.escape(one)
    return re.compile(rf"(?<![^\W_]){said}(?![^\W_])" if mark.name else said, re.IGNORECASE)


def missing(text: str, marks: Iterable[Mark]) -> list[str]:
    """The passages that do not stand in these words: somebody must look again before anything goes out. Names may be missing."""
    words = plain(text)
    return [mark.passage for mark in marks if not mark.name and not _pattern(mark).search(words)]


def pieces(text: str, marks: Iterable[Mark]) -> Iterator[Piece]:
    """The words in order, each redacted place once; passages that overlap go as one."""
    words = plain(text)
    spans = sorted(
        (found.start(), found.end(), mark.reason, mark.by)
        for mark in marks
        for found in _pattern(mark).finditer(words)
        if found.group()
    )
    at = 0
    while spans:
        start, end, *why = spans.pop(0)
        whys = [why]
        while spans and spans[0][0] < end:
            _start, further, *why = spans.pop(0)
            end = max(end, further)
            whys.append(why)
        if start > at:
            yield Piece(words[at:start])
        # A dictionary keeps each once, in the order in which it came.
        yield Piece(BAR, tuple(dict.fromkeys(reason for reason, _by in whys)), tuple(dict.fromkeys(by for _why, by in whys)))
        at = end
    if at < len(words):
        yield Piece(words[at:])


def passages_of(typed: str) -> list[str]:
    """One a line, each once. A line with «marked» words means those words alone."""
    found: dict[str, None] = {}
    for line in typed.splitlines():
        for passage in MARKED.findall(line) or [line]:
            if passage.strip():
                found.setdefault(passage.strip())
    return list(found)
