"""Places of the year of the doors that were given back: one open, one replaced; and a planned inspection that is free."""

from dataclasses import dataclass

from inspections.models import Inspection
from scheduling.commands import replace
from scheduling.models import ProgrammeYear, Replacement
from tests.walk import Cast, inspection_at


@dataclass(frozen=True)
class Places:
    """Of the open year, in areas of their own."""

    gone: Inspection
    spare: Inspection
    replacement: Replacement


def build_places(people: Cast, year: ProgrammeYear) -> Places:
    """Through the real commands."""
    gone, spare = (at(state, f"X07{number}", year) for number, state in enumerate(("deferred", "planned")))
    before, instead = (at(state, f"X08{number}", year) for number, state in enumerate(("deferred", "planned")))
    made = replace(year, gone=before, instead=instead, reason="Alike in size", by=people.programme_lead)
    return Places(gone, spare, made)


def at(state: str, area: str, year: ProgrammeYear) -> Inspection:
    """Without a team."""
    return inspection_at(state, area=area, year=year.year, staffed=False)
