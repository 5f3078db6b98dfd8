"""Days that have passed without the step that they were planned for."""

from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from accounts.models import User
from agencies.models import RoleKind
from agencies.queries import has_role, membership_of
from inspections import access
from inspections.models import Inspection, Milestone, MilestoneKind
from inspections.queries.inspection import dates_of
from inspections.queries.stops import stop_of
from inspections.workflow import ENDS, MAIN_LINE

# Dates that a step reaches; the others pass without a mark.
REACHED = frozenset(
    str(kind)
    for kind in (
        MilestoneKind.NOTIFICATION,
        MilestoneKind.FIELDWORK_START,
        MilestoneKind.DRAFT_DUE,
        MilestoneKind.PRE_PUBLICATION,
        MilestoneKind.PUBLICATION,
        MilestoneKind.STATEMENT_DUE,
    )
)
ON_THEIR_WAY = sorted(status.value for status in MAIN_LINE if status not in ENDS)


def passed(today: date) -> QuerySet[Milestone]:
    """Dates (as Milestone.day) before this day on which nothing has happened."""
    before = Q(override__lt=today) | Q(override=None, computed__lt=today)
    return Milestone.objects.filter(before, happened_on=None)


def passed_of(inspection: Inspection) -> list[Milestone]:
    """What has passed of a paused inspection: the dates that a step should have reached, and every other since it was paused."""
    stop = stop_of(inspection)
    rows = [row for row in dates_of(inspection) if row.happened_on is None and row.day and row.day < localdate()]
    return [row for row in rows if row.kind in REACHED or (stop is not None and row.day and row.day >= stop.day)]


def late_dates(user: User) -> list[Milestone]:
    """For a programme lead: the first missed date of each inspection on its way in which the own inspectorate takes part.

    The longest missed stands first. One query; none for everybody else.
    """
    membership = membership_of(user)
    if membership is None or membership.inspectorate_id is None or not has_role(user, RoleKind.PROGRAMME_LEAD):
        return []
    rows = passed(localdate()).filter(
        kind__in=REACHED,
        inspection__in=access.visible_to(user).order_by().values("pk"),
        inspection__inspectorates=membership.inspectorate_id,
        inspection__status__in=ON_THEIR_WAY,
    )
    first = (
        rows.order_by("inspection_id", Coalesce("override", "computed"), "pk")
        .distinct("inspection_id")
        .select_related("inspection__local_area")
    )
    return sorted(first, key=lambda row: (row.day or localdate(), row.pk))
