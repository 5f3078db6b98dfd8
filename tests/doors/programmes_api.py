"""The same doors over the API."""

import base64
from typing import Any

from programmes.models import Activity, CheckLook, Judgement, Programme
from tests.doors.parts import Door
from tests.doors.programmes import activities, at, breaches, code, recommendations, row_of, sends
from tests.doors.programmes_world import CODE
from tests.doors.world import World
from writing.models import Revision

LIST = "401 200 403 403 200 200 200 403"
SHARED = "401 200 404 404 200 200 200 404"
OURS = "401 404 404 404 200 404 404 404"
WE_ADD = "401 404 404 404 201 404 404 404"
SHARED_OURS = "401 403 404 404 200 403 403 404"
SHARED_WE_ADD = "401 403 404 404 201 403 403 404"
LEADS = "401 403 404 404 403 403 403 404"
DAYS = {"starts_on": "2025-05-12", "ends_on": "2025-05-16"}
APART = {"governance": "404", "cqc_administrator": "404", "police": "404"}
TAG = {"If-Match": '"1"'}


def subject(world: World) -> str:
    found = world.programmes.planned.agency
    assert found is not None
    return found.code


def new(world: World) -> dict[str, Any]:
    return {"kind": "inspection", "agency": subject(world), **DAYS}


def judged(world: World) -> dict[str, Any]:
    area = world.programmes.done.programme.judgement_areas.order_by("position")[0]
    return {"judgements": [{"area": area.pk, "value": area.scale.values.order_by("position")[0].pk}]}


def broken(world: World) -> dict[str, Any]:
    return {
        "agency": subject(world), "standard": "Safeguarding", "words": "No referral.", "found_on": "2025-05-16",
        "address_by": "2025-06-16",
    }  # fmt: skip


def asked(world: World) -> dict[str, Any]:
    return {"agency": subject(world), "words": "Train staff."}


def look(world: World) -> dict[str, Any]:
    return {"activity": world.programmes.done.pk, "seen": "It works.", "seen_on": "2025-05-16"}


def kept(world: World) -> dict[str, Any]:
    return {"pk": world.programmes.done.pk, "revision": world.programmes.kept.pk}


def settled(world: World) -> dict[str, Any]:
    return {"base": Activity.objects.select_related("text").get(pk=world.programmes.done.pk).text.version, "keep": "current"}


def beside(name: str) -> Any:
    """Words kept beside those of a breach or recommendation."""
    return lambda world: {"pk": getattr(world.programmes, name).pk, "revision": world.programmes.kept_of[name].pk}


CURRENT = sends(base=2, keep="current")
REPORT = sends(name="new.txt", content=base64.b64encode(b"Another report").decode())
STEP = sends(step="address", on="2025-05-16", note="Trained.")
UNDO = sends(reason="A slip.", state="enforcement")
WHY = sends(reason="No slip.")
MISTAKEN = sends(reason="A slip.", state="must-address")
NOT_ASKED = sends(reason="A slip.", state="open")
OPEN_AGAIN = sends(reason="A slip.", state="met")
CLOSE = sends(met=True, on="2025-05-16", note="Seen.")

DOORS = [
    Door("api_programmes", "get", LIST),
    Door("api_programme", "get", SHARED, at=code, also=APART),
    Door(
        "api_programme_sharing", "put", LEADS, at=code, body=sends(sharing="all"), changes=row_of(Programme),
        also={"cqc_programme_lead": "200"},
    ),
    Door("api_activities", "get", SHARED, at=code, also=APART),
    Door("api_activities", "post", SHARED_WE_ADD, at=code, body=new, changes=activities, also=APART),
    Door("api_programme_due", "get", SHARED_OURS, at=lambda _world: {"code": CODE, "year": 2025}, also=APART),
    Door("api_programme_following", "get", SHARED, at=code, also=APART),
    Door("api_activity", "get", OURS, at=at("done"), also=APART),
    Door("api_activity", "get", SHARED, at=at("published"), also=APART),
    Door(
        "api_activity", "put", OURS, at=at("planned"), headers=TAG,
        body=sends(kind="inspection", reference="7", **DAYS), changes=activities,
    ),
    Door("api_activity_done", "post", OURS, at=at("planned"), body=sends(**DAYS), changes=activities),
    Door("api_activity_publish", "post", OURS, at=at("done"), body=sends(published_on="2025-06-16"), changes=activities),
    Door("api_activity_cancel", "post", OURS, at=at("planned"), body=sends(reason="Snow"), changes=activities),
    Door(
        "api_activity_take_back", "post", SHARED_OURS, at=at("published"), body=sends(standing="published"), changes=activities
    ),
    Door("api_activity_judgements", "put", OURS, at=at("done"), body=judged, changes=row_of(Judgement)),
    Door("api_activity_report", "get", SHARED, at=at("published"), also=APART),
    Door("api_activity_report", "get", OURS, at=at("done"), also=APART),
    Door("api_activity_report", "put", SHARED_OURS, at=at("published"), body=REPORT, changes=activities),
    Door("api_activity_report", "delete", "401 403 404 404 204 403 403 404", at=at("published"), changes=activities),
    Door("api_activity_revisions", "get", OURS, at=at("done"), also=APART),
    Door("api_activity_revisions", "get", OURS, at=at("published"), also=APART),
    Door("api_activity_settle", "post", OURS, at=kept, body=settled, changes=row_of(Revision)),
    Door("api_breaches", "post", SHARED_WE_ADD, at=at("published"), body=broken, changes=breaches),
    Door("api_breach", "get", SHARED, at=at("breach"), also=APART),
    Door("api_breach", "post", SHARED_OURS, at=at("breach"), body=STEP, changes=breaches),
    Door("api_breach_reopen", "post", OURS, at=at("enforced"), body=UNDO, changes=breaches),
    Door("api_breach_withdraw", "post", SHARED_OURS, at=at("breach"), body=MISTAKEN, changes=breaches),
    Door("api_breach_bring_back", "post", OURS, at=at("mistaken"), body=WHY, changes=breaches),
    Door("api_breach", "put", SHARED_OURS, at=at("breach"), headers=TAG, body=broken, changes=row_of(Revision), also=APART),
    Door("api_breach_revisions", "get", OURS, at=at("enforced"), also=APART),
    Door("api_breach_revisions", "get", OURS, at=at("breach"), also=APART),
    Door("api_breach_settle", "post", OURS, at=beside("enforced"), body=CURRENT, changes=row_of(Revision)),
    Door("api_recommendations", "post", WE_ADD, at=at("done"), body=asked, changes=recommendations),
    Door("api_recommendation", "get", SHARED, at=at("recommendation"), also=APART),
    Door("api_recommendation", "post", SHARED_OURS, at=at("recommendation"), body=CLOSE, changes=recommendations),
    Door("api_recommendation_reopen", "post", OURS, at=at("closed"), body=OPEN_AGAIN, changes=recommendations),
    Door(
        "api_recommendation_withdraw", "post", SHARED_OURS, at=at("recommendation"), body=NOT_ASKED, changes=recommendations
    ),
    Door("api_recommendation_bring_back", "post", OURS, at=at("not_asked"), body=WHY, changes=recommendations),
    Door(
        "api_recommendation", "put", SHARED_OURS, at=at("recommendation"), headers=TAG, body=asked, changes=row_of(Revision),
        also=APART,
    ),
    Door("api_recommendation_revisions", "get", OURS, at=at("closed"), also=APART),
    Door("api_recommendation_revisions", "get", OURS, at=at("recommendation"), also=APART),
    Door("api_recommendation_settle", "post", OURS, at=beside("closed"), body=CURRENT, changes=row_of(Revision)),
    Door("api_check_items", "get", LIST),
    Door("api_check_item", "get", OURS, at=at("item"), also=APART),
    Door("api_check_item", "post", WE_ADD, at=at("item"), body=look, changes=row_of(CheckLook)),
]  # fmt: skip
