"""The page of one inspection for the local area's people: what concerns them, and when."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from inspections import queries
from inspections.models import Inspection, MilestoneKind, RequestState
from inspections.workflow import RECORDING
from reports.queries import Task, area_tasks_for

MARKING = "OFFICIAL-SENSITIVE"
# What only the inspectors plan by.
INTERNAL = {MilestoneKind.SET_UP_START}


@require_safe
def response(request: SignedIn, pk: int) -> HttpResponse:
    """Dates, the lead inspector, and the area's task list."""
    found = queries.answering_for(request.user, pk)
    context = {
        "inspection": found,
        "marking": MARKING,
        "demonstration": found.local_area.demonstration,
        "trail": [{"text": _("Home"), "href": reverse("home")}, {"text": found.local_area.name, "href": ""}],
        "lead": queries.lead_of(found),
        "stop": queries.stop_of(found),
        "dates": [row for row in queries.dates_of(found) if row.kind not in INTERNAL],
        "tasks": [_request_task(request, found), *(_report_task(task) for task in area_tasks_for(request.user, found))],
    }
    return render(request, "desk/response.html", context)


LABELS = {
    "not-started": gettext_lazy("Not started"),
    "in-progress": gettext_lazy("In progress"),
    "done": gettext_lazy("Done"),
    "waiting": gettext_lazy("Cannot start yet"),
}


def _report_task(task: Task) -> dict[str, str]:
    row = {"text": task.text, "href": task.href, "hint": task.hint, "label": str(LABELS[task.status])}
    return row if task.status == "waiting" else {**row, "status": task.status}


def _request_task(request: SignedIn, found: Inspection) -> dict[str, str]:
    items = list(queries.own_request_items(request.user, found))
    task = {"text": _("Information request")}
    if not items:
        return {**task, "label": _("Nothing asked yet")}
    answered = sum(item.state in {RequestState.RECEIVED, RequestState.NOT_HELD} for item in items)
    if found.status not in RECORDING:
        return {**task, "href": reverse("response_request", args=[found.pk]), "label": _("Closed")}
    status = "done" if answered == len(items) else "in-progress" if answered else "not-started"
    hint = _("%(answered)d of %(items)d items answered") % {"answered": answered, "items": len(items)}
    return {
        **task,
        "href": reverse("response_request", args=[found.pk]),
        "status": status,
        "label": str(LABELS[status]),
        "hint": hint,
    }
