"""The doors of the board of a plan and of plans side by side: for Ofsted's programme leads alone."""

from typing import Any

from scheduling.models import Plan, PlanPlace
from scheduling.queries import mondays
from tests.doors.parts import Door
from tests.doors.world import OPEN_YEAR, World
from tests.walk import OTHER_AREA

LEADS = "in 403 403 403 403 403 200 403"
OTHERS = {"cqc_programme_lead": "403", "ofsted_administrator": "403"}
NAME, THEN = "Moved by hand", 33  # a week of the year


def week(number: int) -> str:
    return mondays(OPEN_YEAR)[number].isoformat()


def plan(world: World) -> Plan:
    return Plan.objects.get(year=world.year, name=NAME)


def at_plan(world: World) -> dict[str, Any]:
    return {"year": world.year.year, "pk": plan(world).pk}


def at_area(world: World) -> dict[str, Any]:
    return {**at_plan(world), "code": OTHER_AREA}


DOORS = [
    Door("plan_board", "get", LEADS, at=at_plan, query=f"?moved={OTHER_AREA}&was={week(THEN)}", also=OTHERS),
    Door("plan_moves", "get", LEADS, at=at_plan, query=f"?area={OTHER_AREA}", also=OTHERS),
    Door("plan_move", "get", LEADS, at=at_area, query=f"?week={week(THEN)}", also=OTHERS),
    Door(
        "plan_move", "post", "in 403 403 403 403 403 302 403", at=at_area, also=OTHERS,
        body=lambda world: {"week": week(THEN), "version": plan(world).version},
        changes=lambda world: PlanPlace.objects.get(plan=plan(world)).week,
    ),
    Door("plan_compare", "get", LEADS, at=lambda world: {"year": world.year.year}, also=OTHERS),
]  # fmt: skip
