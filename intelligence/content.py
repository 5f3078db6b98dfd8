"""The words of a letter as one plain document. Pure: no database, no clock.

Content is an allow-list: what is not a key below is never printed. An item that is cited is its number, its kind, its local
area, who shared it and when; never its words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NotRequired, TypedDict

from jtai.printed import blocks, clean, clean_line, day_in_words

TEMPLATE = 1


class Cited(TypedDict):
    """An item that the letter rests on. withdrawn: ISO date, of a draft alone: what rests on such an item is not sent."""

    number: int
    kind: str
    area: str
    shared_by: str
    date: str
    withdrawn: NotRequired[str]


class LetterContent(TypedDict):
    """What is printed. date: ISO; of sending, or of the day on which the draft was printed."""

    template: int
    draft: bool
    number: int
    marking: str
    demonstration: bool
    date: str
    sender: str
    recipient: str
    subject: str
    area: str
    agencies: list[str]
    text: str
    items: list[Cited]
    signs_name: str
    signs_role: str


@dataclass(frozen=True, slots=True)
class CitedFacts:
    """An item, as it is read."""

    number: int
    kind: str
    area: str
    shared_by: str
    on: date
    demonstration: bool = False
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """A letter, as it is read. area: empty where it is about none in particular."""

    draft: bool
    number: int
    marking: str
    demonstration: bool
    on: date
    sender: str
    recipient: str
    subject: str
    area: str
    agencies: Sequence[str]
    text: str
    items: Iterable[CitedFacts]
    signs_name: str
    signs_role: str


def arrange(facts: LetterFacts) -> LetterContent:
    """The document of these facts. Something invented in it makes all of it a demonstration."""
    items = sorted(facts.items, key=lambda item: item.number)
    return LetterContent(
        template=TEMPLATE,
        draft=facts.draft,
        number=facts.number,
        marking=facts.marking,
        demonstration=facts.demonstration or any(item.demonstration for item in items),
        date=facts.on.isoformat(),
        sender=facts.sender,
        recipient=facts.recipient,
        subject=clean_line(facts.subject),
        area=facts.area,
        agencies=sorted(facts.agencies),
        text=clean(facts.text),
        items=[_cited(item) for item in items],
        signs_name=clean_line(facts.signs_name),
        signs_role=clean_line(facts.signs_role),
    )


def words_of(content: LetterContent) -> str:
    """Every word that is printed of it."""
    rows: list[object] = [
        *content.values(),
        *content["agencies"],
        *(value for item in content["items"] for value in item.values()),
    ]
    return "\n".join(row for row in rows if isinstance(row, str))


def _cited(item: CitedFacts) -> Cited:
    cited = Cited(number=item.number, kind=item.kind, area=item.area, shared_by=item.shared_by, date=item.on.isoformat())
    if item.withdrawn_on is not None:
        cited["withdrawn"] = item.withdrawn_on.isoformat()
    return cited


def withdrawn_in(content: LetterContent) -> set[int]:
    """Of which items a content says that they were withdrawn, by number."""
    return {item["number"] for item in content["items"] if "withdrawn" in item}


@dataclass(frozen=True, slots=True)
class CitedWords:
    """An item made ready for the template. withdrawn: empty while it stands."""

    item: Cited
    day: str
    withdrawn: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph, with the list that follows it, if there is one."""

    number: int
    text: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """A content made ready for the template."""

    content: LetterContent
    date: str
    paragraphs: tuple[Paragraph, ...]
    cited: tuple[CitedWords, ...]

    @property
    def marks(self) -> str:
        """What stands at the top and at the bottom of every page."""
        words = [self.content["marking"], "DRAFT" if self.content["draft"] else ""]
        return " – ".join(word for word in words if word)


def printed(content: LetterContent) -> Printed:
    """Lay out a content, newly arranged or read back from where it was stored."""
    return Printed(
        content=content,
        date=day_in_words(date.fromisoformat(content["date"])),
        paragraphs=paragraphs(content["text"]),
        cited=tuple(CitedWords(item, _day(item["date"]), _day(item.get("withdrawn", ""))) for item in content["items"]),
    )


def _day(iso: str) -> str:
    return day_in_words(date.fromisoformat(iso)) if iso else ""


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The words of a letter as they are laid out. Each paragraph has a number; a list belongs to the paragraph before it."""
    made: list[Paragraph] = []
    for block in blocks(text):
        if block.items and made and not made[-1].points:
            made[-1] = Paragraph(made[-1].number, made[-1].text, block.items)
        else:
            made.append(Paragraph(len(made) + 1, block.text, block.items))
    return tuple(made)
