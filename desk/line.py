"""The life of an inspection as a line: what is done, where it stands, what is to come."""

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


def line_of(inspection: Inspection, milestones: list[Milestone]) -> list[Station]:
    """The stations of the main line in order."""
    by_kind = {row.kind: row for row in milestones}
    now = MAIN_LINE.index(place_of(inspection))
    void = inspection.status in {Status.DEFERRED, Status.CANCELLED}  # the dates of a week that will not be
    stations = []
    for number, status in enumerate(MAIN_LINE):
        row = by_kind.get(DATED.get(status, ""))
        reached = row.happened_on if row else None
        where = DONE if number < now or inspection.status == Status.CLOSED else NOW if number == now else TO_COME
        planned = row.day if row and not void else None
        stations.append(Station(str(status.label), where, reached or planned, reached is not None))
    return stations
