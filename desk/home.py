"""What needs me today."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

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
from desk.duties import kept_here, office_of, waiting
from desk.inspection import late_date, next_date
from desk.piece import Piece, late_first
from desk.routine import routine
from inspections import queries
from inspections.models import Inspection
from inspections.queries import AreaDesk, Desk
from inspections.workflow import MAIN_LINE, RECORDING, Status
from jtai.programmeyears import year_of
from reports.queries import Waiting, waiting_for
from scheduling import queries as scheduling

SHOWN = 12  # inspections; the list of inspections has the rest


@dataclass(frozen=True)
class Mine:
    """One of my inspections: what comes next in it, whether that is late, and what in it waits for me."""

    inspection: Inspection
    next_date: str
    late: bool
    pieces: list[Piece]


@require_safe
def home(request: SignedIn) -> HttpResponse:
    """For an inspectorate's person, for a local area's, for a system administrator."""
    membership = membership_of(request.user)
    if membership is None:
        context: dict[str, Any] = {"administrator": request.user.is_system_administrator}
    elif membership.local_area is not None:
        context = _area(request.user)
    else:
        context = _inspectorate(request.user)
    tasks = context.get("tasks", [])
    shared = routine(request.user)
    waits = late_first([*tasks, *waiting(request.user, leads=bool(context.get("leads")), shared=shared)])
    return render(request, "desk/home.html", {**context, "routine": shared, "waiting": waits, "kept": kept_here(request)})


def _mine(found: Desk | AreaDesk, pieces: Iterable[Piece]) -> Mine:
    coming = next_date(found.inspection, found.milestones, timezone.localdate())
    return Mine(found.inspection, coming, _is_late(found), late_first(pieces))


def _is_late(found: Desk | AreaDesk) -> bool:
    """A day has passed in an inspection that goes on: in one that is paused nobody can take the step."""
    return found.inspection.status in MAIN_LINE and late_date(found.milestones, timezone.localdate()) is not None


def _task(task: Waiting, told: set[int]) -> Piece:
    inspection = task.inspection
    return Piece(
        f"{task.text}, {inspection.local_area.name}",
        task.href,
        invented=inspection.local_area.demonstration,
        late=_("Late") if task.late else "",
        topic=inspection.topic.short_name if inspection.topic else "",
        # Its dates stand with the inspection, where it is among mine.
        week=None if inspection.pk in told else inspection,
    )


def _split(user: User, mine: list[Mine]) -> dict[str, Any]:
    """What waits for this person first; the inspections in which nothing does after it, in one line each."""
    tasks = waiting_for(user)
    told = {one.inspection.pk for one in mine}
    shown = [*(one.inspection for one in mine), *(task.inspection for task in tasks)]
    mine = sorted(mine, key=lambda one: not (one.late or any(piece.late for piece in one.pieces)))
    return {
        "tasks": [_task(task, told) for task in tasks],
        "mine": mine,
        "busy": [one for one in mine if one.pieces],
        "quiet": [one for one in mine if not one.pieces],
        "shown": SHOWN,
        "demonstration": any(inspection.local_area.demonstration for inspection in shown),
        "demonstration_among": True,
    }


def _inspectorate(user: User) -> dict[str, Any]:
    desks = queries.desk_of(user, SHOWN)
    mine = [_mine(found, _pieces(found)) for found in desks]
    return {
        **_split(user, mine),
        "years": _years(user),
        "inspector": True,
        "leads": any(found.leads for found in desks),
        "manages": manages_people(user),
        "office": office_of(user),
    }


def _pieces(found: Desk) -> Iterable[Piece]:
    pk = found.inspection.pk
    if found.leads and _is_late(found):
        about = _("take the next step, or ask your programme lead for another date")
        yield Piece(_("A day has passed"), reverse("dates", args=[pk]), about, late=_("Late"))
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
        late = _("Overdue") if found.overdue else ""
        yield Piece(_("Information request"), reverse("request", args=[pk]), about, late=late)


def _years(user: User) -> list[Piece]:
    """The present programme year, and each later one whose target is missed or whose teams want people, for those who own or staff them."""
    if not has_role(user, RoleKind.PROGRAMME_LEAD):
        return []
    begins = year_of(timezone.localdate())
    rows = [row for row in scheduling.years() if row.year >= begins]
    standings = sorted(scheduling.standings(user, rows), key=lambda one: one.year.year)
    if not standings:
        return [Piece(_("Programme years"), reverse("programme_years"), _("this year is not open yet"))]
    wanting = scheduling.teams_wanting(user, [one.year.year for one in standings])
    breaking = scheduling.against_now(user, [one.year for one in standings if one.waits])
    later = [one for one in standings[1:] if _has_something(one) or wanting.get(one.year.year) or breaking.get(one.year.year)]
    found = []
    for one in standings:
        if one in (standings[0], *later):
            found.append(_year(one, wanting.get(one.year.year, 0), len(breaking.get(one.year.year, ()))))
        found += _people(user, one)
    return found


def _has_something(standing: scheduling.Standing) -> bool:
    """Something in it needs its programme lead."""
    return bool(standing.known_shortfall or standing.put_off or standing.paused)


def _people(user: User, standing: scheduling.Standing) -> Iterable[Piece]:
    """Own people who are away in what is planned of a year, or have too much of it. A year in which nothing stands is not asked."""
    people = scheduling.people_with_too_much(user, standing.year) if standing.placed else []
    if people:
        about = ngettext(
            "%(count)d person has too much, is away while their team is at work, or has a conflict of interest",
            "%(count)d people have too much, are away while their teams are at work, or have a conflict of interest",
            len(people),
        )
        text = _("People of %(year)s") % {"year": standing.year}
        yield Piece(text, reverse("year_people", args=[standing.year.year]) + "?overloaded=on", about % {"count": len(people)})


def _year(standing: scheduling.Standing, wanting: int, breaking: int) -> Piece:
    """How it stands. What is planned without the viewer is not theirs to know: then nothing is said to be missing either."""
    words = {"count": standing.planned, "target": standing.year.target}
    if not standing.whole:
        about = ngettext(
            "your inspectorate takes part in %(count)d inspection",
            "your inspectorate takes part in %(count)d inspections",
            standing.planned,
        )
    else:
        about = ngettext(
            "%(count)d inspection of %(target)d has an area and a week",
            "%(count)d inspections of %(target)d have an area and a week",
            standing.planned,
        )
    said = [
        standing.summed.removesuffix(".") if standing.known_shortfall else about % words,
        *_deferred(standing),
        *_paused(standing),
    ]
    if breaking:
        breaks = ngettext(
            "%(count)d planned inspection breaks a rule by what is known now",
            "%(count)d planned inspections break a rule by what is known now",
            breaking,
        )
        said.append(breaks % {"count": breaking})
    if wanting:
        teams = ngettext("%(count)d team wants people of yours", "%(count)d teams want people of yours", wanting)
        said.append(teams % {"count": wanting})
    return Piece(_("Programme year %(year)s") % {"year": standing.year}, standing.year.get_absolute_url(), "; ".join(said))


def _deferred(standing: scheduling.Standing) -> Iterable[str]:
    """Those that need a new week for the year to be whole; and those whose place another has taken, which need none for it."""
    if standing.put_off:
        needs = ngettext(
            "%(count)d deferred inspection needs a new week or a replacement",
            "%(count)d deferred inspections need a new week or a replacement",
            len(standing.put_off),
        )
        yield needs % {"count": len(standing.put_off)}
    for one in standing.replaced:
        yield _("%(area)s was deferred and is replaced by %(instead)s") % {
            "area": one.name,
            "instead": one.holder.local_area.name if one.holder else "",
        }


def _paused(standing: scheduling.Standing) -> Iterable[str]:
    """Those that stand still. Their local areas know of them, and whoever reads this may see them."""
    if standing.paused:
        stands = ngettext("%(count)d is paused: %(names)s", "%(count)d are paused: %(names)s", len(standing.paused))
        names = ", ".join(row.local_area.name for row in standing.paused)
        yield stands % {"count": len(standing.paused), "names": names}


def _area(user: User) -> dict[str, Any]:
    found = queries.area_desk_of(user, SHOWN)
    mine = [_mine(one, _area_pieces(one)) for one in found]
    return {**_split(user, mine), "area": True}


def _area_pieces(found: AreaDesk) -> Iterable[Piece]:
    if found.open_items:
        count = ngettext("%(count)d item to answer", "%(count)d items to answer", found.open_items)
        address = reverse("response_request", args=[found.inspection.pk])
        about = _("; ").join(_of_the_open(found))
        yield Piece(count % {"count": found.open_items}, address, about, late=_("Overdue") if found.overdue else "")


def _of_the_open(found: AreaDesk) -> Iterable[str]:
    if found.overdue:
        yield ngettext("%(count)d is overdue", "%(count)d are overdue", found.overdue) % {"count": found.overdue}
    if found.returned:
        count = ngettext("%(count)d was returned for more", "%(count)d were returned for more", found.returned)
        yield count % {"count": found.returned}
