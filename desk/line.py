"""The life of an inspection as a line: what is done, where it stands, what is to come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from inspections.models import Inspection, Milestone, MilestoneKind
from inspections.workflow import MAIN_LINE, Status

DATED = {
    Status.NOTIFIED: MilestoneKind.NOTIFICATION,
    Status.SET_UP: MilestoneKind.SET_UP_START,
    Status.FIELDWORK: MilestoneKind.FIELDWORK_START,
    Status.FACTUAL_ACCURACY: MilestoneKind.DRAFT_DUE,
    Status.PRE_PUBLICATION: MilestoneKind.PRE_PUBLICATION,
    Status.PUBLISHED: MilestoneKind.PUBLICATION,
    Status.STATEMENT_RECEIVED: MilestoneKind.STATEMENT_DUE,
}
# Reached together with this date, though it is not the date of the state.
BEGUN = {**DATED, Status.MODERATION: MilestoneKind.FIELDWORK_END}
DONE, NOW, TO_COME = "done", "now", "to-come"


@dataclass(frozen=True)
class Station:
    """One state on the line. day: when it was reached, or when it is planned (happened says which)."""

    label: str
    where: str
    day: date | None
    happened: bool


def place_of(inspection: Inspection) -> Status:
    """Where it stands on the main line; deferred and cancelled ones stand where a new start would begin."""
    status = Status(inspection.paused_from or inspection.status)
    return status if status in MAIN_LINE else Status.PLANNED


def line_of(inspection: Inspection, milestones: Collection[Milestone], since: date | None = None) -> list[Station]:
    """The stations of the main line in order; a deferred or cancelled inspection stands where it left it, since this day."""
    by_kind = {row.kind: row for row in milestones}
    if inspection.status in {Status.DEFERRED, Status.CANCELLED}:
        return _left(inspection, by_kind, since)
    now = MAIN_LINE.index(place_of(inspection))
    stations = []
    for number, status in enumerate(MAIN_LINE):
        row = by_kind.get(DATED.get(status, ""))
        reached = row.happened_on if row else None
        where = DONE if number < now or inspection.status == Status.CLOSED else NOW if number == now else TO_COME
        # The dates rest while it is paused.
        planned = row.day if row and inspection.status != Status.PAUSED else None
        stations.append(Station(str(status.label), where, reached or planned, reached is not None))
    return stations


def _left(inspection: Inspection, by_kind: dict[str, Milestone], since: date | None) -> list[Station]:
    """What had happened is done, and then comes how it left the line. Nothing follows on a cancellation; no date holds that was planned."""
    reached = {status: by_kind[kind].happened_on for status, kind in BEGUN.items() if kind in by_kind}
    last = max((number for number, status in enumerate(MAIN_LINE) if reached.get(status)), default=0)
    stations = [Station(str(status.label), DONE, _own_day(status, reached), happened=True) for status in MAIN_LINE[: last + 1]]
    stations.append(Station(inspection.get_status_display(), NOW, since, happened=True))
    if inspection.status == Status.DEFERRED:
        stations += [Station(str(status.label), TO_COME, None, happened=False) for status in MAIN_LINE[last + 1 :]]
    return stations


def _own_day(status: Status, reached: dict[Status, date | None]) -> date | None:
    return reached.get(status) if status in DATED else None
