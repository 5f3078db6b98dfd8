"""The doors of what the inspectorates share. The inspector is CQC's: author of the draft, recipient of what Ofsted's lead sent."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Inspectorate
from intelligence.models import Attachment, Decision, Delivery, Item, Use
from tests.doors.parts import Door
from tests.doors.world import World
from tests.walk import AREA
from writing.models import Revision

LISTS = "in 200 403 403 200 200 200 403"
AUTHOR = "in 404 404 404 200 404 404 404"
AUTHOR_SENDS = "in 404 404 404 302 404 404 404"
HELD = "in 200 404 404 200 200 200 404"
SENDER = "in 403 404 404 403 200 200 404"
SENDER_SENDS = "in 403 404 404 403 302 302 404"
NOT_THEIRS = {"hmicfrs_signatory": "404", "cqc_administrator": "404", "governance": "404"}


def draft(world: World) -> dict[str, Any]:
    return {"pk": world.sharing.draft.pk}


def ready(world: World) -> dict[str, Any]:
    return {"pk": world.sharing.ready.pk}


def draft_file(world: World) -> dict[str, Any]:
    return {**draft(world), "file": world.sharing.draft_file.pk}


def kept(world: World) -> dict[str, Any]:
    return {**draft(world), "number": world.sharing.kept.number}


def sent(world: World) -> dict[str, Any]:
    return {"pk": world.sharing.sent.pk}


def file(world: World) -> dict[str, Any]:
    return {**sent(world), "file": world.sharing.file.pk}


def read(world: World) -> dict[str, Any]:
    return {"pk": world.sharing.read.pk}


def decided(world: World) -> dict[str, Any]:
    return {"pk": world.sharing.decided.pk}


def beside(world: World) -> dict[str, Any]:
    return {**decided(world), "number": world.sharing.beside.number}


def gone(world: World) -> dict[str, Any]:
    return {"pk": world.sharing.gone.pk}


def items(_world: World) -> object:
    rows = Item.objects.order_by("pk")
    return list(rows.values_list("pk", "kind", "text__body", "sent_at", "corrected_at", "withdrawn_at"))


def deliveries(_world: World) -> object:
    return list(Delivery.objects.order_by("pk").values_list("inspectorate", "acknowledged_version"))


def decisions(_world: World) -> object:
    return Decision.objects.count()


def use(world: World) -> dict[str, Any]:
    return {**read(world), "use": world.sharing.use.pk}


def uses(_world: World) -> object:
    return list(Use.objects.order_by("pk").values_list("item", "target"))


def in_activity(world: World) -> dict[str, Any]:
    """One of CQC's."""
    return {"target": f"programmes.activity:{world.programmes.planned.pk}"}


def files(_world: World) -> object:
    return list(Attachment.objects.order_by("pk").values_list("name", flat=True))


def settled(_world: World) -> object:
    return Revision.objects.exclude(settled_at=None).count()


def upload(_world: World) -> dict[str, Any]:
    return {"documents": [SimpleUploadedFile("April.csv", b"a,b\r\n1,2\r\n")]}


def key_of(code: str) -> int:
    return Inspectorate.objects.get(code=code).pk


def sends(**words: Any) -> Any:
    return lambda _world: words


def marked(_world: World) -> dict[str, Any]:
    return {"version": 1, "marking": "official", "recipients": [key_of("ofsted")]}


def more(_world: World) -> dict[str, Any]:
    return {"recipients": [key_of("hmicfrs")]}


def sheet(kind: str) -> Any:
    return lambda _world: {"kind": kind}


NEW = {"kind": "concern", "text": "Nobody answers after five.", "source_kind": "other"}
AT_AREA = f"?local_area={AREA}"
ALL = {"cqc_programme_lead": "200", **NOT_THEIRS}
NOT_TOLD = {"cqc_programme_lead": "404", **NOT_THEIRS}
OFFICE = {"cqc_programme_lead": "403", **NOT_THEIRS}
DOORS = [
    Door("items", "get", LISTS, also={"cqc_administrator": "403", "governance": "403"}),
    *(
        Door("items_export", "get", LISTS, at=sheet(kind), also={"cqc_administrator": "403", "governance": "403"})
        for kind in ("csv", "xlsx")
    ),
    Door("item_queue", "get", LISTS, also={"cqc_administrator": "403", "governance": "403"}),
    Door("item_signals", "get", LISTS, also={"cqc_administrator": "403", "governance": "403"}),
    Door("item_add", "get", LISTS, query=AT_AREA),
    Door("item_add", "get", LISTS),  # the local area is chosen first
    Door("item_add", "post", LISTS.replace("200", "302"), query=AT_AREA, body=sends(**NEW), changes=items),
    Door("item", "get", HELD, at=sent, also={"cqc_programme_lead": "200", **NOT_THEIRS}),
    Door("item", "get", HELD, at=decided, also={"cqc_programme_lead": "200", **NOT_THEIRS}),
    Door("item", "get", HELD, at=gone, also={"cqc_programme_lead": "200", **NOT_THEIRS}),
    Door("item", "get", AUTHOR, at=draft, also={"cqc_programme_lead": "200", **NOT_THEIRS}),
    Door("item_edit", "get", AUTHOR, at=draft, also=OFFICE),
    Door("item_edit", "post", AUTHOR_SENDS, at=draft, body=sends(base=2, **NEW), changes=items, also=OFFICE),
    Door("item_discard", "get", AUTHOR, at=draft, also=OFFICE),
    Door("item_discard", "post", AUTHOR_SENDS, at=draft, changes=items, also=OFFICE),
    Door("item_file_add", "get", AUTHOR, at=draft, also=OFFICE),
    Door("item_file_add", "post", AUTHOR_SENDS, at=draft, body=upload, changes=files, also=OFFICE),
    Door("item_file", "get", HELD, at=file, also={"cqc_programme_lead": "200", **NOT_THEIRS}),
    Door("item_file_remove", "get", AUTHOR, at=draft_file, also=OFFICE),
    Door("item_file_remove", "post", AUTHOR_SENDS, at=draft_file, changes=files, also=OFFICE),
    Door("item_file_remove", "get", SENDER, at=file, also=OFFICE),
    Door("item_file_remove", "post", SENDER_SENDS, at=file, body=sends(why="Another child"), changes=files, also=OFFICE),
    Door("item_send", "get", AUTHOR, at=ready, also={"cqc_programme_lead": "200", **NOT_THEIRS}),
    Door(
        "item_send", "post", AUTHOR_SENDS,
        at=ready, body=marked, changes=items, also={"cqc_programme_lead": "302", **NOT_THEIRS},
    ),
    Door("item_recipients", "get", SENDER, at=sent, also=OFFICE),
    Door("item_recipients", "post", SENDER_SENDS, at=sent, body=more, changes=deliveries, also=OFFICE),
    Door(
        "item_acknowledge", "post", "in 403 404 404 302 403 403 404",
        at=sent, body=sends(version=1), changes=deliveries, also={"cqc_programme_lead": "302", **NOT_THEIRS},
    ),
    Door("item_decide", "get", "in 404 404 404 403 404 404 404", at=read, also={"cqc_programme_lead": "200", **NOT_THEIRS}),
    Door(
        "item_decide", "post", "in 404 404 404 403 404 404 404",
        at=read, body=sends(version=1, outcome="no-action", reason="Known"), changes=decisions,
        also={"cqc_programme_lead": "302", **NOT_THEIRS},
    ),
    Door("item_correct", "get", SENDER, at=sent, also=OFFICE),
    Door(
        "item_correct", "post", SENDER_SENDS,
        at=sent, body=sends(base=1, text="They attend most.", correction="Not none"), changes=items, also=OFFICE,
    ),
    Door("item_withdraw", "get", SENDER, at=sent, also=OFFICE),
    Door("item_withdraw", "post", SENDER_SENDS, at=sent, body=sends(why="Another force"), changes=items, also=OFFICE),
    Door("item_history", "get", HELD, at=sent, also={"cqc_programme_lead": "200", **NOT_THEIRS}),
    Door("item_trail", "get", HELD, at=decided, also=ALL),
    Door("item_trail", "get", AUTHOR, at=draft, also=ALL),
    Door("item_trail_csv", "get", HELD, at=sent, also=ALL),
    Door("item_use_add", "get", HELD, at=sent, also=ALL),
    Door(
        "item_use_add", "post", "in 422 404 404 302 422 422 404",
        at=sent, body=in_activity, changes=uses, also={"cqc_programme_lead": "302", **NOT_THEIRS},
    ),
    Door("item_use_undo", "get", "in 403 404 404 200 403 403 404", at=use, also=OFFICE),
    Door("item_use_undo", "post", "in 403 404 404 302 403 403 404", at=use, changes=uses, also=OFFICE),
    Door("item_history", "get", HELD, at=decided, also={"cqc_programme_lead": "200", **NOT_THEIRS}),
    # The sender's people alone: a holder has not been told these words.
    Door("item_versions", "get", "in 200 404 404 404 200 200 404", at=beside, also=NOT_TOLD),
    Door(
        "item_versions", "post", "in 403 404 404 404 302 302 404",
        at=beside, body=sends(keep="current", base=2), changes=settled, also=NOT_TOLD,
    ),
    Door("item_versions", "get", AUTHOR, at=kept, also={"cqc_programme_lead": "200", **NOT_THEIRS}),
    Door("item_versions", "post", AUTHOR_SENDS, at=kept, body=sends(keep="current", base=2), changes=settled, also=OFFICE),
]  # fmt: skip
