"""The doors of the programmes: the programme is CQC's, and shares what is published."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from programmes.models import Activity, Breach, CheckLook, Judgement, Programme, Recommendation
from tests.doors.parts import Door
from tests.doors.programmes_world import CODE
from tests.doors.world import World
from writing.models import Revision

LIST = "in 200 403 403 200 200 200 403"
SHARED = "in 200 404 404 200 200 200 404"
OURS = "in 404 404 404 200 404 404 404"
WE_SEND = "in 404 404 404 302 404 404 404"
SHARED_OURS = "in 403 404 404 200 403 403 404"
SHARED_WE_SEND = "in 403 404 404 302 403 403 404"
LEADS = "in 403 404 404 403 403 403 404"
APART = {"governance": "404", "cqc_administrator": "404", "police": "404"}


def code(_world: World) -> dict[str, Any]:
    return {"code": CODE}


def at(name: str, **more: Any) -> Any:
    return lambda world: {"pk": getattr(world.programmes, name).pk, **more}


def row_of(model: Any, name: str = "") -> Any:
    """Every row of a model, or the one of the world that has this name, with all its values."""

    def read(world: World) -> object:
        rows = model._default_manager.order_by("pk")
        return list((rows.filter(pk=getattr(world.programmes, name).pk) if name else rows).values())

    return read


def sends(**words: Any) -> Any:
    return lambda _world: words


def day(name: str, text: str = "16 5 2025") -> dict[str, str]:
    parts = text.split()
    return {f"{name}_day": parts[0], f"{name}_month": parts[1], f"{name}_year": parts[2]}


def kind(world: World) -> int:
    return world.programmes.planned.kind_id


def new(world: World) -> dict[str, Any]:
    soon = f"{timezone.localdate() + timedelta(days=30):%d %m %Y}"
    return {"kind": kind(world), "standing": "planned", **day("starts_on", soon), **day("ends_on", soon)}


def changed(world: World) -> dict[str, Any]:
    return {"base": 1, "kind": kind(world), "reference": "7", **day("starts_on"), **day("ends_on")}


def moved(world: World) -> dict[str, Any]:
    """To days to come: nothing is planned for days that have passed."""
    to_come = f"16 5 {timezone.localdate().year + 1}"
    return {**changed(world), **day("starts_on", to_come), **day("ends_on", to_come)}


def agency(world: World) -> int:
    return world.programmes.done.agency_id


def broken(world: World) -> dict[str, Any]:
    return {
        "agency": agency(world),
        "standard": "Safeguarding",
        "words": "No referral.",
        **day("found_on"),
        **day("address_by"),
    }


def asked(world: World) -> dict[str, Any]:
    return {"agency": agency(world), "words": "Train staff."}


def judged(world: World) -> dict[str, Any]:
    area = world.programmes.done.programme.judgement_areas.order_by("position")[0]
    return {f"judged-{area.pk}": area.scale.values.order_by("position")[0].pk}


def report(_world: World) -> dict[str, Any]:
    return {"document": SimpleUploadedFile("new.txt", b"Another report")}


def look(world: World) -> dict[str, Any]:
    return {"activity": world.programmes.done.pk, "seen": "It works.", **day("seen_on")}


def settled(world: World) -> dict[str, Any]:
    return {"base": Activity.objects.select_related("text").get(pk=world.programmes.done.pk).text.version, "keep": "current"}


def version(world: World) -> dict[str, Any]:
    return {"pk": world.programmes.done.pk, "number": world.programmes.kept.number}


def rebroken(world: World) -> dict[str, Any]:
    return {**broken(world), "words": "Other words.", "base": 1}


def reasked(world: World) -> dict[str, Any]:
    return {**asked(world), "words": "Other words.", "base": 1}


def kept(name: str) -> Any:
    """Two versions of a breach or recommendation."""
    return lambda world: {"pk": getattr(world.programmes, name).pk, "number": world.programmes.kept_of[name].number}


SUBJECT = "?subject=x001-health-provider"
NEW_SHARING = sends(sharing="all")
STEP = sends(note="Trained.", **day("on"))
UNDO = sends(reason="A slip.", state="enforcement")
MISTAKEN = sends(reason="A slip.", state="must-address")
NOT_ASKED = sends(reason="A slip.", state="open")
OPEN_AGAIN = sends(reason="A slip.", state="met")
CURRENT = sends(base=2, keep="current")
CLOSE = sends(met="yes", note="Seen.", **day("on"))
activities, breaches, recommendations = row_of(Activity), row_of(Breach), row_of(Recommendation)

DOORS = [
    Door("programmes", "get", LIST, also={"governance": "403", "cqc_administrator": "403", "police": "403"}),
    Door("programme", "get", SHARED, at=code, also=APART),
    Door("programme_export", "get", SHARED, at=lambda _world: {"code": CODE, "kind": "csv"}, also=APART),
    Door("programme_export", "get", SHARED, at=lambda _world: {"code": CODE, "kind": "xlsx"}, also=APART),
    Door("programme_following", "get", SHARED, at=code, also=APART),
    Door("programme_following_export", "get", SHARED, at=lambda _world: {"code": CODE, "kind": "csv"}, also=APART),
    Door("programme_following_export", "get", SHARED, at=lambda _world: {"code": CODE, "kind": "xlsx"}, also=APART),
    Door("programme_due", "get", SHARED_OURS, at=lambda _world: {"code": CODE, "year": 2025}, also=APART),
    Door("programme_sharing", "get", LEADS, at=code, also={"cqc_programme_lead": "200"}),
    Door(
        "programme_sharing", "post", LEADS, at=code, body=NEW_SHARING, changes=row_of(Programme),
        also={"cqc_programme_lead": "302"},
    ),
    Door("activity_add", "get", SHARED_OURS, at=code, also=APART),
    Door("activity_add", "get", SHARED_OURS, at=code, query=SUBJECT),
    Door("activity_add", "post", SHARED_WE_SEND, at=code, query=SUBJECT, body=new, changes=activities, also=APART),
    Door("activity", "get", OURS, at=at("done"), also=APART),
    Door("activity", "get", OURS, at=at("planned"), also=APART),
    Door("activity", "get", OURS, at=at("cancelled"), also=APART),
    Door("activity", "get", SHARED, at=at("published"), also=APART),
    Door("activity_edit", "get", OURS, at=at("done"), also=APART),
    Door("activity_edit", "get", SHARED_OURS, at=at("published")),
    Door("activity_edit", "post", WE_SEND, at=at("planned"), body=moved, changes=activities),
    Door("activity_edit", "post", SHARED_WE_SEND, at=at("published"), body=changed, changes=row_of(Revision)),
    Door("activity_done", "get", OURS, at=at("planned")),
    Door(
        "activity_done", "post", WE_SEND, at=at("planned"), body=sends(**day("starts_on"), **day("ends_on")), changes=activities
    ),
    Door("activity_publish", "get", OURS, at=at("done")),
    Door("activity_publish", "post", WE_SEND, at=at("done"), body=sends(**day("published_on")), changes=activities),
    Door("activity_cancel", "get", OURS, at=at("planned")),
    Door("activity_cancel", "post", WE_SEND, at=at("planned"), body=sends(reason="Snow"), changes=activities),
    Door("activity_take_back", "get", SHARED_OURS, at=at("published")),
    Door(
        "activity_take_back", "post", SHARED_WE_SEND, at=at("published"), body=sends(standing="published"), changes=activities
    ),
    Door("activity_judgements", "get", OURS, at=at("done")),
    Door("activity_judgements", "post", WE_SEND, at=at("done"), body=judged, changes=row_of(Judgement)),
    Door("activity_report", "get", SHARED_OURS, at=at("published")),
    Door("activity_report", "post", SHARED_WE_SEND, at=at("published"), body=report, changes=activities),
    Door("activity_report_remove", "get", SHARED_OURS, at=at("published")),
    Door("activity_report_remove", "post", SHARED_WE_SEND, at=at("published"), changes=activities),
    Door("activity_report_file", "get", OURS, at=at("done"), also=APART),
    Door("activity_report_file", "get", SHARED, at=at("published"), also=APART),
    Door("activity_history", "get", OURS, at=at("done"), also=APART),
    Door("activity_trail", "get", SHARED_OURS, at=at("published"), also=APART),
    Door("activity_trail_csv", "get", SHARED_OURS, at=at("published"), also=APART),
    Door("activity_history", "get", OURS, at=at("published"), also=APART),
    Door("activity_versions", "get", OURS, at=version),
    Door("activity_versions", "post", WE_SEND, at=version, body=settled, changes=row_of(Revision)),
    Door("breach_add", "get", SHARED_OURS, at=at("published")),
    Door("breach_add", "post", SHARED_WE_SEND, at=at("published"), body=broken, changes=breaches),
    Door("breach", "get", OURS, at=at("enforced"), also=APART),
    Door("breach", "get", SHARED, at=at("breach"), also=APART),
    Door("breach_step", "get", SHARED_OURS, at=at("breach", step="address")),
    Door("breach_step", "post", SHARED_WE_SEND, at=at("breach", step="address"), body=sends(note="Trained.", **day("on")), changes=breaches),
    Door("breach_step", "post", WE_SEND, at=at("enforced", step="reopen"), body=UNDO, changes=breaches),
    Door("breach_withdraw", "get", SHARED_OURS, at=at("breach")),
    Door("breach_withdraw", "post", SHARED_WE_SEND, at=at("breach"), body=MISTAKEN, changes=breaches),
    Door("breach_withdraw", "get", OURS, at=at("enforced"), also=APART),
    Door("breach_bring_back", "get", OURS, at=at("mistaken"), also=APART),
    Door("breach_bring_back", "post", WE_SEND, at=at("mistaken"), body=UNDO, changes=breaches),
    Door("breach_edit", "get", SHARED_OURS, at=at("breach"), also=APART),
    Door("breach_edit", "get", OURS, at=at("enforced")),
    Door("breach_edit", "post", SHARED_WE_SEND, at=at("breach"), body=rebroken, changes=row_of(Revision)),
    Door("breach_history", "get", OURS, at=at("enforced"), also=APART),
    Door("breach_history", "get", OURS, at=at("breach"), also=APART),
    Door("breach_versions", "get", OURS, at=kept("enforced"), also=APART),
    Door("breach_versions", "post", WE_SEND, at=kept("enforced"), body=CURRENT, changes=row_of(Revision)),
    Door("recommendation_add", "get", OURS, at=at("done")),
    Door("recommendation_add", "post", WE_SEND, at=at("done"), body=asked, changes=recommendations),
    Door("recommendation", "get", OURS, at=at("closed"), also=APART),
    Door("recommendation", "get", SHARED, at=at("recommendation"), also=APART),
    Door("recommendation_close", "get", SHARED_OURS, at=at("recommendation")),
    Door("recommendation_close", "post", SHARED_WE_SEND, at=at("recommendation"), body=CLOSE, changes=recommendations),
    Door("recommendation_reopen", "get", OURS, at=at("closed")),
    Door("recommendation_reopen", "post", WE_SEND, at=at("closed"), body=OPEN_AGAIN, changes=recommendations),
    Door("recommendation_withdraw", "get", SHARED_OURS, at=at("recommendation")),
    Door("recommendation_withdraw", "post", SHARED_WE_SEND, at=at("recommendation"), body=NOT_ASKED, changes=recommendations),
    Door("recommendation_withdraw", "get", OURS, at=at("closed"), also=APART),
    Door("recommendation_bring_back", "get", OURS, at=at("not_asked"), also=APART),
    Door("recommendation_bring_back", "post", WE_SEND, at=at("not_asked"), body=UNDO, changes=recommendations),
    Door("recommendation_edit", "get", SHARED_OURS, at=at("recommendation"), also=APART),
    Door("recommendation_edit", "post", SHARED_WE_SEND, at=at("recommendation"), body=reasked, changes=row_of(Revision)),
    Door("recommendation_history", "get", OURS, at=at("closed"), also=APART),
    Door("recommendation_history", "get", OURS, at=at("recommendation"), also=APART),
    Door("recommendation_versions", "get", OURS, at=kept("closed"), also=APART),
    Door("recommendation_versions", "post", WE_SEND, at=kept("closed"), body=CURRENT, changes=row_of(Revision)),
    Door("check_item", "get", OURS, at=at("item"), also=APART),
    Door("check_item", "post", WE_SEND, at=at("item"), body=look, changes=row_of(CheckLook)),
]  # fmt: skip
