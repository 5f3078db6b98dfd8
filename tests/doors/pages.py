"""The doors of the pages of every other room: desk, account, places, programme, public site."""

from accounts.models import Token
from agencies.models import BankHoliday
from inspections.models import Inspection
from scheduling.models import ProgrammeYear
from tests.doors.api import SIGNED_IN_ALREADY, sessions, signings_in
from tests.doors.parts import Door
from tests.doors.world import OTHER_YEAR, PASSWORD, World
from tests.walk import WEEK_TO_COME

EVERYBODY = "200 200 200 200 200 200 200 200"
SIGNED_IN = "in 200 200 200 200 200 200 200"
PROGRAMME = "in 403 403 403 403 403 200 403"


def at_year(world: World) -> dict[str, int]:
    return {"year": world.year.year}


DOORS = [
    Door("healthz", "get", EVERYBODY),
    Door("home", "get", SIGNED_IN),
    Door("inspection", "get", "in 404 404 200 200 200 200 404", at=lambda world: {"pk": world.fieldwork.pk}),
    Door("response", "get", "in 404 200 404 404 404 404 404", at=lambda world: {"pk": world.fieldwork.pk}),
    Door("local_areas", "get", SIGNED_IN),
    Door("local_area", "get", SIGNED_IN, at=lambda world: {"code": world.fieldwork.local_area.code}),
    Door("agencies", "get", SIGNED_IN),
    Door("agency", "get", SIGNED_IN, at=lambda world: {"code": world.asked.agency.code}),
    Door("accessibility", "get", EVERYBODY),
    Door("privacy", "get", EVERYBODY),
    Door("components", "get", SIGNED_IN),
    Door("sign_in", "get", "200 302 302 302 302 302 302 302"),
    Door(
        "sign_in", "post", "302 302 302 302 302 302 302 302",
        body=lambda world: {"email": world.people.stranger.email, "password": PASSWORD}, changes=signings_in, movers=("nobody",),
    ),
    Door("sign_out", "post", "in in in in in in in in", changes=sessions, movers=SIGNED_IN_ALREADY),
    Door("account", "get", SIGNED_IN),
    Door("token_add", "get", SIGNED_IN),
    Door(
        "token_add", "post", SIGNED_IN,
        body=lambda _world: {"name": "Export", "scope": "read", "days": 30}, changes=lambda _world: Token.objects.count(),
    ),
    Door(
        "token_revoke", "post", "in 404 404 404 302 404 404 404",
        at=lambda world: {"pk": world.token.pk}, changes=lambda world: Token.objects.get(pk=world.token.pk).revoked_at,
    ),
    Door("bank_holidays", "get", "in 403 403 403 403 403 200 200"),
    Door(
        "bank_holidays", "post", "in 403 403 403 403 403 302 302",
        body=lambda _world: {"day": "2031-06-04", "name": "A jubilee"}, changes=lambda _world: BankHoliday.objects.count(),
    ),
    Door("programme_years", "get", PROGRAMME),
    Door("programme_year", "get", PROGRAMME, at=at_year),
    Door("year_open", "get", PROGRAMME),
    Door(
        "year_open", "post", "in 403 403 403 403 403 302 403",
        body=lambda _world: {"year": OTHER_YEAR, "target": 10}, changes=lambda _world: ProgrammeYear.objects.count(),
    ),
    Door("candidates", "get", PROGRAMME, at=at_year),
    Door("candidates_map", "get", PROGRAMME, at=at_year),
    Door("candidates_compare", "get", PROGRAMME, at=at_year, query="?area=X001&area=X002"),
    Door("candidates_export", "get", PROGRAMME, at=lambda world: {"year": world.year.year, "kind": "csv"}),
    Door("candidate", "get", PROGRAMME, at=lambda world: {"year": world.year.year, "code": "X001"}),
    Door("plan_inspection", "get", PROGRAMME, at=at_year),
    Door(
        "plan_inspection", "post", "in 403 403 403 403 403 302 403", at=at_year,
        body=lambda _world: {
            "area": "X002", "framework": "2022-thematic", "topic": "walk-topic", "fieldwork_start": str(WEEK_TO_COME),
            "week_reason": "The doors have few people.",
        },
        changes=lambda _world: Inspection.objects.count(),
    ),
    Door("published_reports", "get", EVERYBODY),
]  # fmt: skip
