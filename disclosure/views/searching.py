"""What a search finds, and what is done with each thing that it found."""

import re
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from disclosure import commands, policies, queries, telling
from disclosure.forms import FoundFilter, HoldForm, RedactForm, WordsForm
from disclosure.models import AccessRequest, Search
from disclosure.queries import Item, Narrowed
from disclosure.redacting import Piece
from disclosure.views.shared import A_PAGE, done, item_of, read, sent, show, show_form, streams_of
from disclosure.visibility import KINDS
from retention.commands import put_on_hold, release

AROUND = 90  # letters shown on each side of what was found
CAME_WITH = ("kind", "inspection", "page")
LONGEST_NUMBER = 19  # digits; what is longer is the key of nothing


@require_http_methods(["GET", "HEAD", "POST"])
def access_search_add(request: SignedIn, pk: int) -> HttpResponse:
    """Search. It is sent, not asked for: each search stands in the trail."""
    found = queries.request_for(request.user, pk)
    form = WordsForm(sent(request))
    if form.is_valid() and done(form, commands.search, found, **form.cleaned_data, by=request.user):
        return redirect("access_search", found.pk, found.searches.values_list("pk", flat=True)[0])
    return show_form(request, found, form, _("Search"), _("Search"), template="search_add")


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


def _line(item: Item, terms: list[str], deed: telling.Deed | None) -> dict[str, Any]:
    """What a search shows of one thing. deed: what it records, where it is an entry of the trail."""
    snippet, who = _snippet(item.words, terms), deed.who if deed else item.who
    return {
        "item": item,
        "where": item.inspection,
        "what": deed.what if deed else "",
        "who": who,
        "named": any(term.casefold() in item.who.casefold() for term in terms),
        "snippet": telling.readable(snippet, deed.verb) if deed else snippet,
    }


@require_safe
def access_search(request: SignedIn, pk: int, search: int) -> HttpResponse:
    """What fits now, by inspection; narrowed to one inspection or one kind of thing when that is chosen."""
    asked = queries.search_for(request.user, pk, search)
    found = asked.request
    tally = queries.tally_of(found.inspectorate, asked.words)
    narrowing = FoundFilter(request.GET, tally=tally)
    narrowed = Narrowed(**narrowing.cleaned_data) if narrowing.is_valid() else None
    # A filter that is refused finds nothing: the whole list would look as if all of it fitted.
    rows: Any = queries.found_in(found.inspectorate, asked.words, narrowed=narrowed) if narrowed else []
    paginator = Paginator(rows, A_PAGE)
    paginator.count = tally.count(narrowed) if narrowed else 0  # which it would ask of all parts once more
    page = paginator.get_page(request.GET.get("page"))
    shown = queries.items(page.object_list, tally.inspections)
    chosen = set(found.chosen.order_by().values_list("kind", "number"))
    held = queries.holds_of(found.inspectorate, [item.held_by for item in shown])
    terms, deeds = queries.terms_of(asked.words), telling.recorded(shown)
    lines = [
        _line(item, terms, deeds.get(item.key)) | {"chosen": (item.kind, item.number) in chosen, "held": item.held_by in held}
        for item in shown
    ]
    read(request, streams_of(shown), f"access_search:{asked.pk}")
    here = _("What was found for %(words)s") % {"words": asked.quoted}
    kept = narrowed.kept if narrowed else {}
    context = {
        "page": page,
        "lines": lines,
        "narrowing": narrowing,
        "clear": request.path if kept or narrowed is None else "",
        "query": f"{urlencode(kept)}&" if kept else "",
        "from_here": urlencode({"search": asked.pk, **kept, "page": page.number}),
    }
    return show(request, "search", found, here, form=None if narrowed else narrowing, things=shown, **context)


def _back_to(request: SignedIn, found: AccessRequest) -> tuple[Search | None, str]:
    """The search from which one came to a thing, else the newest, and what its address had behind the question mark."""
    asked = request.GET.get("search", "")
    if asked.isdecimal() and len(asked) < LONGEST_NUMBER:
        search = found.searches.filter(pk=int(asked)).first()
        if search is not None:
            return search, urlencode({name: request.GET[name] for name in CAME_WITH if request.GET.get(name)})
    return found.searches.first(), ""


@require_http_methods(["GET", "HEAD", "POST"])
def access_item(request: SignedIn, pk: int, kind: str, number: int) -> HttpResponse:
    """One thing: read it, mark passages, add it to the disclosure."""
    found, item = item_of(request, pk, kind, number)
    chosen = found.chosen.filter(kind=kind, number=number).first()
    form = RedactForm(sent(request), kind=found.kind, more=chosen is not None)
    if form.is_valid() and done(form, commands.choose, found, item, **form.cleaned_data, by=request.user):
        told = _("%(item)s is redacted.") if chosen else _("%(item)s is in the disclosure.")
        messages.success(request, told % {"item": item.name})
        return redirect(request.get_full_path())
    passages = list(chosen.redactions.select_related("by")) if chosen else []
    marks = [*queries.marks_of(passages), *queries.names_in(found)]
    hold = queries.holds_of(found.inspectorate, [item.held_by]).get(item.held_by)
    search, part = _back_to(request, found)
    facts, going = telling.about(item, marks)
    context = {
        "item": item,
        "facts": facts,
        "chosen": chosen,
        "passages": passages,
        "pieces": going,
        "hold": hold,
        "search": search,
        "part": part,
        "why_not": policies.can_work_on.why_not(request.user, found),
    }
    read(request, item.streams, f"access_item:{item.key}")
    return show(request, "item", found, item.name, form=form, things=[item], **context)


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
    context: dict[str, Any] = {
        "item": item,
        "marked": queries.redactions_of(found, kind, number).count(),
        "waits": queries.waiting_in(found).filter(kind=kind, number=number).exists(),
        "why_not": policies.can_work_on.why_not(request.user, found),
    }
    return show(request, "take_out", found, _("Take out of the disclosure"), **context)


@require_http_methods(["GET", "HEAD", "POST"])
def access_item_lift(request: SignedIn, pk: int, kind: str, number: int) -> HttpResponse:
    """Its passages are marked no longer, or one of them (?passage=), after asking."""
    found, item = item_of(request, pk, kind, number)
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
    read(request, item.streams, f"access_item:{item.key}")
    here = _("Lift a redaction") if passage else _("Lift all redactions")
    return show(request, "lift", found, here, things=[item], **context)


@require_http_methods(["GET", "HEAD", "POST"])
def access_hold(request: SignedIn, pk: int, kind: str, number: int) -> HttpResponse:
    """Put on hold what it belongs to."""
    found, item = item_of(request, pk, kind, number)
    if not item.held_by:
        raise Http404
    form = HoldForm(sent(request))
    if form.is_valid() and done(form, put_on_hold, item.held_by, **form.cleaned_data, by=request.user):
        messages.success(request, _("It is on hold."))
        return redirect("access_item", pk, kind, number)
    back = reverse("access_item", args=[pk, kind, number])
    return show(request, "hold", found, _("Put on hold"), form=form, button=_("Put on hold"), back=back, item=item)


@require_POST
def access_release(request: SignedIn, pk: int, kind: str, number: int) -> HttpResponse:
    """One's own hold ends."""
    found, item = item_of(request, pk, kind, number)
    hold = queries.holds_of(found.inspectorate, [item.held_by]).get(item.held_by)
    if hold is None:
        raise Http404
    release(hold, by=request.user)
    messages.success(request, _("It is no longer on hold."))
    return redirect("access_item", pk, kind, number)
