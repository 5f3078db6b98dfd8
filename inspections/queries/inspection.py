"""The doors to inspections, and the lists of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import LocalArea, SchoolHoliday
from agencies.queries import inspectorate_of, school_holidays
from audit.queries import key_of
from inspections import access, policies
from inspections.models import ConflictOverride, Deferral, Inspection, Milestone, MilestoneKind, Part, TeamPlace
from inspections.workflow import (
    ANSWER,
    BY_HAND,
    ENDS,
    MAIN_LINE,
    REPORTED,
    SCHEDULE,
    SECRET,
    STEPS,
    VIEW,
    Status,
    Step,
    steps_from,
)
from intelligence.naming import MOST_OFFERED, Offered
from jtai.forms.rows import as_key

SORTS = {
    "": ("-fieldwork_start", "-pk"),
    "oldest": ("fieldwork_start", "pk"),
    "area": ("local_area__name", "-fieldwork_start", "-pk"),
}


def _with_names(rows: QuerySet[Inspection]) -> QuerySet[Inspection]:
    return rows.select_related("local_area", "framework", "topic")


def _held(user: User, pk: int, grant: str) -> Inspection:
    found = access.held_one(user, grant, pk, _with_names(Inspection.objects.all()))
    if found is None:
        raise Http404
    return found


def inspection_for(user: User, pk: int) -> Inspection:
    """The one inspection, if this person may see it; else 404, as if it were not there."""
    return _held(user, pk, VIEW)


def answering_for(user: User, pk: int) -> Inspection:
    """The one inspection that this person answers for the local area; else 404."""
    return _held(user, pk, ANSWER)


def streams_untold_to(user: User) -> list[str]:
    """The audit chains of inspections that nobody outside was told of and that this person may not see: not even by number."""
    rows = Inspection.objects.filter(notified_at=None).exclude(pk__in=access.visible_to(user).values("pk"))
    return [inspection.stream for inspection in rows.only("pk")]


def targets_of_places(user: User) -> list[str]:
    """What events about this person's places are about: the places, those that took over from them, overrides for them.

    Where they never had a place they are not told that anything is planned, nor that a place was thought of.
    """
    places = TeamPlace.objects.filter(Q(user=user) | Q(took_over_from__user=user))
    overrides = ConflictOverride.objects.filter(user=user, inspection__in=places.filter(user=user).values("inspection"))
    return [key_of(row) for row in (*places.only("pk"), *overrides.only("pk"))]


def caseload(
    user: User, *, text: str = "", status: str = "", year: int | None = None, mine: bool = False, sort: str = ""
) -> QuerySet[Inspection]:
    """The inspections that this person may see, newest fieldwork first.

    text: part of the local area's name. mine: only those on whose team the person is now. sort: "oldest" or "area".
    """
    rows = access.visible_to(user).select_related("local_area", "topic")
    if text:
        rows = rows.filter(local_area__name__icontains=text)
    if status:
        rows = rows.filter(status=status)
    if year:
        rows = rows.filter(programme_year=year)
    if mine:
        rows = rows.filter(team__in=TeamPlace.objects.filter(user=user, ended_at=None))
    return rows.order_by(*SORTS.get(sort, SORTS[""]))


def said_of_inspections(user: User, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Words and address of these keys ("inspections.inspection:7"), of those that this person may see. One query."""
    numbers = {key: as_key(key.partition(":")[2]) for key in keys}
    seen = caseload(user).filter(pk__in=[number for number in numbers.values() if number is not None]).in_bulk()
    words = _("Joint targeted area inspection of %(area)s")
    return {
        key: (words % {"area": seen[number].local_area.name}, seen[number].get_absolute_url())
        for key, number in numbers.items()
        if number in seen
    }


def not_to_be_named(keys: Iterable[str]) -> set[str]:
    """Those of these keys of inspections that the local area has not been notified of: they stay secret. One query."""
    numbers = {key: as_key(key.partition(":")[2]) for key in keys}
    unknown = Q(notified_at=None) | Q(status__in=SECRET)
    secret = set(Inspection.objects.filter(unknown, pk__in=filter(None, numbers.values())).values_list("pk", flat=True))
    return {key for key, number in numbers.items() if number in secret}


def inspections_to_name(user: User, area: LocalArea, text: str, key: str, since: date) -> Offered:
    """The inspections of a local area that this person may see, for whoever says in what something was used. One query.

    text: words that its name contains. key: only this one. since: what was published or given up before this day is left out.
    """
    published = Milestone.objects.filter(kind=MilestoneKind.PUBLICATION, happened_on__gte=since)
    ended = Q(status__in=REPORTED | ENDS, fieldwork_end__lt=since) & ~Q(pk__in=published.values("inspection"))
    rows = caseload(user).filter(local_area=area).exclude(ended)
    if key:
        rows = rows.filter(pk=as_key(key.partition(":")[2]) or 0)
    words = _("Joint targeted area inspection of %(area)s, fieldwork from %(day)s")
    named = [(key_of(row), words % {"area": area.name, "day": date_format(row.fieldwork_start, "j F Y")}) for row in rows]
    fits = [(one, said) for one, said in named if text.casefold() in said.casefold()]
    return Offered(fits[:MOST_OFFERED], len(fits))


def answers_of(user: User) -> QuerySet[Inspection]:
    """The inspections of the person's own local area since notification."""
    return _with_names(access.answerable_by(user)).order_by("-fieldwork_start", "-pk")


def dates_of(inspection: Inspection) -> list[Milestone]:
    """Its milestones in the order in which they come."""
    return _in_order(inspection.milestones.all())


def dates_with_hands(inspection: Inspection) -> list[Milestone]:
    """The same with who moved each."""
    return _in_order(inspection.milestones.select_related("override_by"))


def _in_order(rows: QuerySet[Milestone]) -> list[Milestone]:
    order = {kind: place for place, kind in enumerate(MilestoneKind.values)}
    return sorted(rows, key=lambda row: order[row.kind])


def school_holidays_met(inspection: Inspection) -> list[SchoolHoliday]:
    """The holidays of the local area's schools into which its fieldwork falls, while that is to come and has its week."""
    if inspection.fieldwork_end < timezone.localdate() or inspection.status in {Status.DEFERRED, Status.CANCELLED}:
        return []
    area = inspection.local_area_id
    return school_holidays([area], inspection.fieldwork_start, inspection.fieldwork_end)[area]


def deferrals_of(inspection: Inspection) -> QuerySet[Deferral]:
    """The requests to defer it, granted and refused, newest first."""
    return Deferral.objects.filter(inspection=inspection).select_related("decided_by")


def milestone_for(inspection: Inspection, kind: str) -> Milestone:
    """One milestone, or 404."""
    return get_object_or_404(Milestone, inspection=inspection, kind=kind)


def team_of(inspection: Inspection) -> QuerySet[TeamPlace]:
    """The people on it now, by inspectorate."""
    return (
        TeamPlace.objects.filter(inspection=inspection, ended_at=None)
        .select_related("user", "inspectorate", "inspection")
        .order_by("inspectorate__position", "part", "user__name")
    )


def lead_of(inspection: Inspection) -> TeamPlace | None:
    """The place of its lead inspector, with the person."""
    rows = TeamPlace.objects.filter(inspection=inspection, part=Part.LEAD, ended_at=None)
    return rows.select_related("user").first()


def place_for(inspection: Inspection, pk: int) -> TeamPlace:
    """One place on its team, or 404."""
    return get_object_or_404(
        TeamPlace.objects.select_related("user", "inspectorate", "inspection"), inspection=inspection, pk=pk
    )


def holder_of(inspection: Inspection, part: str, person: User) -> TeamPlace | None:
    """The place that this person would push somebody else out of: the lead's, or that of their inspectorate's signatory."""
    rows = TeamPlace.objects.filter(inspection=inspection, part=part, ended_at=None).select_related("user", "inspectorate")
    if part == Part.SIGNATORY:
        return rows.filter(inspectorate=inspectorate_of(person)).first()
    return rows.first() if part == Part.LEAD else None


# Taken by commands of their own, but on the page of every step by hand.
OWN_PAGE = {*BY_HAND, "reschedule"}


@dataclass(frozen=True)
class Way:
    """A step out of the present state, and why it cannot be taken (empty: it can).

    has_own_page: it is taken on its own page; else on the report's. leads_on: along the main line, not aside.
    """

    name: str
    step: Step
    why_not: str
    has_own_page: bool
    leads_on: bool


def steps_for(user: User, inspection: Inspection) -> list[Way]:
    """As ways_for, but only the steps by hand, which `take_step` takes."""
    return [way for way in ways_for(user, inspection) if way.name in BY_HAND]


def ways_for(user: User, inspection: Inspection) -> list[Way]:
    """The steps that lead on from here, each with its reason when it is not open to this person.

    Those along the main line are shown to everybody, so that all know what comes next; the others to who may take them.
    """
    held = access.grants_of(user, inspection)
    ways = []
    for name in steps_from(Status(inspection.status)):
        step = STEPS[name]
        leads_on = step.target in MAIN_LINE and step.target not in MAIN_LINE[: MAIN_LINE.index(Status.NOTIFIED)]
        own = step.needs in held and (step.needs != SCHEDULE or policies.schedules(user, inspection))
        if own or (leads_on and not step.reason):
            why_not = policies.can_take_step.why_not(user, name, inspection)
            ways.append(Way(name, step, why_not, name in OWN_PAGE, leads_on and not step.reason))
    return sorted(ways, key=lambda way: not way.leads_on)
