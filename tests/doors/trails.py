"""The doors of trails and of retention."""

from typing import Any

from retention.models import Hold
from tests.doors.access import holds
from tests.doors.inspections_api import at_fieldwork
from tests.doors.parts import Door
from tests.doors.world import World

LEAD_ONLY = "in 404 404 403 403 200 403 404"
SIGNED_IN = "in 200 200 200 200 200 200 200"
# The inspector's own, and a system administrator's.
OWN = "in 404 404 404 200 404 404 200"


def at_inspector(world: World) -> dict[str, int]:
    return {"person": world.people.cqc.pk}


def cqc_hold(world: World) -> dict[str, Any]:
    """The hold that CQC's information governance put on an inspection."""
    return {"hold": Hold.objects.get(key=f"inspections.inspection:{world.proposed.inspection_id}").pk}


DOORS = [
    Door("inspection_trail", "get", LEAD_ONLY, at=at_fieldwork),
    Door("inspection_trail_csv", "get", LEAD_ONLY, at=at_fieldwork),
    Door("inspection_reads", "get", LEAD_ONLY, at=at_fieldwork),
    Door("inspection_reads_csv", "get", LEAD_ONLY, at=at_fieldwork),
    Door("own_trail", "get", SIGNED_IN),
    Door("own_trail_csv", "get", SIGNED_IN),
    Door("person_trail", "get", OWN, at=at_inspector),
    Door("person_trail_csv", "get", OWN, at=at_inspector),
    Door("retention", "get", "in 403 403 403 403 403 403 200"),
    Door(
        "retention",
        "post",
        "in 403 403 403 403 403 403 404",
        body=cqc_hold,
        changes=holds,
        also={"governance": "302", "ofsted_governance": "404"},
    ),
]
