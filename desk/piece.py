"""One thing to do, as Home says it."""

from collections.abc import Iterable
from dataclasses import dataclass

from inspections.models import Inspection


@dataclass(frozen=True)
class Piece:
    """One thing to do. about: when or why, in a few words. invented: it is about an area of the demonstration.

    late: what its tag says, when its day has passed. urgent: it comes before what is late. topic: of the inspection that it is about; week: the inspection whose
    fieldwork has to be told with it.
    """

    text: str
    href: str
    about: str = ""
    invented: bool = False
    late: str = ""
    topic: str = ""
    week: Inspection | None = None
    urgent: bool = False


def late_first(pieces: Iterable[Piece]) -> list[Piece]:
    """What is urgent before what is late before the rest; in the same order otherwise."""
    return sorted(pieces, key=lambda piece: (not piece.urgent, not piece.late))
