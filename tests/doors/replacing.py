"""The doors of deferral and replacement: pages and API."""

from typing import Any

from inspections.models import Deferral
from scheduling.models import ProgrammeYear, Replacement
from tests.doors.inspections_api import TEAM_LIST
from tests.doors.inspections_pages import SEEN
from tests.doors.pages import PROGRAMME, at_year
from tests.doors.parts import Door
from tests.doors.world import World

REFUSED = {"asked_by": "Director", "reason": "Flood", "decision": "It can wait"}
API_PROGRAMME, OWNS, API_OWNS = (
    "401 403 403 403 403 403 200 403",
    "in 403 403 403 403 403 {} 403",
    "401 403 403 403 403 403 {} 403",
)


def at_set_up(world: World) -> dict[str, int]:
    return {"pk": world.set_up.pk}


def at_gone(world: World) -> dict[str, int]:
    return {"year": world.year.year, "pk": world.places.gone.pk}


def at_replaced(world: World) -> dict[str, int]:
    return {"year": world.year.year, "pk": world.places.replacement.gone_id}


def target(_world: World) -> dict[str, Any]:
    return {"target": 9, "was": 10, "reason": "One team fewer"}


def target_of_the_year(world: World) -> int:
    return ProgrammeYear.objects.get(pk=world.year.pk).target


def replacements(_world: World) -> int:
    return Replacement.objects.count()


def refusals(_world: World) -> int:
    return Deferral.objects.filter(granted=False).count()


DOORS = [
    Door("deferrals", "get", SEEN, at=at_set_up),
    Door("deferral_refuse", "get", "in 404 404 403 403 403 200 404", at=at_set_up),
    Door(
        "deferral_refuse", "post", "in 404 404 403 403 403 302 404", at=at_set_up, body=lambda _world: REFUSED, changes=refusals
    ),
    Door("api_deferrals", "get", TEAM_LIST, at=at_set_up),
    Door(
        "api_deferrals", "post", "401 404 404 403 403 403 201 404", at=at_set_up, body=lambda _world: REFUSED, changes=refusals
    ),
    Door("year_target", "get", PROGRAMME, at=at_year),
    Door("year_target", "post", OWNS.format(302), at=at_year, body=target, changes=target_of_the_year),
    Door("api_programme_year_target", "get", API_PROGRAMME, at=at_year),
    Door("api_programme_year_target", "put", API_OWNS.format(200), at=at_year, body=target, changes=target_of_the_year),
    Door("replacement_choose", "get", PROGRAMME, at=at_gone, also={"cqc_programme_lead": "403"}),
    Door(
        "replacement_choose", "post", OWNS.format(302), at=at_gone,
        body=lambda world: {"instead": world.places.spare.pk, "reason": "Near"}, changes=replacements,
        also={"cqc_programme_lead": "403"},
    ),
    Door("replacement_take_back", "get", PROGRAMME, at=at_replaced, also={"cqc_programme_lead": "403"}),
    Door("replacement_take_back", "post", OWNS.format(302), at=at_replaced, changes=replacements),
    Door("api_replacements", "get", API_PROGRAMME, at=at_year, also={"cqc_programme_lead": "200"}),
    Door(
        "api_replacements", "post", API_OWNS.format(201), at=at_year,
        body=lambda world: {"gone": world.places.gone.pk, "instead": world.places.spare.pk, "reason": "Near"}, changes=replacements,
    ),
    Door("api_replacement", "delete", API_OWNS.format(204), at=at_replaced, changes=replacements),
]  # fmt: skip
