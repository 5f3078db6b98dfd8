"""The children of an inspection, by reference."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from inspections import commands, forms, policies, queries
from inspections.views.page import attempt, frame, lists_of, sent, show


@require_safe
def children(request: SignedIn, pk: int) -> HttpResponse:
    """Tracked ones first, with what this viewer's notes show about them."""
    inspection = queries.inspection_for(request.user, pk)
    rows = queries.children_of(request.user, inspection)
    why = policies.can_add_child.why_not(request.user, inspection)
    return show(request, "children", frame(inspection, _("Children")), rows=rows, why=why)


@require_http_methods(["GET", "HEAD", "POST"])
def child_add(request: SignedIn, pk: int) -> HttpResponse:
    """Add a child; the reference is given."""
    inspection = queries.inspection_for(request.user, pk)
    policies.can_see_evidence.check(request.user, inspection)
    if request.method != "POST":
        policies.can_add_child.check(request.user, inspection)
    form = forms.ChildForm(sent(request), lists=lists_of(request, inspection))
    if form.is_valid():
        child = attempt(form, commands.add_child, inspection, **form.cleaned_data, by=request.user)
        if child:
            messages.success(request, _("%(reference)s was added.") % {"reference": child.reference})
            return redirect("children", pk)
    context = frame(inspection, _("Add a child"), (_("Children"), reverse("children", args=[pk])))
    return show(request, "child_add", context, form)


@require_POST
def child_remove(request: SignedIn, pk: int, child: int) -> HttpResponse:
    """Take a child out again of whom nothing was recorded."""
    inspection = queries.inspection_for(request.user, pk)
    found = queries.child_for(request.user, inspection, child)
    commands.remove_child(found, by=request.user)
    messages.success(request, _("%(reference)s was removed.") % {"reference": found.reference})
    return redirect("children", pk)
