"""What grows in plans of a year: one more of it.

What a proposal depends on (local areas, visits, people, terms, what was shared, inspections before and after) is gathered anew for
each page of a draft, so that a plan is judged by what stands now. It lies in eighteen tables, and each of them is asked once:
that, who is signed in, and what is the page's own is what such a page costs (COSTS).
"""

from datetime import timedelta

from agencies.models import SchoolHoliday
from scheduling import commands
from scheduling.commands import Asked, AskedSet
from tests.doors.plans_world import FIRST, fresh
from tests.doors.world import World
from tests.lists.more import Grow, area, framework, topic
from tests.walk import FRONT_DOOR, framework_version, local_area


def plan(world: World, number: int) -> None:
    asked = Asked(f"Plan {number}", [AskedSet(framework_version(FRONT_DOOR), None, 1)])
    commands.make_plan(world.year, asked, by=world.people.programme_lead)


def place(world: World, number: int) -> None:
    """Put by hand."""
    week = FIRST + timedelta(weeks=number + 1)
    commands.put(fresh(world.plans.draft), local_area(f"X071{number}"), week=week, by=world.people.programme_lead)


def holiday(world: World, number: int) -> None:
    """Of the local area whose page it is."""
    day = FIRST + timedelta(weeks=10 + number)
    SchoolHoliday.objects.create(
        local_area=world.plans.put, school_year=2097, name=f"Holiday {number}", first_day=day, last_day=day
    )


def ruled_out(world: World, number: int) -> None:
    commands.rule_out(fresh(world.plans.draft), local_area(f"X071{number}"), reason="No.", by=world.people.programme_lead)


GROWS: dict[str, tuple[Grow, ...]] = {
    "plans": (plan,),
    "plan_add": (framework, topic),
    "plan": (place, ruled_out),
    "plan_edit": (framework, topic),
    "plan_adopt": (place,),
    "plan_reasons": (area, place),
    "plan_propose": (place,),
    "plan_take": (place,),
    "plan_areas": (area, ruled_out),
    "plan_area": (holiday,),
    "plan_board": (place,),
    "plan_compare": (plan,),
    "api_plan": (place,),
}
STANDS: dict[str, str] = {
    "plan_copy": "one form",
    "plan_discard": "one plan",
    "plan_progress": "one job",
    "plan_pin": "the weeks of a year",
    "plan_rule_out": "one form",
    "plan_put": "the weeks of a year",
    "api_plan_moves": "one local area in the weeks of a year",
    "plan_moves": "one local area in the weeks of a year",
}
# How many queries each page asks that judges a plan, whatever the plan has.
COSTS: dict[str, int] = {
    "plan": 25,
    "plan_board": 23,
    "plan_area": 22,
    "plan_areas": 22,
    "plan_reasons": 22,
    "plan_adopt": 24,
    "plan_propose": 22,
    "plan_take": 25,
    "plan_moves": 22,
    "api_plan": 22,
}
