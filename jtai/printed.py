"""What every printed document is made of: cleaned text in blocks, days in words, and the digest of its content. Pure."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
BULLET = "- "


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of text, or the items of a list."""

    text: str = ""
    items: tuple[str, ...] = ()


def canonical(document: Mapping[str, Any]) -> bytes:
    """The one way to write a document down: keys sorted, no spaces, UTF-8."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest(document: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical form, hex. The same however the document was stored in between."""
    return hashlib.sha256(canonical(document)).hexdigest()


# Control characters have no place in a document; a tab or a no-break space from a word processor is a space.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00a0\ufffe\uffff]")
# Zero-width characters, and those that turn the direction of what follows.
_INVISIBLE = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_MANY_BLANK = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    """Text as it is printed: one kind of line end, no control characters, no blank edges."""
    plain = _CONTROL.sub(" ", _INVISIBLE.sub("", re.sub(r"\r\n?|\u2028|\u2029", "\n", text)))
    return _MANY_BLANK.sub("\n\n", "\n".join(line.rstrip() for line in plain.split("\n"))).strip()


def clean_line(text: str) -> str:
    """The same for what stands on one line."""
    return " ".join(clean(text).split())


# What every font of the documents has (tests/jtai): English and its neighbours, and the marks of a word processor.
COMMON = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x180)])) | frozenset("–—‘’“”•…€")


def rare(text: str) -> str:
    """The words with a character that perhaps no font has, each once; empty for nearly every text."""
    return " ".join(sorted({word for word in re.split("[ \n]+", text) if not COMMON.issuperset(word)}))


def day_in_words(day: date) -> str:
    """17 March 2026. In English whatever the machine's language: letters are."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def blocks(text: str) -> tuple[Block, ...]:
    """Plain text in blocks: blank lines separate paragraphs, lines that begin with "- " are items of a list."""
    made: list[Block] = []
    for piece in text.split("\n\n"):
        lines: list[str] = []
        items: list[str] = []
        for line in piece.split("\n"):
            if line.startswith(BULLET) and line.removeprefix(BULLET).strip():
                _close(made, lines)
                items.append(line.removeprefix(BULLET).strip())
            elif items and line.startswith("  "):
                items[-1] += f" {line.strip()}"
            else:
                _close(made, [], items)
                lines.append(line)
        _close(made, lines, items)
    return tuple(made)


def _close(made: list[Block], lines: list[str], items: list[str] | None = None) -> None:
    """What was gathered becomes blocks, and the gathering starts anew."""
    if lines:
        made.append(Block(text="\n".join(lines)))
        lines.clear()
    if items:
        made.append(Block(items=tuple(items)))
        items.clear()
