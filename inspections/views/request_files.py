"""Files with which the area answers an item, from both sides."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedIn
from files.each import keep_each
from files.response import respond
from inspections import commands, forms, policies, queries
from inspections.models import RequestItem
from inspections.views.page import sent, show
from inspections.views.request import area_frame


def _crumbs(pk: int, asked: RequestItem) -> tuple[tuple[str, str], tuple[str, str]]:
    request = (_("Information request"), reverse("response_request", args=[pk]))
    return request, (asked.title, reverse("response_request_item", args=[pk, asked.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def response_files(request: SignedIn, pk: int, item: int) -> HttpResponse:
    """The area puts files to an item, and sees those that are there."""
    inspection = queries.answering_for(request.user, pk)
    asked = queries.own_request_item_for(request.user, inspection, item)
    form = forms.FilesForm(sent(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():

        def keep(data: bytes, name: str) -> object:
            return commands.add_request_file(asked, data=data, name=name, by=request.user)

        if keep_each(form, request, keep):
            return redirect("response_files", pk, item)
    why = policies.can_change_request_files.why_not(request.user, asked)
    rows = list(queries.files_of(asked))
    return show(
        request, "response_files", area_frame(inspection, _("Files"), *_crumbs(pk, asked)), form, item=asked, why=why, rows=rows
    )


@require_http_methods(["GET", "HEAD", "POST"])
def response_file_remove(request: SignedIn, pk: int, item: int, file: int) -> HttpResponse:
    """Asks first; then the file is gone."""
    inspection = queries.answering_for(request.user, pk)
    asked = queries.own_request_item_for(request.user, inspection, item)
    row = queries.file_for(asked, file)
    policies.can_change_request_files.check(request.user, asked)
    if request.method == "POST":
        commands.remove_request_file(row, by=request.user)
        messages.success(request, _("“%(name)s” was removed.") % {"name": row.name})
        return redirect("response_files", pk, item)
    files = (_("Files"), reverse("response_files", args=[pk, item]))
    return show(
        request, "response_file_remove", area_frame(inspection, _("Remove a file"), *_crumbs(pk, asked), files), row=row
    )


@require_safe
def response_item_file(request: SignedIn, pk: int, item: int, file: int) -> HttpResponseBase:
    """The file, for the area's own people."""
    inspection = queries.answering_for(request.user, pk)
    row = queries.file_for(queries.own_request_item_for(request.user, inspection, item), file)
    return respond(row.file, filename=row.name)


@require_safe
def request_file(request: SignedIn, pk: int, item: int, file: int) -> HttpResponseBase:
    """The file, for the inspection team."""
    inspection = queries.inspection_for(request.user, pk)
    policies.can_see_evidence.check(request.user, inspection)
    row = queries.file_for(queries.request_item_for(inspection, item), file)
    return respond(row.file, filename=row.name)
