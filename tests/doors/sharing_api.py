"""The same doors over the API."""

import base64
from typing import Any

from tests.doors.parts import Door
from tests.doors.sharing import (
    NOT_THEIRS,
    NOT_TOLD,
    decided,
    decisions,
    deliveries,
    draft,
    draft_file,
    file,
    files,
    in_activity,
    items,
    read,
    ready,
    sends,
    sent,
    settled,
    use,
    uses,
)
from tests.doors.world import World
from tests.walk import AREA

LISTS = "401 200 403 403 200 200 200 403"
AUTHOR = "401 404 404 404 200 404 404 404"
HELD = "401 200 404 404 200 200 200 404"
SENDER = "401 403 404 404 403 200 200 404"
OFFICE = {"cqc_programme_lead": "403", **NOT_THEIRS}
ALL = {"cqc_programme_lead": "200", **NOT_THEIRS}
NEW = {"kind": "concern", "text": "Nobody answers after five.", "source_kind": "other"}
FIRST, SECOND = {"If-Match": '"1"'}, {"If-Match": '"2"'}


def revision(world: World) -> dict[str, Any]:
    return {**draft(world), "revision": world.sharing.kept.pk}


def beside(world: World) -> dict[str, Any]:
    return {**decided(world), "revision": world.sharing.beside.pk}


def content(_world: World) -> dict[str, object]:
    return {"name": "April.csv", "content": base64.b64encode(b"a,b\r\n1,2\r\n").decode()}


DOORS = [
    Door("api_items", "get", LISTS),
    Door("api_items", "post", LISTS.replace("200", "201"), body=sends(local_area=AREA, **NEW), changes=items),
    Door("api_item_queue", "get", LISTS),
    Door("api_item_signals", "get", LISTS, query=f"?local_area={AREA}"),
    Door("api_item_similar", "post", LISTS, body=sends(local_area=AREA, words="The police attend no conference")),
    Door("api_item_signals_areas", "get", LISTS),
    Door("api_item_signals_topics", "get", LISTS),
    Door("api_item", "get", HELD, at=sent, also=ALL),
    Door("api_item", "put", AUTHOR, at=draft, body=sends(**NEW), headers=SECOND, changes=items, also=OFFICE),
    Door("api_item", "delete", AUTHOR.replace("200", "204"), at=draft, changes=items, also=OFFICE),
    Door(
        "api_item_send", "post", AUTHOR,
        at=ready, body=sends(marking="official", recipients=["ofsted"]), headers=FIRST, changes=items, also=ALL,
    ),
    Door("api_item_recipients", "post", SENDER, at=sent, body=sends(recipients=["hmicfrs"]), changes=deliveries, also=OFFICE),
    Door(
        "api_item_acknowledge", "post", "401 403 404 404 200 403 403 404",
        at=sent, body=sends(version=1), changes=deliveries, also=ALL,
    ),
    Door(
        "api_item_decide", "post", "401 403 404 404 403 403 403 404",
        at=read, body=sends(version=1, outcome="no-action", reason="Known"), changes=decisions,
        also={"cqc_programme_lead": "201", **NOT_THEIRS},
    ),
    Door(
        "api_item_correct", "post", SENDER,
        at=sent, body=sends(text="They attend most.", correction="Not none"), headers=FIRST, changes=items, also=OFFICE,
    ),
    Door("api_item_withdraw", "post", SENDER, at=sent, body=sends(why="Another force"), changes=items, also=OFFICE),
    Door("api_item_uses", "get", HELD, at=sent, also=ALL),
    Door(
        "api_item_uses", "post", "401 422 404 404 201 422 422 404",
        at=sent, body=in_activity, changes=uses, also={"cqc_programme_lead": "201", **NOT_THEIRS},
    ),
    Door("api_item_use", "delete", "401 403 404 404 204 403 403 404", at=use, changes=uses, also=OFFICE),
    Door("api_item_history", "get", HELD, at=sent, also=ALL),
    Door("api_item_revision", "get", AUTHOR, at=revision, also=ALL),
    Door("api_item_revision", "get", "401 200 404 404 404 200 200 404", at=beside, also=NOT_TOLD),
    Door(
        "api_item_settle", "post", "401 403 404 404 404 200 200 404",
        at=beside, body=sends(keep="current", base=2), changes=settled, also=NOT_TOLD,
    ),
    Door("api_item_settle", "post", AUTHOR, at=revision, body=sends(keep="current", base=2), changes=settled, also=OFFICE),
    Door("api_item_files", "get", HELD, at=sent, also=ALL),
    Door("api_item_files", "post", AUTHOR.replace("200", "201"), at=draft, body=content, changes=files, also=OFFICE),
    Door("api_item_file", "get", HELD, at=file, also=ALL),
    Door("api_item_file_take_back", "post", SENDER, at=file, body=sends(why="Another child"), changes=files, also=OFFICE),
    Door("api_item_file", "delete", AUTHOR.replace("200", "204"), at=draft_file, changes=files, also=OFFICE),
]  # fmt: skip
