"""What stands in the lists of a programme year: one more of it."""

from datetime import date, timedelta

from tests.doors.world import World
from tests.programmes import acting
from tests.walk import inspection_at, local_area

FIRST = date(2098, 6, 2)


def candidate(_world: World, number: int) -> None:
    local_area(f"X08{number}")


def inspection_of_the_year(world: World, number: int) -> None:
    inspection_at("planned", area=f"X072{number}", year=world.year.year)


def coming(_world: World, number: int) -> None:
    """Nobody plans for so late a year, so its days are moved there."""
    made = acting.activity("ilacs", "monitoring-visit", reference=f"coming-{number}")
    day = FIRST + timedelta(days=7 * number)
    type(made).objects.filter(pk=made.pk).update(starts_on=day, ends_on=day)
