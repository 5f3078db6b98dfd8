"""Pages of requests for access to information. For everybody but holders of the role none of them is there."""

import re
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, ParamSpec

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from audit import reads
from audit.queries import key_of
from disclosure import commands, policies, queries, telling
from disclosure.forms import CloseForm, HoldForm, NamesForm, RedactForm, RequestForm, RequestSearch, WordsForm
from disclosure.models import AccessRequest
from disclosure.queries import Item, Prepared, RequestFilter
from disclosure.redacting import Piece, pieces
from disclosure.visibility import KINDS
from files.response import respond
from inspections.models import Inspection
from jtai import sheets
from jtai.errors import DomainError, Invalid, NotNow
from jtai.forms import Form
from retention.commands import put_on_hold, release

P = ParamSpec("P")
A_PAGE = 20
AROUND = 90  # letters shown on each side of what was found
MARKING = "OFFICIAL-SENSITIVE"


def _sent(request: SignedIn) -> Any:
    return request.POST if request.method == "POST" else None


def _done(form: Form, command: Callable[P, object], *args: P.args, **words: P.kwargs) -> bool:
    """Call a command with what was typed; a refusal becomes an error of the form, so that the typing stays on the page."""
    try:
        command(*args, **words)
    except DomainError as refusal:
        field = refusal.field if isinstance(refusal, Invalid) and refusal.field in form.fields else None
        form.add_error(field, str(refusal))
        return False
    return True


def _why_not(request: SignedIn, found: AccessRequest, form: Form) -> str:
    """Why there is no form. What was sent already stays on the page with its refusal."""
    return "" if form.is_bound else policies.can_work_on.why_not(request.user, found)


def _show(request: SignedIn, template: str, found: AccessRequest | None, here: str, **more: Any) -> HttpResponse:
    form = more.get("form")
    wrong = form is not None and form.is_bound and form.errors
    above = (
        [] if found is None or not more.pop("below", True) else [{"text": found.reference, "href": found.get_absolute_url()}]
    )
    trail = [{"text": _("Access requests"), "href": reverse("access_requests")}, *above, {"text": here, "href": ""}]
    context = {"found": found, "here": here, "trail": trail, "marking": MARKING, **more}
    return render(
        request, f"disclosure/{template}.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    )


def _read(request: SignedIn, inspections: Iterable[Inspection | None], thing: str) -> None:
    """What is shown of casework is written down before it is shown, as under an inspection's own addresses."""
    streams = [inspection.stream for inspection in inspections if inspection is not None]
    if streams:
        reads.note_several(key_of(request.user), streams, thing)


def _item(request: SignedIn, pk: int, kind: str, number: int) -> tuple[AccessRequest, Item]:
    found = queries.request_for(request.user, pk)
    return found, queries.item_for(found.inspectorate, kind, number)


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
    form = RequestForm(_sent(request))
    if form.is_valid() and _done(form, commands.open_request, **form.cleaned_data, by=request.user):
        messages.success(request, _("The request is recorded. Search for what is asked."))
        return redirect(queries.request_called(request.user, form.cleaned_data["reference"]))
    return _show(request, "form", None, _("Record a request"), form=form, button=_("Record"), back=reverse("access_requests"))


@require_safe
def access_request(request: SignedIn, pk: int) -> HttpResponse:
    """One request, and all that was done to answer it."""
    found = queries.request_for(request.user, pk)
    context = {
        "searches": list(found.searches.select_related("by")),
        "chosen": [{"row": row, "name": f"{KINDS[row.kind][0]} {row.number}"} for row in queries.choices_of(found)],
        "exports": list(found.exports.select_related("by")),
        "names": len(queries.names_in(found)),
        "why_not": policies.can_work_on.why_not(request.user, found),
        "form": WordsForm(),
    }
    return _show(request, "request", found, found.reference, below=False, deeds=telling.deeds(found), **context)


@require_http_methods(["GET", "HEAD", "POST"])
def access_request_close(request: SignedIn, pk: int) -> HttpResponse:
    """It is answered."""
    found = queries.request_for(request.user, pk)
    form = CloseForm(_sent(request))
    if form.is_valid() and _done(form, commands.close_request, found, **form.cleaned_data, by=request.user):
        messages.success(request, _("The request is closed."))
        return redirect(found)
    context = {"form": form, "button": _("Close"), "why_not": _why_not(request, found, form)}
    return _show(request, "form", found, _("Close the request"), back=found.get_absolute_url(), **context)


@require_http_methods(["GET", "HEAD", "POST"])
def access_names(request: SignedIn, pk: int) -> HttpResponse:
    """The names that go from everything."""
    found = queries.request_for(request.user, pk)
    form = NamesForm(_sent(request), initial={"third_parties": found.third_parties})
    if form.is_valid() and _done(
        form, commands.name_third_parties, found, names=form.cleaned_data["third_parties"], by=request.user
    ):
        messages.success(request, _("The names are saved."))
        return redirect(found)
    context = {"form": form, "button": _("Save"), "why_not": _why_not(request, found, form)}
    return _show(request, "form", found, _("Names of other people"), back=found.get_absolute_url(), **context)


@require_http_methods(["GET", "HEAD", "POST"])
def access_search_add(request: SignedIn, pk: int) -> HttpResponse:
    """Search. It is sent, not asked for: each search stands in the trail."""
    found = queries.request_for(request.user, pk)
    form = WordsForm(_sent(request))
    if form.is_valid() and _done(form, commands.search, found, **form.cleaned_data, by=request.user):
        return redirect("access_search", found.pk, found.searches.values_list("pk", flat=True)[0])
    context = {"form": form, "button": _("Search"), "why_not": _why_not(request, found, form)}
    return _show(request, "form", found, _("Search"), back=found.get_absolute_url(), **context)


def _snippet(words: str, terms: list[str]) -> list[Piece]:
    """The words around the first match, each match marked; the beginning where only the author's name fits."""
    said = "|".join(re.escape(term) for term in terms)
    pattern = re.compile(said, re.IGNORECASE)
    first = pattern.search(words)
    # Whole words at both ends.
    around = re.compile(rf"(?<!\S).{{0,{AROUND}}}(?:{said}).{{0,{AROUND}}}(?!\S)", re.IGNORECASE | re.DOTALL)
    shown = first and (around.search(words, max(0, first.start() - AROUND)) or first)
    start, end = shown.span() if shown else (0, 2 * AROUND)
    cut, at, made = words[start:end], 0, [Piece("… ")] if start else []
    for match in pattern.finditer(cut):
        made += [Piece(cut[at : match.start()]), Piece(match.group(), ("found",))]
        at = match.end()
    return [*made, Piece(cut[at:] + (" …" if end < len(words) else ""))]


@require_safe
def access_search(request: SignedIn, pk: int, search: int) -> HttpResponse:
    """What fits now, by inspection."""
    asked = queries.search_for(request.user, pk, search)
    found = asked.request
    page = Paginator(queries.found_in(found.inspectorate, asked.words), A_PAGE).get_page(request.GET.get("page"))
    shown = queries.items(page.object_list)
    chosen = set(found.chosen.order_by().values_list("kind", "number"))
    held = queries.holds_of(found.inspectorate, [item.held_by for item in shown])
    terms = queries.terms_of(asked.words)
    lines = [
        {
            "item": item,
            "where": item.inspection,
            "snippet": _snippet(item.words, terms),
            "chosen": (item.kind, item.number) in chosen,
            "held": item.held_by in held,
        }
        for item in shown
    ]
    _read(request, {item.inspection for item in shown}, f"access_search:{asked.pk}")
    here = _("What was found for %(words)s") % {"words": asked.quoted}
    return _show(request, "search", found, here, page=page, lines=lines, asked=asked)


@require_http_methods(["GET", "HEAD", "POST"])
def access_item(request: SignedIn, pk: int, kind: str, number: int) -> HttpResponse:
    """One thing: read it, mark passages, add it to the disclosure."""
    found, item = _item(request, pk, kind, number)
    chosen = found.chosen.filter(kind=kind, number=number).first()
    form = RedactForm(_sent(request), kind=found.kind, more=chosen is not None)
    if form.is_valid() and _done(form, commands.choose, found, item, **form.cleaned_data, by=request.user):
        told = _("%(item)s is redacted.") if chosen else _("%(item)s is in the disclosure.")
        messages.success(request, told % {"item": item.name})
        return redirect("access_item", pk, kind, number)
    passages = list(chosen.redactions.select_related("by")) if chosen else []
    marks = [*queries.marks_of(passages), *queries.names_in(found)]
    hold = queries.holds_of(found.inspectorate, [item.held_by]).get(item.held_by)
    context = {
        "item": item,
        "chosen": chosen,
        "passages": passages,
        "pieces": list(pieces(item.words, marks)),
        "hold": hold,
        "search": found.searches.first(),
        "why_not": policies.can_work_on.why_not(request.user, found),
    }
    _read(request, [item.inspection], f"access_item:{item.key}")
    return _show(request, "item", found, item.name, form=form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def access_item_take_out(request: SignedIn, pk: int, kind: str, number: int) -> HttpResponse:
    """It does not go out, after asking. Also of what can no longer be read."""
    found = queries.request_for(request.user, pk)
    if kind not in KINDS:
        raise Http404
    item = Item(kind, number, None, "", "")
    if request.method == "POST":
        commands.take_out(found, item, by=request.user)
        messages.success(request, _("It is no longer in the disclosure."))
        return redirect(found)
    context = {
        "item": item,
        "marked": queries.redactions_of(found, kind, number).count(),
        "why_not": policies.can_work_on.why_not(request.user, found),
    }
    return _show(request, "take_out", found, _("Take out of the disclosure"), **context)


@require_http_methods(["GET", "HEAD", "POST"])
def access_item_lift(request: SignedIn, pk: int, kind: str, number: int) -> HttpResponse:
    """Its passages are marked no longer, or one of them (?passage=), after asking."""
    found, item = _item(request, pk, kind, number)
    passage = (request.POST or request.GET).get("passage", "")
    if request.method == "POST":
        commands.lift_redactions(found, item, passage=passage, by=request.user)
        messages.success(request, _("The redaction is lifted.") if passage else _("Its redactions are lifted."))
        return redirect("access_item", pk, kind, number)
    context = {
        "item": item,
        "passage": passage,
        "passages": list(queries.redactions_of(found, kind, number, passage)),
        "why_not": policies.can_work_on.why_not(request.user, found),
    }
    _read(request, [item.inspection], f"access_item:{item.key}")
    return _show(request, "lift", found, _("Lift a redaction") if passage else _("Lift all redactions"), **context)


@require_http_methods(["GET", "HEAD", "POST"])
def access_hold(request: SignedIn, pk: int, kind: str, number: int) -> HttpResponse:
    """Put on hold what it belongs to."""
    found, item = _item(request, pk, kind, number)
    if not item.held_by:
        raise Http404
    form = HoldForm(_sent(request))
    if form.is_valid() and _done(form, put_on_hold, item.held_by, **form.cleaned_data, by=request.user):
        messages.success(request, _("It is on hold."))
        return redirect("access_item", pk, kind, number)
    back = reverse("access_item", args=[pk, kind, number])
    return _show(request, "hold", found, _("Put on hold"), form=form, button=_("Put on hold"), back=back, item=item)


@require_POST
def access_release(request: SignedIn, pk: int, kind: str, number: int) -> HttpResponse:
    """One's own hold ends."""
    found, item = _item(request, pk, kind, number)
    hold = queries.holds_of(found.inspectorate, [item.held_by]).get(item.held_by)
    if hold is None:
        raise Http404
    release(hold, by=request.user)
    messages.success(request, _("It is no longer on hold."))
    return redirect("access_item", pk, kind, number)


def _prepared(request: SignedIn, pk: int, thing: str) -> tuple[AccessRequest, list[Prepared]]:
    found = queries.request_for(request.user, pk)
    made = queries.prepared(found)
    _read(request, {one.item.inspection for one in made if one.item}, f"{thing}:{pk}")
    return found, made


@require_safe
def access_preview(request: SignedIn, pk: int) -> HttpResponse:
    """As it will go out. Of a closed request what went out, which is in its files: read anew it would be something else."""
    found = queries.request_for(request.user, pk)
    if found.closed_on is not None:
        return _show(request, "closed", found, _("Preview of the disclosure"), exports=found.exports.select_related("by"))
    found, made = _prepared(request, pk, "access_preview")
    why_not = policies.can_export.why_not(request.user, found)
    told = telling.entries(made)
    context = {
        "items": list(zip(made, told, strict=True)),
        "whys": telling.withheld(made, told),
        "seen": telling.digest_of(told),
        "why_not": why_not,
    }
    return _show(request, "preview", found, _("Preview of the disclosure"), **context)


@require_POST
def access_export(request: SignedIn, pk: int) -> HttpResponse:
    """Make the file of what the preview showed."""
    found = queries.request_for(request.user, pk)
    before = set(found.exports.values_list("number", flat=True))
    try:
        made = commands.export(found, seen=request.POST.get("seen", ""), by=request.user)
    except NotNow as refusal:
        # On a page that leads to where it says to go.
        page = _show(request, "refused", found, _("The disclosure was not made"), sentence=str(refusal))
        page.status_code = refusal.status
        return page
    told = _("This is already disclosure %(number)s.") if made.number in before else _("Disclosure %(number)s is made.")
    messages.success(request, told % {"number": made.number})
    return redirect(found)


@require_safe
def access_export_file(request: SignedIn, pk: int, number: int) -> HttpResponseBase:
    """A disclosure as it was made."""
    found = queries.request_for(request.user, pk)
    made = get_object_or_404(found.exports.select_related("file"), number=number)
    if made.file is None:  # retention took it
        raise Http404
    inspections = Inspection.objects.filter(pk__in=found.chosen.values("inspection"))
    _read(request, inspections, f"access_export_file:{pk}:{number}")
    return respond(made.file, filename=policies.kept_as(made))


HEAD = ("Number", "What", "Inspection", "Date", "Redactions", "Reasons")


@require_safe
def access_index(request: SignedIn, pk: int) -> StreamingHttpResponse:
    """What is in the disclosure, as a table, without its words."""
    _found, made = _prepared(request, pk, "access_index")
    rows = (
        (
            place,
            one.item.name if one.item else str(one.chosen),
            "".join(piece.text for piece in told.where),
            told.day,
            sum(1 for piece in told.said if piece.reasons),
            ", ".join(sorted({reason for piece in told.said for reason in piece.reasons})),
        )
        for place, (one, told) in enumerate(zip(made, telling.entries(made), strict=True), 1)
    )
    return sheets.download(f"access-request-{pk}-index", HEAD, rows)
