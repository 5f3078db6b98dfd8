"""What a person's inspections want of them, in a fixed number of queries however many there are."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.timezone import localdate

from accounts.models import User
from inspections import access
from inspections.models import Finding, FindingAgreement, Inspection, Milestone, RequestItem, RequestState
from inspections.models.request import OPEN
from inspections.queries.asking import own_request_items_among
from inspections.queries.evidence import viewer_of
from inspections.queries.inspection import answers_of, caseload
from inspections.workflow import ENDS, LEAD, RECORD, RECORDING, STEPS, Status, Step, steps_from


@dataclass(frozen=True)
class Desk:
    """One inspection on somebody's desk.

    steps: the next ones along the main line that the person's grants open (whether all is ready, the inspection's page says).
    to_agree: findings that wait for the person's inspectorate. records: they may write evidence. items, answered: of the
    information request, for those who work with its answers, and how many are overdue. leads: they are its lead inspector.
    """

    inspection: Inspection
    milestones: list[Milestone]
    steps: list[tuple[str, Step]]
    to_agree: int
    records: bool
    items: int
    answered: int
    overdue: int
    leads: bool


def desk_of(user: User, most: int) -> list[Desk]:
    """The live inspections on whose team the person is, at most so many, those with the earliest fieldwork first."""
    mine = caseload(user, mine=True, sort="oldest").exclude(status__in=[status.value for status in ENDS])
    inspections = list(mine[:most])
    grants = access.grants_among(user, inspections)
    dates: dict[int, list[Milestone]] = defaultdict(list)
    for row in Milestone.objects.filter(inspection__in=inspections):
        dates[row.inspection_id].append(row)
    waiting = _to_agree(user, [row for row in inspections if RECORD in grants[row.pk]])
    asked = _asked([row for row in inspections if row.status in RECORDING and RECORD in grants[row.pk]])
    return [
        Desk(
            inspection,
            dates[inspection.pk],
            [
                (name, STEPS[name])
                for name in steps_from(Status(inspection.status))
                if STEPS[name].needs in grants[inspection.pk] and not STEPS[name].reason
            ],
            waiting.get(inspection.pk, 0),
            RECORD in grants[inspection.pk],
            *asked.get(inspection.pk, (0, 0, 0)),
            LEAD in grants[inspection.pk],
        )
        for inspection in inspections
    ]


def _to_agree(user: User, inspections: list[Inspection]) -> dict[int, int]:
    moderating = [row.pk for row in inspections if row.status == Status.MODERATION]
    agreed = FindingAgreement.objects.filter(finding=OuterRef("pk"), inspectorate=viewer_of(user))
    rows = Finding.objects.filter(~Exists(agreed), inspection__in=moderating, set_aside=None).order_by()
    return dict(rows.values("inspection").annotate(number=Count("pk")).values_list("inspection", "number"))


def _asked(inspections: list[Inspection]) -> dict[int, tuple[int, int, int]]:
    done = Q(state__in=[RequestState.RECEIVED, RequestState.NOT_HELD])
    rows = RequestItem.objects.filter(inspection__in=inspections).order_by().values("inspection")
    counted = rows.annotate(items=Count("pk"), answered=Count("pk", filter=done), overdue=Count("pk", filter=_overdue()))
    return {row["inspection"]: (row["items"], row["answered"], row["overdue"]) for row in counted}


def _overdue() -> Q:
    """As RequestItem.is_overdue."""
    return Q(state__in=OPEN, due_on__lt=localdate())


@dataclass(frozen=True)
class AreaDesk:
    """One inspection of the person's local area. open_items: what is still asked of this person's agency (or of all).

    returned, overdue: how many of these.
    """

    inspection: Inspection
    milestones: list[Milestone]
    open_items: int
    returned: int
    overdue: int


def area_desk_of(user: User, most: int) -> list[AreaDesk]:
    """The inspections that the person answers for their local area, newest first."""
    inspections = list(answers_of(user)[:most])
    dates: dict[int, list[Milestone]] = defaultdict(list)
    for row in Milestone.objects.filter(inspection__in=inspections):
        dates[row.inspection_id].append(row)
    live = [row for row in inspections if row.status in RECORDING]
    items = own_request_items_among(user, live).filter(state__in=OPEN).order_by().values("inspection")
    returned = Count("pk", filter=Q(state=RequestState.RETURNED))
    counted = items.annotate(number=Count("pk"), returned=returned, overdue=Count("pk", filter=_overdue()))
    waiting = {row["inspection"]: (row["number"], row["returned"], row["overdue"]) for row in counted}
    return [AreaDesk(row, dates[row.pk], *waiting.get(row.pk, (0, 0, 0))) for row in inspections]
