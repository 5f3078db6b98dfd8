"""The doors of the calendar of a year, and of one's own calendar, which a program opens by its secret."""

from scheduling.models import CalendarFeed
from tests.doors.pages import PROGRAMME, at_year
from tests.doors.parts import PARTS, Door
from tests.doors.world import World

# People who do casework have a calendar. An observer looks at it from outside.
OWN = "in 200 403 403 200 200 200 403"
LED_ON = "in 302 403 403 302 302 302 403"
API = "401 403 403 403 403 403 200 403"


def links(_world: World) -> object:
    return list(CalendarFeed.objects.order_by("pk").values_list("user", "revoked_at"))


def reading(_world: World) -> object:
    return list(CalendarFeed.objects.order_by("pk").values_list("pk", "read_at"))


DOORS = [
    Door("year_calendar", "get", PROGRAMME, at=at_year),
    Door("year_calendar_file", "get", PROGRAMME, at=lambda world: {**at_year(world), "kind": "csv"}),
    Door("api_year_calendar", "get", API, at=at_year),
    Door("calendar_feed", "get", OWN),
    Door("calendar_feed_make", "get", OWN),
    # CQC's inspector has a link already: nobody said that the new one takes its place.
    Door("calendar_feed_make", "post", "in 200 403 403 409 200 200 403", changes=links, movers=("stranger", "lead", "programme_lead")),
    Door("calendar_feed_revoke", "get", OWN),
    Door("calendar_feed_revoke", "post", LED_ON, changes=links, movers=("inspector",)),
    # Whoever has the secret reads it, whoever is signed in: it is CQC's inspector's.
    Door(
        "calendar_file", "get", "200 200 200 200 200 200 200 200", at=lambda world: {"secret": world.calendar_secret},
        changes=reading, movers=PARTS,
    ),
]  # fmt: skip
