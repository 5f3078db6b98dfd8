"""The doors of plans of a year: Ofsted's programme leads alone."""

from typing import Any

from inspections.models import Inspection
from jobs.models import Job
from scheduling.models import Plan, PlanArea, PlanPlace
from tests.doors.parts import Door
from tests.doors.world import World
from tests.walk import FRONT_DOOR, framework_version

OWNERS = "in 403 403 403 403 403 200 403"
OWNERS_SEND = "in 403 403 403 403 403 302 403"
OTHER_LEADS = {"cqc_programme_lead": "403"}


def at_year(world: World) -> dict[str, Any]:
    return {"year": world.year.year}


def at_draft(world: World) -> dict[str, Any]:
    return {"year": world.year.year, "pk": world.plans.draft.pk}


def at_failed(world: World) -> dict[str, Any]:
    return {"year": world.year.year, "pk": world.plans.failed.pk}


def at_discarded(world: World) -> dict[str, Any]:
    return {"year": world.year.year, "pk": world.plans.discarded.pk}


def at_discarded_area(world: World) -> dict[str, Any]:
    return {**at_discarded(world), "code": world.plans.put.code}


def at_put(world: World) -> dict[str, Any]:
    return {**at_draft(world), "code": world.plans.put.code}


def at_said(world: World) -> dict[str, Any]:
    return {**at_draft(world), "code": world.plans.said.code}


def at_free(world: World) -> dict[str, Any]:
    return {**at_draft(world), "code": world.plans.free.code}


def asked(world: World) -> dict[str, Any]:
    """A form as it comes, with a name that no plan has."""
    weights = ("recency", "concerns", "region", "type", "size", "deprivation")
    numbers = {"years_apart": 4, "force_weeks": 26, "busy_before": 1, "busy_after": 0, "seed": 1}
    first = {"set_1_count": 2, "set_1_framework": framework_version(FRONT_DOOR).pk}
    return {
        "name": "Another", "version": world.plans.draft.version, **first, **numbers,
        **{f"weight_{name}": "2" for name in weights},
    }  # fmt: skip


def version(world: World) -> dict[str, Any]:
    return {"version": world.plans.draft.version}


def plans(_world: World) -> int:
    return Plan.objects.count()


def state(world: World) -> list[Any]:
    """How the draft stands: each change counts."""
    return list(Plan.objects.filter(pk=world.plans.draft.pk).values_list("state", "version"))


def discarded(world: World) -> str:
    return Plan.objects.get(pk=world.plans.discarded.pk).state


def places(_world: World) -> list[Any]:
    return list(PlanPlace.objects.order_by("pk").values_list("pk", "week"))


def said(_world: World) -> list[Any]:
    return list(PlanArea.objects.order_by("pk").values_list("pk", "stance", "week"))


def stops(world: World) -> object:
    return world.plans.draft.proposals.values_list("stop_asked_at").get()


def jobs(_world: World) -> list[str]:
    return list(Job.objects.filter(kind="scheduling.improve").order_by("pk").values_list("state", flat=True))


DOORS = [
    Door("plans", "get", OWNERS, at=at_year, also=OTHER_LEADS),
    Door("plan_add", "get", OWNERS, at=at_year, also=OTHER_LEADS),
    Door("plan_add", "post", OWNERS_SEND, at=at_year, body=asked, changes=plans, also=OTHER_LEADS),
    Door("plan", "get", OWNERS, at=at_draft, also=OTHER_LEADS),
    Door("plan_edit", "get", OWNERS, at=at_draft, also=OTHER_LEADS),
    Door("plan_edit", "post", OWNERS_SEND, at=at_draft, body=asked, changes=state, also=OTHER_LEADS),
    Door("plan_copy", "get", OWNERS, at=at_draft, also=OTHER_LEADS),
    Door("plan_copy", "post", OWNERS_SEND, at=at_draft, body=lambda _world: {"name": "Copied"}, changes=plans, also=OTHER_LEADS),
    Door("plan_discard", "get", OWNERS, at=at_draft, also=OTHER_LEADS),
    Door("plan_discard", "post", OWNERS_SEND, at=at_draft, changes=state, also=OTHER_LEADS),
    Door("plan_bring_back", "post", OWNERS_SEND, at=at_discarded, changes=discarded, also=OTHER_LEADS),
    Door("plan_adopt", "get", OWNERS, at=at_draft, also=OTHER_LEADS),
    Door(
        "plan_adopt", "post", OWNERS_SEND, at=at_draft, body=version, changes=lambda _world: Inspection.objects.count(),
        also=OTHER_LEADS,
    ),
    Door("plan_reasons", "get", OWNERS, at=at_draft, also=OTHER_LEADS),
    Door("plan_propose", "get", OWNERS, at=at_draft, also=OTHER_LEADS),
    Door("plan_propose", "post", OWNERS_SEND, at=at_draft, body=version, changes=places, also=OTHER_LEADS),
    Door("plan_progress", "get", OWNERS, at=at_draft, also=OTHER_LEADS),
    Door("plan_stop", "post", OWNERS_SEND, at=at_draft, changes=stops, also=OTHER_LEADS),
    Door("plan_search_again", "post", OWNERS_SEND, at=at_failed, changes=jobs, also=OTHER_LEADS),
    Door("plan_take", "get", OWNERS, at=at_draft, also=OTHER_LEADS),
    Door("plan_take", "post", OWNERS_SEND, at=at_draft, body=version, changes=places, also=OTHER_LEADS),
    Door("plan_areas", "get", OWNERS, at=at_draft, also=OTHER_LEADS),
    Door("plan_area", "get", OWNERS, at=at_put, also=OTHER_LEADS),
    Door("plan_area", "get", OWNERS, at=at_discarded_area, also=OTHER_LEADS),
    Door("plan_pin", "get", OWNERS, at=at_put, also=OTHER_LEADS),
    Door("plan_pin", "post", OWNERS_SEND, at=at_put, body=lambda _world: {"week": ""}, changes=said, also=OTHER_LEADS),
    Door("plan_rule_out", "get", OWNERS, at=at_free, also=OTHER_LEADS),
    Door(
        "plan_rule_out", "post", OWNERS_SEND, at=at_free, body=lambda _world: {"reason": "Not yet."}, changes=said,
        also=OTHER_LEADS,
    ),
    Door("plan_leave_open", "post", OWNERS_SEND, at=at_said, changes=said, also=OTHER_LEADS),
    Door("plan_put", "get", OWNERS, at=at_put, also=OTHER_LEADS),
    Door("plan_put", "get", OWNERS, at=at_put, query="?week=2098-06-16&back=board", also=OTHER_LEADS),
    Door(
        "plan_put", "post", OWNERS_SEND, at=at_put, body=lambda world: {"week": "2098-06-16", **version(world)}, changes=places,
        also=OTHER_LEADS,
    ),
    Door("plan_take_out", "post", OWNERS_SEND, at=at_put, changes=places, also=OTHER_LEADS),
]  # fmt: skip
