"""The doors of requests for access: only information governance of the inspectorate, which is CQC's here."""

from datetime import timedelta
from typing import Any

from disclosure.models import AccessRequest, Chosen, Export, Redaction, Search
from retention.models import Hold
from tests.doors.access_world import read
from tests.doors.parts import Door
from tests.doors.world import World

OURS = "in 404 404 404 404 404 404 404"
READS = {"governance": "200", "ofsted_governance": "404"}
SENDS = {"governance": "302", "ofsted_governance": "404"}
EVERY = {"governance": "200", "ofsted_governance": "200"}


def request(world: World) -> dict[str, Any]:
    return {"pk": world.access.request.pk}


def item(world: World) -> dict[str, Any]:
    return {**request(world), "kind": "note", "number": world.note.pk}


def held(world: World) -> dict[str, Any]:
    return {**request(world), "kind": "finding", "number": world.proposed.pk}


def search(world: World) -> dict[str, Any]:
    return {**request(world), "search": world.access.search.pk}


def export(world: World) -> dict[str, Any]:
    return {**request(world), "number": 1}


def sends(**words: Any) -> Any:
    return lambda _world: words


def closed(world: World) -> dict[str, Any]:
    return {"pk": world.access.closed.pk}


def requests(_world: World) -> object:
    rows = AccessRequest.objects.order_by("pk")
    return list(rows.values_list("pk", "closed_on", "third_parties", "about", "due_on"))


def fresh(world: World) -> dict[str, Any]:
    return {"pk": world.access.fresh.pk}


def extended(world: World) -> dict[str, str]:
    day = world.access.fresh.due_on + timedelta(days=1)
    return {"due_on_day": str(day.day), "due_on_month": str(day.month), "due_on_year": str(day.year), "reason": "Many files"}


def seen(world: World) -> dict[str, str]:
    """As the preview's form sends it."""
    return {"seen": read(world.access.request)}


def counts(model: Any) -> Any:
    return lambda _world: model.objects.count()


def holds(_world: World) -> object:
    return list(Hold.objects.values_list("key", "released_at"))


NEW = sends(
    kind="freedom-of-information",
    reference="FOI-1",
    about="Thresholds",
    received_on_day="2",
    received_on_month="3",
    received_on_year="2026",
)
CORRECTED = sends(
    kind="subject-access",
    reference="SAR-1",
    about="Jane Smithers",
    received_on_day="2",
    received_on_month="3",
    received_on_year="2026",
)
DOORS = [
    Door("access_requests", "get", OURS, also=EVERY),
    Door("access_request_add", "get", OURS, also=EVERY),
    Door(
        "access_request_add", "post", OURS, body=NEW, changes=requests, also={"governance": "302", "ofsted_governance": "302"}
    ),
    Door("access_request", "get", OURS, at=request, also=READS),
    Door("access_request_change", "get", OURS, at=request, also=READS),
    Door("access_request_change", "post", OURS, at=request, body=CORRECTED, changes=requests, also=SENDS),
    Door("access_request_extend", "get", OURS, at=fresh, also=READS),
    Door("access_request_extend", "post", OURS, at=fresh, body=extended, changes=requests, also=SENDS),
    Door("access_request_reopen", "get", OURS, at=closed, also=READS),
    Door("access_request_reopen", "post", OURS, at=closed, body=sends(reason="A review"), changes=requests, also=SENDS),
    Door("access_request_close", "get", OURS, at=request, also=READS),
    Door("access_request_close", "post", OURS, at=request, body=sends(outcome="in-part"), changes=requests, also=SENDS),
    Door("access_names", "get", OURS, at=request, also=READS),
    Door("access_names", "post", OURS, at=request, body=sends(third_parties="Ann Other"), changes=requests, also=SENDS),
    Door("access_search_add", "get", OURS, at=request, also=READS),
    Door("access_search_add", "post", OURS, at=request, body=sends(words="child"), changes=counts(Search), also=SENDS),
    Door("access_search", "get", OURS, at=search, also=READS),
    Door("access_item", "get", OURS, at=item, also=READS),
    Door(
        "access_item",
        "post",
        OURS,
        at=item,
        body=sends(passages="worker", reason="DPA sch 3"),
        changes=counts(Redaction),
        also=SENDS,
    ),
    Door("access_item_take_out", "get", OURS, at=item, also=READS),
    Door("access_item_take_out", "post", OURS, at=item, changes=counts(Chosen), also=SENDS),
    Door("access_item_lift", "get", OURS, at=item, also=READS),
    Door("access_item_lift", "post", OURS, at=item, changes=counts(Redaction), also=SENDS),
    Door("access_hold", "get", OURS, at=item, also=READS),
    Door("access_hold", "post", OURS, at=item, body=sends(reason="A claim"), changes=holds, also=SENDS),
    Door("access_release", "post", OURS, at=held, changes=holds, also=SENDS),
    Door("access_preview", "get", OURS, at=request, also=READS),
    Door("access_export", "post", OURS, at=request, body=seen, changes=counts(Export), also=SENDS),
    Door("access_export_file", "get", OURS, at=export, also=READS),
    Door("access_index", "get", OURS, at=request, also=READS),
]
