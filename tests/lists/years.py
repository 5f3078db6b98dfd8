"""What stands on the pages of the people and teams of a year: one more of it."""

from inspections.commands import assign
from inspections.models import Part
from tests.doors.world import World
from tests.doors.years_world import leave_of
from tests.lists import more, people
from tests.walk import inspection_at


def team_of_the_stranger(world: World, number: int) -> None:
    inspection = inspection_at("planned", area=f"X05{number}", year=world.year.year, staffed=False)
    assign(inspection, person=world.people.stranger, part=Part.INSPECTOR, by=world.people.programme_lead)


def own_leave(world: World, number: int) -> None:
    leave_of(world.people.cqc, 1 + number)


GROWS: dict[str, tuple[more.Grow, ...]] = {
    "year_people": (people.colleague_of_the_inspector, more.planned_in_the_year),
    "year_person": (team_of_the_stranger,),
    "year_teams": (people.colleague_of_the_inspector, more.planned_in_the_year),
    "own_leave": (own_leave,),
}
STANDS: dict[str, str] = {
    "absence_add": "one form",
    "absence_change": "one form",
    "absence_remove": "one entry",
    "own_leave_add": "one form",
    "own_leave_change": "one form",
    "own_leave_remove": "one entry",
}
