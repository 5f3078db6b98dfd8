"""What the pages of a report share: frames, tabs of its stages, and how a draft is sent away."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.requests import SignedIn
from inspections.models import Inspection
from inspections.views.page import MARKING, attempt, done, frame, sent, status_of
from inspections.workflow import REPORTED
from jtai.forms import Form
from reports.content import Content
from reports.models import Report
from reports.plain import text_of
from reports.policies import can_read_report

__all__ = [
    "MARKING",
    "above",
    "area_frame",
    "as_text",
    "attempt",
    "done",
    "frame",
    "framed",
    "sent",
    "show",
    "status_of",
    "step",
]
DRAFT = "DRAFT OFFICIAL-SENSITIVE"


def framed(report: Report, here: str, *between: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page below the report's own."""
    return {**frame(report.inspection, here, above(report), *between), "report": report}


def above(report: Report) -> tuple[str, str]:
    """The report's page in a trail of breadcrumbs."""
    return _("Report"), report.get_absolute_url()


def area_frame(inspection: Inspection, here: str, *between: tuple[str, str]) -> dict[str, Any]:
    """The frame of the local area's pages."""
    home = {"text": inspection.local_area.name, "href": reverse("response", args=[inspection.pk])}
    return {
        "inspection": inspection,
        "marking": MARKING,
        "demonstration": inspection.local_area.demonstration,
        "trail": [home, *({"text": text, "href": href} for text, href in between), {"text": here, "href": ""}],
        "here": here,
    }


def show(request: SignedIn, template: str, context: dict[str, Any], form: Form | None = None, **more: Any) -> HttpResponse:
    """Render a page of a report with its form, and the status that the form's errors mean.

    Who reads only the words is not led, by the breadcrumbs, to the report in the making.
    """
    report = context.get("report")
    if report is not None and not can_read_report(request.user, report):
        address = report.get_absolute_url()
        context = {**context, "trail": [crumb for crumb in context["trail"] if crumb["href"] != address]}
    return render(request, f"reports/{template}.html", {**context, "form": form, **more}, status=status_of(form))


def step(name: str, text: str, why: str, address: str, **more: str) -> dict[str, str]:
    """A button of a step list. more: hint, kind, confirm; href instead of posting."""
    link = more.pop("href", "")
    where = {"href": link} if link else {"action": address}
    return {"name": name, "text": text, "why": why, **where, **more}


def as_text(report: Report, content: Content) -> HttpResponse:
    """The words as a plain text file to save; a draft is marked at both ends, published words carry no marking."""
    name = slugify(report.inspection.local_area.name)
    published = report.inspection.status in REPORTED
    marking, kind = ("", "report") if published else (DRAFT, "draft-report")
    response = HttpResponse(text_of(content, marking=marking), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{kind}-{name}.txt"'
    response["Cache-Control"] = "private, no-store"
    return response
