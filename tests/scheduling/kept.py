"""What the database keeps of a programme year, for the test that tries every constraint."""

from tests.scheduling import feeds_kept, people_kept, plans_kept, replacing_kept

TRIES = {**plans_kept.TRIES, **replacing_kept.TRIES, **feeds_kept.TRIES, **people_kept.TRIES}


def furnish() -> None:
    """A row of everything that they are tried on."""
    for one in (replacing_kept, feeds_kept, people_kept, plans_kept):
        one.furnish()
