"""The information request, from both sides."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedIn
from inspections import commands, forms, policies, queries
from inspections.models import Inspection
from inspections.models.request import OPEN
from inspections.views.page import MARKING, done, frame, sent, show
from inspections.workflow import RECORDING


@require_safe
def request_items(request: SignedIn, pk: int) -> HttpResponse:
    """The inspectors see how far each item is."""
    inspection = queries.inspection_for(request.user, pk)
    policies.can_see_evidence.check(request.user, inspection)
    items = sorted(queries.request_items_of(inspection), key=lambda item: item.state not in OPEN)
    waiting = sum(item.state in OPEN for item in items)
    context = {**frame(inspection, _("Information request")), "live": inspection.status in RECORDING}
    return show(request, "request", context, items=items, waiting=waiting)


@require_http_methods(["GET", "HEAD", "POST"])
def request_item(request: SignedIn, pk: int, item: int) -> HttpResponse:
    """One item with its answer; an inspector may send it back."""
    inspection = queries.inspection_for(request.user, pk)
    policies.can_see_evidence.check(request.user, inspection)
    asked = queries.request_item_for(inspection, item)
    form = forms.ReturnForm(sent(request))
    if form.is_valid() and done(form, commands.return_request_item, asked, **form.cleaned_data, by=request.user):
        messages.success(request, _("The item was returned to the local area."))
        return redirect("request", pk)
    why = policies.can_return_request_item.why_not(request.user, asked)
    context = frame(inspection, asked.title, (_("Information request"), reverse("request", args=[pk])))
    context["live"] = inspection.status in RECORDING
    return show(request, "request_item", context, form, item=asked, why=why, rows=list(queries.files_of(asked)))


def area_frame(inspection: Inspection, here: str, *above: tuple[str, str]) -> dict[str, Any]:
    """As views.page.frame, for the area's own pages."""
    home = {"text": inspection.local_area.name, "href": reverse("response", args=[inspection.pk])}
    trail = [home, *({"text": text, "href": href} for text, href in above), {"text": here, "href": ""}]
    demonstration = inspection.local_area.demonstration
    return {"inspection": inspection, "marking": MARKING, "demonstration": demonstration, "trail": trail, "here": here}


@require_safe
def response_request(request: SignedIn, pk: int) -> HttpResponse:
    """The area's people see what is asked of their agency; the co-ordinator sees all."""
    inspection = queries.answering_for(request.user, pk)
    items = sorted(queries.own_request_items(request.user, inspection), key=lambda item: item.state not in OPEN)
    waiting = sum(item.state in OPEN for item in items)
    context = {**area_frame(inspection, _("Information request")), "live": inspection.status in RECORDING}
    return show(request, "response_request", context, items=items, waiting=waiting)


@require_http_methods(["GET", "HEAD", "POST"])
def response_request_item(request: SignedIn, pk: int, item: int) -> HttpResponse:
    """The area answers one item."""
    inspection = queries.answering_for(request.user, pk)
    asked = queries.own_request_item_for(request.user, inspection, item)
    form = forms.AnswerForm(sent(request), initial={"answer": asked.answer})
    if form.is_valid() and done(form, commands.answer_request_item, asked, **form.cleaned_data, by=request.user):
        messages.success(request, _("Your answer was sent to the inspectors."))
        return redirect("response_request", pk)
    why = policies.can_answer_request.why_not(request.user, asked)
    context = area_frame(inspection, asked.title, (_("Information request"), reverse("response_request", args=[pk])))
    context["live"] = inspection.status in RECORDING
    rows = list(queries.files_of(asked))
    return show(request, "response_request_item", context, form, item=asked, why=why, rows=rows)
