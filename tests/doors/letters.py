"""The doors of letters between the inspectorates. The inspector is CQC's: author of the draft, and of the recipient's people."""

from typing import Any

from intelligence.models import Letter, LetterDocument
from tests.doors.parts import Door
from tests.doors.sharing import NOT_THEIRS, key_of, sends, settled
from tests.doors.world import World
from tests.letters import BODY
from tests.walk import AREA

LISTS = "in 200 403 403 200 200 200 403"
OURS = "in 404 404 404 200 404 404 404"
OURS_SEND = "in 404 404 404 302 404 404 404"
HELD = "in 200 404 404 200 200 200 404"
WITH_LEAD = {"cqc_programme_lead": "200", **NOT_THEIRS}
LEAD_SENDS = {"cqc_programme_lead": "302", **NOT_THEIRS}
APART = {"cqc_administrator": "403", "governance": "403"}
TO = f"?recipient=hmi-probation&local_area={AREA}"


def draft(world: World) -> dict[str, Any]:
    return {"pk": world.letters.draft.pk}


def ready(world: World) -> dict[str, Any]:
    return {"pk": world.letters.ready.pk}


def kept(world: World) -> dict[str, Any]:
    return {**draft(world), "number": world.letters.kept.number}


def sent(world: World) -> dict[str, Any]:
    return {"pk": world.letters.sent.pk}


def letters(_world: World) -> object:
    return list(Letter.objects.order_by("pk").values_list("pk", "subject", "text__body", "sent_at", "acknowledged_at"))


def documents(_world: World) -> object:
    return list(LetterDocument.objects.order_by("pk").values_list("pk", "sha256"))


def words(_world: World) -> dict[str, Any]:
    return {"recipient": key_of("hmi-probation"), "subject": "Out of hours", "text": BODY, "base": 2}


def seen_by(**codes: str) -> dict[str, str]:
    return {**codes, **NOT_THEIRS}


DOORS = [
    Door("letters", "get", LISTS, also=APART),
    Door("letter_add", "get", LISTS, query=TO, also=APART),
    Door("letter_add", "get", LISTS, also=APART),  # the recipient is chosen first
    Door("letter_add", "post", LISTS.replace("200", "302"), query=TO, body=words, changes=letters),
    Door("letter", "get", HELD, at=sent, also=WITH_LEAD),
    Door("letter", "get", OURS, at=draft, also=WITH_LEAD),
    Door("letter_edit", "get", OURS, at=draft, also=WITH_LEAD),
    Door("letter_edit", "post", OURS_SEND, at=draft, body=words, changes=letters, also=LEAD_SENDS),
    Door("letter_discard", "get", OURS, at=draft, also=WITH_LEAD),
    Door("letter_discard", "post", OURS_SEND, at=draft, changes=letters, also=LEAD_SENDS),
    Door("letter_send", "get", OURS, at=ready, also=WITH_LEAD),
    Door(
        "letter_send", "post", OURS_SEND,
        at=ready, body=sends(marking="official", version=1), changes=letters, also=LEAD_SENDS,
    ),
    Door(
        "letter_acknowledge", "post", "in 403 404 404 302 403 403 404",
        at=sent, changes=letters, also=LEAD_SENDS,
    ),
    Door("letter_print", "post", OURS_SEND, at=ready, changes=documents, also=LEAD_SENDS),
    Door("letter_progress", "get", HELD, at=sent, also=WITH_LEAD),
    Door("letter_pdf", "get", HELD, at=sent, also=WITH_LEAD),
    Door("letter_pdf", "get", OURS, at=draft, also=WITH_LEAD),
    Door("letter_history", "get", OURS, at=draft, also=WITH_LEAD),
    Door("letter_history", "get", "in 200 404 404 404 200 200 404", at=sent, also=seen_by(cqc_programme_lead="404")),
    Door("letter_trail", "get", HELD, at=sent, also=WITH_LEAD),
    Door("letter_trail", "get", OURS, at=draft, also=WITH_LEAD),
    Door("letter_trail_csv", "get", HELD, at=sent, also=WITH_LEAD),
    Door("letter_versions", "get", OURS, at=kept, also=WITH_LEAD),
    Door("letter_versions", "post", OURS_SEND, at=kept, body=sends(keep="current", base=2), changes=settled, also=LEAD_SENDS),
]  # fmt: skip
