"""Findings."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedIn
from inspections import commands, forms, policies, queries
from inspections.models import Finding, Inspection
from inspections.views.page import above_finding, attempt, cleaned, done, frame, lists_of, page_of, sent, show

A_PAGE = 50
MOST_NOTES = 100  # that one sending can tick


@require_safe
def findings(request: SignedIn, pk: int) -> HttpResponse:
    """The findings that this person may see, by strand."""
    inspection = queries.inspection_for(request.user, pk)
    policies.can_see_evidence.check(request.user, inspection)
    taking_part = queries.inspectorates_of(inspection)
    search = forms.FindingFilter(request.GET, lists=lists_of(request, inspection), inspectorates=taking_part)
    asked = cleaned(search)
    keys = {name: asked[name].pk for name in ("strand", "agency", "inspectorate") if asked.get(name)}
    rows = queries.findings_seen(request.user, inspection, text=asked.get("text", ""), kind=asked.get("kind", ""), **keys)
    page, query = page_of(request, rows, A_PAGE)
    queries.name_last_hands(page.object_list)
    return show(
        request,
        "findings",
        frame(inspection, _("Findings")),
        search=search,
        page=page,
        query=query,
        filtered=any(asked.values()),
        needed=len(taking_part),
        why=policies.can_record_finding.why_not(request.user, inspection),
    )


def _ticked(request: SignedIn) -> list[int]:
    sent_keys = request.POST.getlist("notes") or request.GET.getlist("notes")
    return [int(key) for key in sent_keys[:MOST_NOTES] if key.isascii() and key.isdecimal() and len(key) < len("9" * 19)]


def _form_for_new(request: SignedIn, inspection: Inspection) -> forms.FindingForm:
    lists, initial = lists_of(request, inspection), {"client_id": uuid4()}
    ticked = _ticked(request)
    if not ticked:
        return forms.FindingForm(sent(request), lists=lists, initial=initial)

    def chosen(keys: Sequence[int] | None) -> Any:
        return queries.notes_seen(request.user, inspection).filter(pk__in=ticked if keys is None else keys)

    return forms.FindingFromNotesForm(sent(request), lists=lists, notes=chosen, initial={**initial, "notes": ticked})


@require_http_methods(["GET", "HEAD", "POST"])
def finding_add(request: SignedIn, pk: int) -> HttpResponse:
    """Record a finding, perhaps from notes that were ticked."""
    inspection = queries.inspection_for(request.user, pk)
    policies.can_see_evidence.check(request.user, inspection)
    if request.method != "POST":
        policies.can_record_finding.check(request.user, inspection)
    form = _form_for_new(request, inspection)
    if form.is_valid():
        words = {name: value for name, value in form.cleaned_data.items() if name != "base"}
        added = attempt(form, commands.add_finding, inspection, **words, by=request.user)
        if added:
            messages.success(request, _("The finding was saved."))
            return redirect("finding_add", pk) if "another" in request.POST else redirect("finding", pk, added.pk)
    context = frame(inspection, _("Add a finding"), (_("Findings"), reverse("findings", args=[pk])))
    return show(request, "finding_form", context, form, finding=None)


@require_safe
def finding(request: SignedIn, pk: int, finding: int) -> HttpResponse:
    """One finding, what supports it, who agrees it, and what can be done with it."""
    inspection = queries.inspection_for(request.user, pk)
    found = queries.finding_for(request.user, inspection, finding)
    queries.name_last_hands([found], queries.notes_of(found))
    agreed = {row.inspectorate_id: row for row in found.agreements.all()}
    context = frame(inspection, _("Finding %(number)d") % {"number": finding}, (_("Findings"), reverse("findings", args=[pk])))
    return show(
        request,
        "finding",
        context,
        finding=found,
        is_aside=hasattr(found, "set_aside"),
        agreements=[(row, agreed.get(row.pk)) for row in queries.inspectorates_of(inspection)],
        waiting=queries.waiting_beside(found.text),
        actions=_actions(request, pk, found),
        agree_why=policies.can_agree_finding.why_not(request.user, found),
    )


def _actions(request: SignedIn, pk: int, found: Finding) -> list[dict[str, str]]:
    """The buttons of a finding, each with the reason when it is not open."""
    args = [pk, found.pk]
    edit_why = policies.can_edit_finding.why_not(request.user, found)
    aside_why = policies.can_set_aside.why_not(request.user, found)
    actions = [
        {"name": "edit", "text": _("Change the finding"), "href": reverse("finding_edit", args=args), "why": edit_why},
        {"name": "notes", "text": _("Choose supporting notes"), "href": reverse("finding_notes", args=args), "why": edit_why},
    ]
    if not found.shared:
        why = policies.can_share.why_not(request.user, found)
        hint = _("The whole team sees this finding and the notes it cites.")
        address = reverse("finding_share", args=args)
        actions.append({"name": "share", "text": _("Share with the team"), "action": address, "why": why, "hint": hint})
    if hasattr(found, "set_aside"):
        address = reverse("finding_take_up", args=args)
        actions.append({"name": "up", "text": _("Take up again"), "action": address, "why": aside_why})
    else:
        address = reverse("finding_set_aside", args=args)
        actions.append({"name": "aside", "text": _("Set aside"), "href": address, "why": aside_why})
    return [{"kind": "secondary", **action} for action in actions]


@require_http_methods(["GET", "HEAD", "POST"])
def finding_edit(request: SignedIn, pk: int, finding: int) -> HttpResponse:
    """Change a finding. When somebody else was quicker, both texts are kept and shown side by side."""
    inspection = queries.inspection_for(request.user, pk)
    found = queries.finding_to_change(request.user, inspection, finding)
    if request.method != "POST":
        policies.can_edit_finding.check(request.user, found)
    initial = {
        "base": found.text.version,
        "statement": found.text.body,
        "kind": found.kind,
        "effect": found.effect,
        "level": found.level,
        "strand": found.strand_id,
        "criterion": found.criterion_id,
        "agency": found.agency_id,
        "responsible": found.responsible_id,
        "child": found.child_id,
    }
    form = forms.FindingForm(sent(request), lists=lists_of(request, inspection), initial=initial)
    if form.is_valid():
        words = {name: value for name, value in form.cleaned_data.items() if name != "client_id"}
        saved = attempt(form, commands.edit_finding, found, **words, by=request.user)
        if saved and saved.kept:
            return redirect("text_versions", pk, "findings", finding, saved.kept.number)
        if saved:
            messages.success(request, _("The finding was saved."))
            return redirect("finding", pk, finding)
    return show(
        request, "finding_form", frame(inspection, _("Change the finding"), *above_finding(pk, finding)), form, finding=found
    )


@require_http_methods(["GET", "HEAD", "POST"])
def finding_notes(request: SignedIn, pk: int, finding: int) -> HttpResponse:
    """Choose which notes support it."""
    inspection = queries.inspection_for(request.user, pk)
    found = queries.finding_for(request.user, inspection, finding)
    if request.method != "POST":
        policies.can_edit_finding.check(request.user, found)
    seen = queries.notes_seen(request.user, inspection)
    form = forms.ChooseNotesForm(
        sent(request),
        notes=lambda keys: seen if keys is None else seen.filter(pk__in=keys),
        initial={"notes": [note.pk for note in queries.notes_of(found)]},
    )
    if form.is_valid() and done(form, commands.choose_notes, found, **form.cleaned_data, seen=seen, by=request.user):
        messages.success(request, _("The supporting notes were saved."))
        return redirect("finding", pk, finding)
    return show(
        request, "finding_notes", frame(inspection, _("Supporting notes"), *above_finding(pk, finding)), form, finding=found
    )
