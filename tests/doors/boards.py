"""The doors of the board of a plan and of plans side by side: for Ofsted's programme leads alone."""

from datetime import timedelta

from scheduling.models import PlanPlace
from tests.doors.parts import Door
from tests.doors.plans import OWNERS, OWNERS_SEND, at_draft, at_put, at_year, places, version
from tests.doors.plans_world import FIRST
from tests.doors.world import World
from tests.walk import OTHER_AREA

OTHERS = {"cqc_programme_lead": "403", "ofsted_administrator": "403"}
THEN = FIRST + timedelta(weeks=3)
VERSION = 7  # to which the commands of the world bring the draft


def week_of_the_place(world: World) -> object:
    return PlanPlace.objects.get(plan=world.plans.draft, local_area=world.plans.put).week


CALLS = "401 403 403 403 403 403 200 403"
DOORS = [
    Door("api_plan", "get", CALLS, at=at_draft, also=OTHERS),
    Door("api_plan_moves", "get", CALLS, at=at_put, also=OTHERS),
    Door(
        "api_plan_moves", "post", CALLS, at=at_put, body=lambda _world: {"week": THEN.isoformat()}, also=OTHERS,
        headers={"If-Match": f'"{VERSION}"'}, changes=week_of_the_place,
    ),
    Door("plan_board", "get", OWNERS, at=at_draft, also=OTHERS),
    Door("plan_moves", "get", OWNERS, at=at_draft, query=f"?area={OTHER_AREA}", also=OTHERS),
    Door("plan_undo", "post", OWNERS_SEND, at=at_draft, body=version, also=OTHERS, changes=places),
    Door("plan_compare", "get", OWNERS, at=at_year, also=OTHERS),
]  # fmt: skip
