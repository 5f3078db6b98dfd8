"""What needs me today."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import SignedIn
from agencies.models import RoleKind
from agencies.queries import has_role, manages_people, membership_of
from desk.duties import Piece, kept_here, office_of, waiting
from desk.inspection import late_date, next_date
from inspections import queries
from inspections.models import Inspection
from inspections.queries import AreaDesk, Desk
from inspections.workflow import MAIN_LINE, RECORDING, Status
from reports.queries import waiting_for
from scheduling import queries as scheduling
from scheduling.bounds import first_day

SHOWN = 12  # inspections; the list of inspections has the rest


@dataclass(frozen=True)
class Mine:
    """One of my inspections: what comes next in it, and what in it waits for me."""

    inspection: Inspection
    next_date: str
    pieces: list[Piece]


@require_safe
def home(request: SignedIn) -> HttpResponse:
    """For an inspectorate's person, for a local area's, for a system administrator."""
    membership = membership_of(request.user)
    if membership is None:
        context: dict[str, object] = {"administrator": request.user.is_system_administrator}
    elif membership.local_area is not None:
        context = _area(request.user)
    else:
        context = _inspectorate(request.user)
    waits = waiting(request.user, leads=bool(context.get("leads")))
    return render(request, "desk/home.html", {**context, "waiting": waits, "kept": kept_here(request)})


def _upcoming(found: Desk | AreaDesk) -> str:
    return next_date(found.inspection, found.milestones, timezone.localdate())


def _split(user: User, mine: list[Mine]) -> dict[str, object]:
    """What waits for this person first; the inspections in which nothing does after it, in one line each."""
    tasks = waiting_for(user)
    told = {one.inspection.pk for one in mine}
    shown = [*(one.inspection for one in mine), *(task.inspection for task in tasks)]
    return {
        "tasks": tasks,
        # Their dates stand with the inspection, where it is among mine.
        "untold": {task.inspection.pk for task in tasks} - told,
        "mine": mine,
        "busy": [one for one in mine if one.pieces],
        "quiet": [one for one in mine if not one.pieces],
        "shown": SHOWN,
        "demonstration": any(inspection.local_area.demonstration for inspection in shown),
        "demonstration_among": True,
    }


def _inspectorate(user: User) -> dict[str, object]:
    desks = queries.desk_of(user, SHOWN)
    mine = [Mine(found.inspection, _upcoming(found), list(_pieces(found))) for found in desks]
    return {
        **_split(user, mine),
        "year": _year(user),
        "inspector": True,
        "leads": any(found.leads for found in desks),
        "manages": manages_people(user),
        "office": office_of(user),
    }


def _pieces(found: Desk) -> Iterable[Piece]:
    pk = found.inspection.pk
    on_its_way = found.leads and found.inspection.status in MAIN_LINE
    if on_its_way and late_date(found.milestones, timezone.localdate()) is not None:
        about = _("take the next step, or ask your programme lead for another date")
        yield Piece(_("A day has passed"), reverse("dates", args=[pk]), about)
    if found.to_agree:
        count = ngettext("%(count)d finding to agree", "%(count)d findings to agree", found.to_agree)
        yield Piece(count % {"count": found.to_agree}, reverse("moderation", args=[pk]) + "?mine=1")
    for _name, step in found.steps:
        # What it still waits for is worked out on its page only: here it would cost queries for each inspection.
        about = _("the page says whether anything is still missing")
        yield Piece(_("Next step: %(step)s") % {"step": step.label}, found.inspection.get_absolute_url(), about)
    if found.records and found.inspection.status in RECORDING:
        yield Piece(_("Evidence notes"), reverse("notes", args=[pk]))
    if found.records and found.inspection.status == Status.FIELDWORK:
        yield Piece(_("Findings"), reverse("findings", args=[pk]))
    if found.items:
        about = _("%(answered)d of %(items)d items answered") % {"answered": found.answered, "items": found.items}
        yield Piece(_("Information request"), reverse("request", args=[pk]), about)


def _year(user: User) -> Piece | None:
    """The shortfall of the present programme year, for those who own or staff it."""
    if not has_role(user, RoleKind.PROGRAMME_LEAD):
        return None
    today = timezone.localdate()
    begins = today.year if today >= first_day(today.year) else today.year - 1
    rows = [row for row in scheduling.years() if row.year >= begins]
    standings = scheduling.standings(user, rows)
    if not standings:
        return Piece(_("Programme years"), reverse("programme_years"), _("this year is not open yet"))
    standing = min(standings, key=lambda one: one.year.year)
    empty = ngettext(
        "%(count)d inspection still has no area and week",
        "%(count)d inspections still have no area and week",
        standing.shortfall,
    )
    full = _("all %(count)d inspections have an area and a week") % {"count": standing.year.target}
    about = empty % {"count": standing.shortfall} if standing.shortfall else full
    if not scheduling.sees_all(user):
        # What is planned without them is not theirs to know: so nothing is said to be missing either.
        own = ngettext(
            "your inspectorate takes part in %(count)d inspection",
            "your inspectorate takes part in %(count)d inspections",
            standing.planned,
        )
        about = own % {"count": standing.planned}
    if standing.deferred:
        deferred = ngettext(
            "%(count)d deferred inspection needs a new week",
            "%(count)d deferred inspections need a new week",
            standing.deferred,
        )
        about = f"{about}; {deferred % {'count': standing.deferred}}"
    return Piece(_("Programme year %(year)s") % {"year": standing.year}, standing.year.get_absolute_url(), about)


def _area(user: User) -> dict[str, object]:
    found = queries.area_desk_of(user, SHOWN)
    mine = [Mine(one.inspection, _upcoming(one), list(_area_pieces(one))) for one in found]
    return {**_split(user, mine), "area": True}


def _area_pieces(found: AreaDesk) -> Iterable[Piece]:
    if found.open_items:
        count = ngettext("%(count)d item to answer", "%(count)d items to answer", found.open_items)
        yield Piece(count % {"count": found.open_items}, reverse("response_request", args=[found.inspection.pk]))
