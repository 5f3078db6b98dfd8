"""The doors of sign-in, tokens, places, agencies and the programme over the API, and of its description."""

from django.contrib.sessions.models import Session

from accounts.commands import stream_of
from accounts.models import Token, User
from audit.models import Event
from inspections.models import Inspection
from scheduling.models import ProgrammeYear
from tests.doors.parts import PARTS, Door
from tests.doors.sign_in_world import VISITOR
from tests.doors.world import OTHER_YEAR, PASSWORD, World
from tests.walk import WEEK_TO_COME

ALL_OF_OURS = "401 200 200 200 200 200 200 200"
EVERYBODY = "200 200 200 200 200 200 200 200"
SIGNED_IN_ALREADY = PARTS[1:]


def signings_in(world: World) -> int:
    """Of the person whose password the world knows."""
    return Event.objects.filter(stream=stream_of(world.people.stranger)).count()


def signings_of(address: str) -> int:
    """Of the person with this address."""
    return Event.objects.filter(stream=stream_of(User.objects.get(email=address)), verb="person.sign_in").count()


def sessions(world: World) -> int:
    """How many of those with which people have come are still good."""
    return Session.objects.filter(pk__in=world.sessions.values()).count()


DOORS = [
    Door("api_schema", "get", EVERYBODY),
    Door("api_docs", "get", EVERYBODY),
    Door("api_nothing", "get", "404 404 404 404 404 404 404 404"),
    Door("api_me", "get", ALL_OF_OURS),
    Door(
        "api_session", "post", "204 204 204 204 204 204 204 204",
        body=lambda _world: {"email": VISITOR, "password": PASSWORD}, changes=lambda _world: signings_of(VISITOR),
    ),
    Door("api_session", "delete", "204 204 204 204 204 204 204 204", changes=sessions, movers=SIGNED_IN_ALREADY),
    Door("api_tokens", "get", ALL_OF_OURS),
    Door(
        "api_tokens", "post", "401 201 201 201 201 201 201 201",
        body=lambda _world: {"name": "Export", "scope": "read", "days": 30}, changes=lambda _world: Token.objects.count(),
    ),
    Door("api_token", "get", "401 404 404 404 200 404 404 404", at=lambda world: {"pk": world.token.pk}),
    Door(
        "api_token", "delete", "401 404 404 404 204 404 404 404",
        at=lambda world: {"pk": world.token.pk}, changes=lambda world: Token.objects.get(pk=world.token.pk).revoked_at,
    ),
    Door("api_inspectorates", "get", ALL_OF_OURS),
    Door("api_inspectorate", "get", ALL_OF_OURS, at=lambda _world: {"code": "cqc"}),
    Door("api_agencies", "get", ALL_OF_OURS),
    Door("api_agency", "get", ALL_OF_OURS, at=lambda world: {"code": world.asked.agency.code}),
    Door("api_local_areas", "get", ALL_OF_OURS),
    Door("api_local_area", "get", ALL_OF_OURS, at=lambda world: {"code": world.fieldwork.local_area.code}),
    Door("api_programme_years", "get", "401 403 403 403 403 403 200 403"),
    Door(
        "api_programme_years", "post", "401 403 403 403 403 403 201 403",
        body=lambda _world: {"year": OTHER_YEAR, "target": 10}, changes=lambda _world: ProgrammeYear.objects.count(),
    ),
    Door("api_programme_year", "get", "401 403 403 403 403 403 200 403", at=lambda world: {"year": world.year.year}),
    Door(
        "api_programme_year_dates", "get", "401 403 403 403 403 403 200 403",
        at=lambda world: {"year": world.year.year}, query=f"?framework=2022-thematic&fieldwork_start={WEEK_TO_COME}",
    ),
    Door("api_year_candidates", "get", "401 403 403 403 403 403 200 403", at=lambda world: {"year": world.year.year}),
    Door(
        "api_year_candidate", "get", "401 403 403 403 403 403 200 403",
        at=lambda world: {"year": world.year.year, "code": "X001"},
    ),
    Door("api_programme_year_places", "get", "401 403 403 403 403 403 200 403", at=lambda world: {"year": world.year.year}),
    Door(
        "api_programme_year_places", "post", "401 403 403 403 403 403 201 403",
        at=lambda world: {"year": world.year.year},
        body=lambda world: {
            "local_area": world.people.other_area.membership.local_area.code,
            "framework": "2022-thematic",
            "topic": "walk-topic",
            "fieldwork_start": str(WEEK_TO_COME),
            "week_reason": "The doors have few people.",
        },
        changes=lambda _world: Inspection.objects.count(),
    ),
]  # fmt: skip
