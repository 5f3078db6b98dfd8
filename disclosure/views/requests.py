"""Requests: their list, one of them, what was recorded of it, how it ends and begins again."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedIn
from disclosure import commands, policies, queries, telling
from disclosure.forms import CloseForm, ExtendForm, NamesForm, ReopenForm, RequestForm, RequestSearch, WordsForm
from disclosure.queries import RequestFilter
from disclosure.views.shared import A_PAGE, MARKING, done, sent, show, show_form
from disclosure.visibility import KINDS


@require_safe
def access_requests(request: SignedIn) -> HttpResponse:
    """The requests of one's own inspectorate."""
    queries.inspectorate_of(request.user)
    search = RequestSearch(request.GET)
    wrong = not search.is_valid()
    typed = getattr(search, "cleaned_data", {})
    asked = RequestFilter(*(typed.get(name, "") for name in ("text", "kind", "state", "sort")))
    kept = request.GET.copy()
    kept.pop("page", None)
    # A filter that is refused finds nothing: the whole list would look as if all of it fitted.
    rows = queries.requests_of(request.user, asked)
    page = Paginator(rows.none() if wrong else rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "search": search,
        "form": search if wrong else None,
        "page": page,
        "query": f"{kept.urlencode()}&" if kept else "",
        "filtered": bool(kept),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "disclosure/requests.html", {**context, "marking": MARKING}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def access_request_add(request: SignedIn) -> HttpResponse:
    """Record a request that came in."""
    queries.inspectorate_of(request.user)
    form = RequestForm(sent(request))
    if form.is_valid() and done(form, commands.open_request, **form.cleaned_data, by=request.user):
        messages.success(request, _("The request is recorded. Search for what is asked."))
        return redirect(queries.request_called(request.user, form.cleaned_data["reference"]))
    return show(request, "form", None, _("Record a request"), form=form, button=_("Record"), back=reverse("access_requests"))


@require_safe
def access_request(request: SignedIn, pk: int) -> HttpResponse:
    """One request, and all that was done to answer it."""
    found = queries.request_for(request.user, pk)
    deeds, chosen, exports = telling.deeds(found), list(queries.choices_of(found)), list(found.exports.select_related("by"))
    goes = sum(1 for row in chosen if not row.waits)
    # What was announced since goes out with the rest, though nobody changed the disclosure.
    changed = telling.changed_since_export(deeds) or any(made.items != goes for made in exports[:1])
    context: dict[str, Any] = {
        "deeds": deeds,
        "changed": found.closed_on is None and changed,
        "searches": list(found.searches.select_related("by")),
        "chosen": [{"row": row, "name": f"{KINDS[row.kind][0]} {row.number}"} for row in chosen],
        "waiting": telling.of_waiting(len(chosen) - goes),
        "exports": exports,
        "names": len(queries.names_in(found)),
        "why_not": policies.can_work_on.why_not(request.user, found),
        "can_extend": policies.can_be_extended(request.user, found),
        "can_reopen": policies.can_reopen(request.user, found),
        "form": WordsForm(),
    }
    return show(request, "request", found, found.reference, below=False, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def access_request_close(request: SignedIn, pk: int) -> HttpResponse:
    """It is answered."""
    found = queries.request_for(request.user, pk)
    form = CloseForm(sent(request))
    if form.is_valid() and done(form, commands.close_request, found, **form.cleaned_data, by=request.user):
        messages.success(request, _("The request is closed."))
        return redirect(found)
    return show_form(request, found, form, _("Close the request"), _("Close"))


@require_http_methods(["GET", "HEAD", "POST"])
def access_names(request: SignedIn, pk: int) -> HttpResponse:
    """The names that go from everything."""
    found = queries.request_for(request.user, pk)
    form = NamesForm(sent(request), initial={"third_parties": found.third_parties})
    if form.is_valid() and done(
        form, commands.name_third_parties, found, names=form.cleaned_data["third_parties"], by=request.user
    ):
        messages.success(request, _("The names are saved."))
        return redirect(found)
    return show_form(request, found, form, _("Names of other people"), _("Save"))


@require_http_methods(["GET", "HEAD", "POST"])
def access_request_change(request: SignedIn, pk: int) -> HttpResponse:
    """Correct what was recorded."""
    found = queries.request_for(request.user, pk)
    form = RequestForm(sent(request), initial={name: getattr(found, name) for name in commands.FACTS})
    if form.is_valid() and done(form, commands.correct_request, found, **form.cleaned_data, by=request.user):
        messages.success(request, _("The request is corrected."))
        return redirect(found)
    return show_form(request, found, form, _("Correct the request"), _("Save"))


@require_http_methods(["GET", "HEAD", "POST"])
def access_request_extend(request: SignedIn, pk: int) -> HttpResponse:
    """Take longer than the law's ordinary time."""
    found = queries.request_for(request.user, pk)
    form = ExtendForm(sent(request), now=found.due_on, longest=policies.longest(found))
    if form.is_valid() and done(form, commands.extend_time, found, **form.cleaned_data, by=request.user):
        messages.success(request, _("The time to answer is extended. Tell whoever asked, and why."))
        return redirect(found)
    return show_form(request, found, form, _("Extend the time to answer"), _("Extend"), rule=policies.can_be_extended)


@require_http_methods(["GET", "HEAD", "POST"])
def access_request_reopen(request: SignedIn, pk: int) -> HttpResponse:
    """Look at an answer again."""
    found = queries.request_for(request.user, pk)
    form = ReopenForm(sent(request))
    if form.is_valid() and done(form, commands.reopen_request, found, **form.cleaned_data, by=request.user):
        messages.success(request, _("The request is open again."))
        return redirect(found)
    return show_form(request, found, form, _("Reopen the request"), _("Reopen"), rule=policies.can_reopen)
