"""The report's own page, and the draft to take away at every stage."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedIn
from inspections.models import Inspection
from inspections.policies import can_see_evidence, can_take_step
from inspections.workflow import MAIN_LINE, REPORTED, STEPS, Status
from reports import commands, policies, queries
from reports.letter import letter
from reports.models import Report
from reports.views.page import as_text, frame, framed, show, step


@require_safe
def report(request: SignedIn, pk: int) -> HttpResponse:
    """The report as its writers see it: sections, paragraphs, and the findings beside them."""
    inspection = queries.inspection_for(request.user, pk)
    found = queries.report_in(inspection)
    if found is None:
        return _before(request, inspection)
    policies.can_read_report.check(request.user, found)
    seen = queries.overview(request.user, found)
    return show(
        request,
        "report",
        {**frame(inspection, _("Report")), "report": found},
        overview=seen,
        edit_why=policies.can_edit.why_not(request.user, found),
        steps=_next(request, found),
        tasks=_rows(queries.tasks_for(request.user, inspection)),
    )


def _before(request: SignedIn, inspection: Inspection) -> HttpResponse:
    """Nothing is drafted yet: what begin drafting does, and why it cannot be done yet."""
    can_see_evidence.check(request.user, inspection)
    why = can_take_step.why_not(request.user, "begin_drafting", inspection)
    if MAIN_LINE.index(Status.MODERATION) > _place(inspection):
        why = _("The report is drafted after moderation, from the findings that every inspectorate agrees.")
    explains = str(STEPS["begin_drafting"].explains)
    steps = [
        step("draft", str(STEPS["begin_drafting"].label), why, reverse("report_begin", args=[inspection.pk]), hint=explains)
    ]
    return show(request, "begin", frame(inspection, _("Report")), steps=steps)


def _place(inspection: Inspection) -> int:
    status = inspection.paused_from or inspection.status
    return MAIN_LINE.index(Status(status)) if status in MAIN_LINE else 0


def _rows(tasks: list[queries.Task]) -> list[dict[str, str]]:
    labels = {
        "not-started": _("Not started"),
        "in-progress": _("In progress"),
        "done": _("Done"),
        "waiting": _("Cannot start yet"),
    }
    return [
        {
            "text": task.text,
            "href": task.href,
            "hint": task.hint,
            "label": labels[task.status],
            "status": "" if task.status == "waiting" else task.status,
        }
        for task in tasks
    ]


# Where each status goes on: step, the page that takes it.
ONWARDS = {
    Status.DRAFTING: ("send_to_quality_assurance", "report_quality"),
    Status.QUALITY_ASSURANCE: ("send_to_factual_accuracy", "report_accuracy"),
    Status.FACTUAL_ACCURACY: ("begin_sign_off", "report_sign_off"),
    Status.SIGN_OFF: ("begin_pre_publication", "report_sign_off"),
    Status.PRE_PUBLICATION: ("publish", "report_publish"),
    Status.PUBLISHED: ("record_receipt", "report_statement"),
    Status.STATEMENT_DUE: ("receive_statement", "report_statement"),
    Status.STATEMENT_RECEIVED: ("close", "report_statement"),
}
# Their facts come with the step itself, so their readiness is not asked beforehand.
BROUGHT_ALONG = {"record_receipt", "receive_statement", "close"}


def _next(request: SignedIn, found: Report) -> list[dict[str, Any]]:
    """The one way on from here, with its reason when it is not open."""
    inspection = found.inspection
    if inspection.status not in ONWARDS:
        return []
    name, page = ONWARDS[Status(inspection.status)]
    why = "" if name in BROUGHT_ALONG else can_take_step.why_not(request.user, name, inspection)
    address = reverse(page, args=[inspection.pk])
    text = _("Go on: %(step)s") % {"step": str(STEPS[name].label).lower()}
    return [{**step(name, text, why, "", href=address), "hint": "" if why else str(STEPS[name].explains)}]


@require_POST
def begin(request: SignedIn, pk: int) -> HttpResponse:
    """Begin drafting."""
    inspection = queries.inspection_for(request.user, pk)
    commands.draft(inspection, by=request.user)
    messages.success(request, str(STEPS["begin_drafting"].done))
    return redirect("report", pk)


@require_safe
def preview(request: SignedIn, pk: int) -> HttpResponse:
    """The report as the letter that it is or would be."""
    found = queries.words_for(request.user, pk)
    published = found.inspection.status in REPORTED
    context = framed(found, _("Published words") if published else _("Preview"))
    return show(request, "preview", context, letter=letter(queries.words_of(found)), published=published)


@require_safe
def text(request: SignedIn, pk: int) -> HttpResponse:
    """The same as plain text, to save."""
    found = queries.words_for(request.user, pk)
    return as_text(found, queries.words_of(found))
