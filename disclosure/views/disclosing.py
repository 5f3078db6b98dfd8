"""The disclosure: as it will go out, as it went out, and its index."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedIn
from disclosure import commands, policies, queries, telling
from disclosure.models import AccessRequest
from disclosure.queries import Prepared
from disclosure.views.shared import read, show, streams_of
from files.response import respond
from jtai import sheets
from jtai.errors import NotNow


def _prepared(request: SignedIn, pk: int, thing: str) -> tuple[AccessRequest, list[Prepared]]:
    found = queries.request_for(request.user, pk)
    made = queries.prepared(found)
    read(request, streams_of(one.item for one in made), f"{thing}:{pk}")
    return found, made


@require_safe
def access_preview(request: SignedIn, pk: int) -> HttpResponse:
    """As it will go out. Of a closed request what went out, which is in its files: read anew it would be something else."""
    found = queries.request_for(request.user, pk)
    if found.closed_on is not None:
        return show(request, "closed", found, _("Preview of the disclosure"), exports=found.exports.select_related("by"))
    found, made = _prepared(request, pk, "access_preview")
    why_not = policies.can_export.why_not(request.user, found)
    told = telling.entries(made)
    context = {
        "items": list(zip(made, told, strict=True)),
        "whys": telling.withheld(made, told),
        "seen": telling.digest_of(told),
        "waiting": telling.of_waiting(queries.waiting_in(found).count()),
        "why_not": why_not,
    }
    return show(request, "preview", found, _("Preview of the disclosure"), things=[one.item for one in made], **context)


@require_POST
def access_export(request: SignedIn, pk: int) -> HttpResponse:
    """Make the file of what the preview showed."""
    found = queries.request_for(request.user, pk)
    before = set(found.exports.values_list("number", flat=True))
    try:
        made = commands.export(found, seen=request.POST.get("seen", ""), by=request.user)
    except NotNow as refusal:
        # On a page that leads to where it says to go.
        page = show(request, "refused", found, _("The disclosure was not made"), sentence=str(refusal))
        page.status_code = refusal.status
        return page
    told = _("This is already disclosure %(number)s.") if made.number in before else _("Disclosure %(number)s is made.")
    waiting = telling.of_waiting(queries.waiting_in(found).count())
    messages.success(request, f"{told % {'number': made.number}} {waiting}".strip())
    return redirect(found)


@require_safe
def access_export_file(request: SignedIn, pk: int, number: int) -> HttpResponseBase:
    """A disclosure as it was made."""
    found = queries.request_for(request.user, pk)
    made = get_object_or_404(found.exports.select_related("file"), number=number)
    if made.file is None:  # retention took it
        raise Http404
    read(request, queries.streams_of(found), f"access_export_file:{pk}:{number}")
    return respond(made.file, filename=policies.kept_as(made))


@require_safe
def access_index(request: SignedIn, pk: int) -> HttpResponseBase:
    """What is in the disclosure, as a table, without its words. Of a closed request that of what went out last."""
    found = queries.request_for(request.user, pk)
    name = f"access-request-{pk}-index"
    if found.closed_on is not None:
        newest = found.exports.select_related("index").first()
        if newest is None or newest.index is None:  # nothing went out, or retention took it
            raise Http404
        read(request, queries.streams_of(found), f"access_index:{pk}")
        return respond(newest.index, filename=f"{name}.csv")
    _found, made = _prepared(request, pk, "access_index")
    return sheets.download(name, telling.HEAD, telling.index(made, telling.entries(made)))
