"""The doors of the people and teams of a year: programme leads, each for their own inspectorate; and of one's own leave."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from inspections.models import TeamPlace
from scheduling.models import Absence, Capacity
from tests.doors.parts import Door
from tests.doors.world import World

PROGRAMME = "in 403 403 403 403 403 200 403"
SENT = "in 403 403 403 403 403 302 403"
# CQC's programme lead sees the year, and nobody of Ofsted.
YEAR, NOT_THEIRS = {"cqc_programme_lead": "200"}, {"cqc_programme_lead": "404"}
OWN = "in 200 404 200 200 200 200 404"
NO_PLACE = {"cqc_administrator": "404", "governance": "404", "hmicfrs_signatory": "200"}


def at_year(world: World) -> dict[str, Any]:
    return {"year": world.year.year}


def stranger(world: World) -> dict[str, Any]:
    return {**at_year(world), "pk": world.people.stranger.pk}


def entry(world: World) -> dict[str, Any]:
    return {**stranger(world), "absence": world.away.stranger.pk}


def own_entry(world: World) -> dict[str, Any]:
    return {"pk": world.away.cqc.pk}


def days(_world: World) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(weeks=20)
    return {"kind": "training", "first_day": str(day), "last_day": str(day)}


def absences(_world: World) -> object:
    return list(Absence.objects.order_by("pk").values_list("pk", "first_day", "last_day", "kind"))


def capacities(_world: World) -> object:
    return list(Capacity.objects.order_by("pk").values_list("user", "inspections", "leads"))


def places(_world: World) -> object:
    return list(TeamPlace.objects.order_by("pk").values_list("pk", "ended_at"))


def team(world: World) -> dict[str, Any]:
    return {**at_year(world), "pk": world.fieldwork.pk}


def somebody_free(world: World) -> dict[str, Any]:
    return {f"team-{world.fieldwork.pk}-person": world.admissions.free.pk}


DOORS = [
    Door("year_people", "get", PROGRAMME, at=at_year, also=YEAR),
    Door("year_person", "get", PROGRAMME, at=stranger, also=NOT_THEIRS),
    Door(
        "year_person", "post", SENT, at=stranger, body=lambda _world: {"inspections": 3, "leads": "yes"}, changes=capacities,
        also=NOT_THEIRS,
    ),
    Door("absence_add", "get", PROGRAMME, at=stranger, also=NOT_THEIRS),
    Door("absence_add", "post", SENT, at=stranger, body=days, changes=absences, also=NOT_THEIRS),
    Door("absence_change", "get", PROGRAMME, at=entry, also=NOT_THEIRS),
    Door("absence_change", "post", SENT, at=entry, body=days, changes=absences, also=NOT_THEIRS),
    Door("absence_remove", "get", PROGRAMME, at=entry, also=NOT_THEIRS),
    Door("absence_remove", "post", SENT, at=entry, changes=absences, also=NOT_THEIRS),
    Door("year_teams", "get", PROGRAMME, at=at_year, also=YEAR),
    Door(
        "year_team_give", "post", SENT, at=team, body=somebody_free, changes=places, also={"cqc_programme_lead": "422"},
    ),
    Door(
        "year_team_take_back", "post", SENT, at=lambda world: {**at_year(world), "place": world.place.pk}, changes=places,
        also=NOT_THEIRS,
    ),
    Door("own_leave", "get", OWN, also=NO_PLACE),
    Door("own_leave_add", "get", OWN, also=NO_PLACE),
    Door(
        "own_leave_add", "post", OWN.replace("200", "302"), body=days, changes=absences,
        also={**NO_PLACE, "hmicfrs_signatory": "302"},
    ),
    Door("own_leave_change", "get", "in 404 404 404 200 404 404 404", at=own_entry, also=NOT_THEIRS),
    Door(
        "own_leave_change", "post", "in 404 404 404 302 404 404 404", at=own_entry, body=days, changes=absences, also=NOT_THEIRS
    ),
    Door("own_leave_remove", "get", "in 404 404 404 200 404 404 404", at=own_entry, also=NOT_THEIRS),
    Door("own_leave_remove", "post", "in 404 404 404 302 404 404 404", at=own_entry, changes=absences, also=NOT_THEIRS),
]  # fmt: skip
