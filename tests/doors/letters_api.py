"""The same doors over the API."""

from typing import Any

from tests.doors.letters import NOT_THEIRS, WITH_LEAD, documents, draft, letters, ready, sent
from tests.doors.parts import Door
from tests.doors.sharing import sends, settled
from tests.doors.world import World
from tests.letters import BODY

LISTS = "401 200 403 403 200 200 200 403"
OURS = "401 404 404 404 200 404 404 404"
HELD = "401 200 404 404 200 200 200 404"
NEW = {"recipient": "hmi-probation", "subject": "Out of hours", "text": BODY}
SECOND = {"If-Match": '"2"'}


def revision(world: World) -> dict[str, Any]:
    return {**draft(world), "revision": world.letters.kept.pk}


DOORS = [
    Door("api_letters", "get", LISTS),
    Door("api_letters", "post", LISTS.replace("200", "201"), body=sends(**NEW), changes=letters),
    Door("api_letter", "get", HELD, at=sent, also=WITH_LEAD),
    Door("api_letter", "put", OURS, at=draft, body=sends(**NEW), headers=SECOND, changes=letters, also=WITH_LEAD),
    Door(
        "api_letter", "delete", OURS.replace("200", "204"),
        at=draft, changes=letters, also={"cqc_programme_lead": "204", **NOT_THEIRS},
    ),
    Door("api_letter_send", "post", OURS, at=ready, body=sends(marking="official", version=1), changes=letters, also=WITH_LEAD),
    Door("api_letter_acknowledge", "post", "401 403 404 404 200 403 403 404", at=sent, changes=letters, also=WITH_LEAD),
    Door(
        "api_letter_print", "post", OURS.replace("200", "202"),
        at=ready, changes=documents, also={"cqc_programme_lead": "202", **NOT_THEIRS},
    ),
    Door("api_letter_pdf", "get", HELD, at=sent, also=WITH_LEAD),
    Door("api_letter_history", "get", OURS, at=draft, also=WITH_LEAD),
    Door("api_letter_revision", "get", OURS, at=revision, also=WITH_LEAD),
    Door("api_letter_settle", "post", OURS, at=revision, body=sends(keep="current", base=2), changes=settled, also=WITH_LEAD),
]  # fmt: skip
