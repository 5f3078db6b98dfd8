"""Evidence notes."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from inspections import commands, forms, policies, queries
from inspections.views.page import above_note, attempt, cleaned, frame, lists_of, page_of, sent, show


@require_safe
def notes(request: SignedIn, pk: int) -> HttpResponse:
    """The notes that this person may see, with filters; ticked ones become a finding."""
    inspection = queries.inspection_for(request.user, pk)
    policies.can_see_evidence.check(request.user, inspection)
    search = forms.NoteFilter(request.GET, lists=lists_of(request, inspection))
    asked = cleaned(search)
    strand, agency = asked.get("strand"), asked.get("agency")
    rows = queries.notes_seen(
        request.user,
        inspection,
        text=asked.get("text", ""),
        strand=strand.pk if strand else None,
        agency=agency.pk if agency else None,
        activity=asked.get("activity", ""),
        mine=asked.get("mine", False),
    )
    page, query = page_of(request, rows)
    queries.name_last_hands(page.object_list)
    return show(
        request,
        "notes",
        frame(inspection, _("Evidence notes")),
        search=search,
        page=page,
        query=query,
        filtered=any(asked.values()),
        why=policies.can_record_note.why_not(request.user, inspection),
        finds=policies.can_record_finding(request.user, inspection),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def note_add(request: SignedIn, pk: int) -> HttpResponse:
    """Record a note."""
    inspection = queries.inspection_for(request.user, pk)
    policies.can_see_evidence.check(request.user, inspection)
    if request.method != "POST":
        policies.can_record_note.check(request.user, inspection)
    form = forms.NoteForm(sent(request), lists=lists_of(request, inspection), initial={"client_id": uuid4()})
    if form.is_valid():
        words = {name: value for name, value in form.cleaned_data.items() if name != "base"}
        added = attempt(form, commands.add_note, inspection, **words, by=request.user)
        if added:
            messages.success(request, _("The note was saved."))
            return redirect("note_add" if "another" in request.POST else "notes", pk)
    context = frame(inspection, _("Add a note"), (_("Evidence notes"), reverse("notes", args=[pk])))
    return show(request, "note_form", context, form, note=None)


@require_safe
def note(request: SignedIn, pk: int, note: int) -> HttpResponse:
    """One note, what it supports, and what can be done with it."""
    inspection = queries.inspection_for(request.user, pk)
    found = queries.note_for(request.user, inspection, note)
    queries.name_last_hands([found])
    context = frame(inspection, _("Note %(number)d") % {"number": note}, (_("Evidence notes"), reverse("notes", args=[pk])))
    return show(
        request,
        "note",
        context,
        note=found,
        findings=queries.findings_of_note(request.user, found),
        waiting=queries.waiting_beside(found.text),
        edit_why=policies.can_edit_note.why_not(request.user, found),
        share_why=policies.can_share.why_not(request.user, found),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def note_edit(request: SignedIn, pk: int, note: int) -> HttpResponse:
    """Change a note. When somebody else was quicker, both texts are kept and shown side by side."""
    inspection = queries.inspection_for(request.user, pk)
    found = queries.note_for(request.user, inspection, note)
    if request.method != "POST":
        policies.can_edit_note.check(request.user, found)
    initial = {
        "base": found.text.version,
        "text": found.text.body,
        "activity": found.activity,
        "strand": found.strand_id,
        "criterion": found.criterion_id,
        "agency": found.agency_id,
        "child": found.child_id,
    }
    form = forms.NoteForm(sent(request), lists=lists_of(request, inspection), initial=initial)
    if form.is_valid():
        words = {name: value for name, value in form.cleaned_data.items() if name != "client_id"}
        saved = attempt(form, commands.edit_note, found, **words, by=request.user)
        if saved and saved.kept:
            return redirect("text_versions", pk, "notes", note, saved.kept.number)
        if saved:
            messages.success(request, _("The note was saved."))
            return redirect("note", pk, note)
    return show(request, "note_form", frame(inspection, _("Change the note"), *above_note(pk, note)), form, note=found)


@require_POST
def note_share(request: SignedIn, pk: int, note: int) -> HttpResponse:
    """Let the whole team see it."""
    inspection = queries.inspection_for(request.user, pk)
    commands.share_note(queries.note_for(request.user, inspection, note), by=request.user)
    messages.success(request, _("The note is shared with the whole team."))
    return redirect("note", pk, note)
