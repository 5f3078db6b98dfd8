"""What the pages of one inspection share: frame, and the lists of their forms. The rest is every page's (jtai.pages)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.requests import SignedIn
from agencies.queries import agencies_among, partnership_names
from inspections import queries
from inspections.forms import Lists
from inspections.models import Inspection
from jtai.forms import Form
from jtai.pages import MARKING, attempt, cleaned, done, page_of, sent, status_of

__all__ = (
    "MARKING", "above_finding", "above_note", "attempt", "cleaned", "done", "frame", "lists_of", "page_of", "sent", "show",
    "status_of",
)  # fmt: skip


def frame(inspection: Inspection, here: str = "", *above: tuple[str, str]) -> dict[str, Any]:
    """Marking, demonstration banner and breadcrumbs. above: (text, address) between the inspection's page and this one."""
    trail = [
        {"text": _("Inspections"), "href": reverse("inspections")},
        {"text": inspection.local_area.name, "href": inspection.get_absolute_url() if here else ""},
        *({"text": text, "href": href} for text, href in above),
    ]
    if here:
        trail.append({"text": here, "href": ""})
    return {
        "inspection": inspection,
        "marking": MARKING,
        "demonstration": inspection.local_area.demonstration,
        "trail": trail,
        "here": here,
    }


def above_note(pk: int, note: int) -> tuple[tuple[str, str], tuple[str, str]]:
    """The crumbs of what lies below one note."""
    notes = (_("Evidence notes"), reverse("notes", args=[pk]))
    return notes, (_("Note %(number)d") % {"number": note}, reverse("note", args=[pk, note]))


def above_finding(pk: int, finding: int) -> tuple[tuple[str, str], tuple[str, str]]:
    """The crumbs of what lies below one finding."""
    findings = (_("Findings"), reverse("findings", args=[pk]))
    return findings, (_("Finding %(number)d") % {"number": finding}, reverse("finding", args=[pk, finding]))


def show(request: SignedIn, template: str, context: dict[str, Any], form: Form | None = None, **more: Any) -> HttpResponse:
    """Render a page of an inspection with its form, and the status that the form's errors mean."""
    return render(request, f"inspections/{template}.html", {**context, "form": form, **more}, status=status_of(form))


def lists_of(request: SignedIn, inspection: Inspection) -> Lists:
    """What the forms of this inspection choose from; nothing but the strands is read before it is shown or sent."""
    choices = queries.framework_choices(inspection.framework)
    agencies = partnership_names(inspection.local_area)
    return Lists(
        strands=choices.strands,
        criteria=choices.criteria,
        agencies=lambda keys: agencies if keys is None else agencies_among(inspection.local_area, keys),
        children=lambda keys: queries.children_to_choose(request.user, inspection, keys),
    )
