"""Marks: words that occur nowhere else, each standing for one secret of one inspection."""

import re
from dataclasses import dataclass, field

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# A planted word; a child's reference (T9.. is given to no child but a planted one); a day of a year that only one inspection has.
FOUND = re.compile(
    rf"qz\d{{5}}zq|\bT9\d\d\b|\b(?:{MONTHS}) 2\d{{3}}\b|\b2\d{{3}}-\d\d-\d\d\b",
    re.IGNORECASE,
)
# Years in which nothing happens but the planted inspections.
FIRST_YEAR, LAST_YEAR = 2050, 2089
YEAR = re.compile(r"2\d{3}")
# Group names are keys, and nobody's business.
GROUP_NAME = re.compile(r"\b(?:inspection:\d+:[a-z]|(?:office|decisions):[a-z])")


@dataclass(frozen=True)
class Mark:
    """One secret. kind: of rules.RULES. target: key of the inspection. owner: whose it is, where that decides.

    person: the one person whose own it is, as viewers name them.
    """

    kind: str
    target: str
    owner: str = ""
    person: str = ""

    def __str__(self) -> str:
        return f"{self.kind}{f' of {self.owner}' if self.owner else ''} in {self.target}"


@dataclass
class Marks:
    """Everything that was planted, by the word that stands for it."""

    known: dict[str, Mark] = field(default_factory=dict)

    def word(self, kind: str, target: str, owner: str = "", person: str = "") -> str:
        """A new word for this secret."""
        word = f"qz{len(self.known):05d}zq"
        self.known[word] = Mark(kind, target, owner, person)
        return word

    def text(self, kind: str, target: str, owner: str = "", person: str = "") -> str:
        """A sentence that holds a new word, and words that every such sentence has, to search by."""
        return f"Marked {self.word(kind, target, owner, person)} words stand here."

    def child(self, target: str) -> str:
        """A reference for a child."""
        reference = f"T{900 + sum(mark.kind == 'child' for mark in self.known.values())}"
        self.known[reference.lower()] = Mark("child", target)
        return reference

    def year(self, year: int, target: str) -> None:
        """A year that this inspection has for itself."""
        self.known[str(year)] = Mark("week", target)

    def found_in(self, text: str) -> set[Mark]:
        """The secrets that stand in a text."""
        found = set()
        for hit in set(FOUND.findall(text)):
            word = hit.lower()
            if not word.startswith(("qz", "t9")):
                word = next(iter(YEAR.findall(word)))
            mark = self.known.get(word)
            if mark is not None:
                found.add(mark)
        return found
