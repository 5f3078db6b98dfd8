"""The page of one inspection: what comes next, the task list, and the line of its life."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import SignedIn
from audit.queries import key_of
from desk import policies, tasks
from desk.line import line_of
from inspections import queries
from inspections.models import Inspection, Milestone, MilestoneKind, Part, TeamPlace
from inspections.queries import Stop, Way
from inspections.workflow import NO_PLACE, Status
from intelligence.queries import items_used_in
from reports.queries import tasks_for
from scheduling.queries import against_now_of, pairs_of

MARKING = "OFFICIAL-SENSITIVE"
# Out of a side state they are what comes next.
BACK = {Status.PAUSED: "resume", Status.DEFERRED: "reschedule"}
# Steps that the report's pages take.
PAGES = {
    "begin_drafting": "report",
    "send_to_quality_assurance": "report_quality",
    "return_draft": "report_quality",
    "send_to_factual_accuracy": "report_accuracy",
    "begin_sign_off": "report_sign_off",
    "begin_pre_publication": "report_sign_off",
    "publish": "report_publish",
    "record_receipt": "report_statement",
    "receive_statement": "report_statement",
    "close": "report_statement",
    "close_without_statement": "report_statement",
}


@require_safe
def inspection(request: SignedIn, pk: int) -> HttpResponse:
    """The overview, for whoever may see the inspection at all."""
    found = queries.inspection_for(request.user, pk)
    milestones = queries.dates_of(found)
    places = queries.places_of(found)
    team = places.now
    progress = queries.progress(request.user, found)
    asked = tasks.Asked(progress.items, progress.answered)
    report = tasks_for(request.user, found) if queries.is_together(found) else []
    ways = queries.ways_for(request.user, found)
    stop = queries.stop_of(found)
    facts = tasks.Facts(
        found,
        milestones,
        team,
        queries.filled_of(found, team, assembling=not tasks.reached(found, Status.FIELDWORK)),
        len(places.empty),
        progress.tally,
        asked,
        report,
    )
    context = {
        "inspection": found,
        "marking": MARKING,
        "demonstration": found.local_area.demonstration,
        "trail": [{"text": _("Inspections"), "href": reverse("inspections")}, {"text": found.local_area.name, "href": ""}],
        "summary": [*_stopped(stop), *_summary(found, milestones, team, progress.deferrals), *_pairs(request.user, found)],
        "against_now": against_now_of(request.user, found),
        "steps": [_step(found, way) for way in ways if _is_next(found, way)],
        "aside": [_step(found, way) for way in ways if not _is_next(found, way)],
        "sections": tasks.sections(facts),
        "line": line_of(found, milestones, stop.day if stop else None),
        "rests_on": list(items_used_in(request.user, key_of(found))) if progress.used else [],
        "has_trail": policies.can_see_trail(request.user, found),
    }
    return render(request, "desk/inspection.html", context)


SINCE = {
    Status.PAUSED: gettext_lazy("Paused since"),
    Status.DEFERRED: gettext_lazy("Deferred on"),
    Status.CANCELLED: gettext_lazy("Cancelled on"),
}


def _stopped(stop: Stop | None) -> list[dict[str, object]]:
    """Since when it stands still or is given up, who recorded it, and why: for whoever may see the inspection."""
    if stop is None:
        return []
    words = {"day": date_format(stop.day, "j F Y"), "name": stop.by}
    when = _("%(day)s, recorded by %(name)s") % words if stop.by else words["day"]
    return [{"key": str(SINCE[stop.status]), "value": f"{when}\n{stop.reason}".strip()}]


def _pairs(user: User, found: Inspection) -> list[dict[str, object]]:
    """What it stands in for, and what stands in for it, for whoever may see both."""
    rows: list[dict[str, object]] = []
    for pair in pairs_of(user, found):
        if pair.instead_id == found.pk:
            key = _("Stood in for") if found.status in NO_PLACE else _("Stands in for")
            rows.append({"key": key, "value": pair.gone.local_area.name, "href": pair.gone.get_absolute_url()})
            continue
        key, name = _("Replaced by"), pair.instead.local_area.name
        if pair.instead.status in NO_PLACE:
            key = _("Was replaced by")
            name = _("%(area)s, %(status)s") % {"area": name, "status": pair.instead.get_status_display().lower()}
        rows.append({"key": key, "value": name, "href": pair.instead.get_absolute_url()})
    return rows


def _is_next(found: Inspection, way: Way) -> bool:
    return way.leads_on or way.name == BACK.get(Status(found.status))


def _step(found: Inspection, way: Way) -> dict[str, str]:
    """A button: to the page that asks, explains and warns, or to the report where the step belongs to it."""
    address = reverse("step", args=[found.pk, way.name]) if way.has_own_page else reverse(PAGES[way.name], args=[found.pk])
    kind = "" if _is_next(found, way) else "secondary"
    hint = "" if way.why_not else str(way.step.explains)
    return {"name": way.name, "text": str(way.step.label), "why": way.why_not, "hint": hint, "href": address, "kind": kind}


def next_date(found: Inspection, milestones: list[Milestone], today: date) -> str:
    """The first date that should have happened and did not; else the first from today on. The dates of a deferred week are void, those of a paused one rest."""
    if found.status == Status.DEFERRED:
        return _("None until a new week is chosen")
    if found.status == Status.CANCELLED:
        return _("No date to come")
    if found.status == Status.PAUSED:
        return _("Its dates rest until it resumes")
    late = late_date(milestones, today)
    if late is not None:
        return _("%(what)s: %(day)s (this day has passed)") % _named(late)
    coming = [row for row in _not_happened(milestones) if row.day and row.day >= today]
    for row in coming[:1]:
        return "{what}: {day}".format(**_named(row))
    return _("No date to come")


def late_date(milestones: list[Milestone], today: date) -> Milestone | None:
    """The first date that a step should have reached by now and has not."""
    rows = (row for row in _not_happened(milestones) if row.day and row.day < today and row.kind in queries.REACHED)
    return next(rows, None)


def _not_happened(milestones: list[Milestone]) -> list[Milestone]:
    rows = [(row.day, row.pk, row) for row in milestones if row.day and row.happened_on is None]
    return [row for _day, _pk, row in sorted(rows, key=lambda one: one[:2])]


def _named(milestone: Milestone) -> dict[str, str]:
    return {"what": milestone.get_kind_display(), "day": date_format(milestone.day, "l j F Y") if milestone.day else ""}


def _was_planned(found: Inspection, milestones: list[Milestone]) -> bool:
    """Whether its fieldwork was to be in its week, and is not: it is deferred, cancelled or paused, and had not begun."""
    began = any(row.kind == MilestoneKind.FIELDWORK_START and row.happened_on for row in milestones)
    return not began and found.status in {Status.DEFERRED, Status.CANCELLED, Status.PAUSED}


def _summary(found: Inspection, milestones: list[Milestone], team: list[TeamPlace], deferrals: int) -> list[dict[str, object]]:
    """The facts at the head of the page."""
    lead = next((place.user.name for place in team if place.part == Part.LEAD), "")
    # After notification there was one, who has left.
    lead = lead or (_("Nobody yet") if found.status == Status.PLANNED else _("Nobody at present"))
    counted: dict[str, int] = {}
    for place in team:
        counted[place.inspectorate.short_name] = counted.get(place.inspectorate.short_name, 0) + 1
    one_year = found.fieldwork_start.year == found.fieldwork_end.year
    first = date_format(found.fieldwork_start, "l j F" if one_year else "l j F Y")
    week = f"{first} – {date_format(found.fieldwork_end, 'l j F Y')}"
    if _was_planned(found, milestones):
        week = _("Was planned for %(week)s") % {"week": week}
    change = {"text": _("All dates"), "href": reverse("dates", args=[found.pk]), "about": _("of this inspection")}
    people = {"text": _("See the team"), "href": reverse("team", args=[found.pk]), "about": _("of this inspection")}
    asked = {"text": _("Requests to defer"), "href": reverse("deferrals", args=[found.pk]), "about": _("of this inspection")}
    fieldwork: dict[str, object] = {"key": _("Fieldwork"), "value": week}
    if deferrals:
        fieldwork["actions"] = [asked]
    rows: list[dict[str, object]] = [
        fieldwork,
        {
            "key": _("Next date"),
            "value": next_date(found, milestones, timezone.localdate()),
            "actions": [change],
        },
        {"key": _("Lead inspector"), "value": lead},
        {
            "key": _("Team"),
            "lines": [f"{name}: {count}" for name, count in counted.items()] or [_("Nobody yet")],
            "actions": [people],
        },
        {"key": _("Framework"), "value": found.framework.name},
    ]
    return rows
