"""What a person asks of the candidates, and which of them fit."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from scheduling.candidates.facts import Candidate, Terms

NEVER = "never"


@dataclass(frozen=True)
class Asked:
    """Empty: everything. text: part of the name. region, type, force, board: a code, a type, a key, a name. third: 1 to 3.

    since: NEVER, or at least so many years since the last joint inspection; one that is not known is taken for long ago. concerns,
    coming, terms, free: it has concerns that stand, a routine visit that is coming, no school holidays that are known, room for an
    inspection in this year.
    """

    text: str = ""
    region: str = ""
    type: str = ""
    force: str = ""
    board: str = ""
    third: str = ""
    since: str = ""
    concerns: bool = False
    coming: bool = False
    terms: bool = False
    free: bool = False

    def narrows(self) -> int:
        """How many of these are asked."""
        return sum(bool(getattr(self, field.name)) for field in fields(self))

    def fits(self, one: Candidate) -> bool:
        """Whether a candidate is all of it."""
        return self._fits_place(one) and self._fits_what_is_known(one)

    def _fits_place(self, one: Candidate) -> bool:
        text = self.text.casefold()
        return all((
            not text or text in one.name.casefold() or text in one.official_name.casefold(),
            not self.region or one.region_code == self.region,
            not self.type or one.type == self.type,
            not self.force or self.force in map(str, one.forces),
            not self.board or self.board in {name for name, _share in one.boards},
            not self.third or str(one.third) == self.third,
        ))  # fmt: skip

    def _fits_what_is_known(self, one: Candidate) -> bool:
        return all((
            not self.since or self._long_ago(one),
            not self.concerns or one.signal.concerns > 0,
            not self.coming or bool(one.coming),
            not self.terms or one.terms != Terms.KNOWN,
            not self.free or one.free,
        ))  # fmt: skip

    def _long_ago(self, one: Candidate) -> bool:
        if self.since == NEVER or one.years_since is None:
            return one.years_since is None
        return one.years_since >= int(self.since)


def those(rows: Iterable[Candidate], asked: Asked) -> list[Candidate]:
    """Which of them fit."""
    return [one for one in rows if asked.fits(one)]
