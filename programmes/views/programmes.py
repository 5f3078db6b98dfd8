"""The programmes, the activities of one, what it shares, what is followed, and the export."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedIn
from agencies.queries import regions
from jtai import sheets
from jtai.pages import done, page_of, sent
from jtai.programmeyears import year_of
from programmes import commands, forms, policies, queries
from programmes.models import Activity, Programme, Sharing
from programmes.views.page import frame, show

CHUNK = 500
MOST_INFORMING = 20  # shared items that are listed
WRITERS = {"csv": sheets.download, "xlsx": sheets.workbook}


@require_safe
def programmes(request: SignedIn) -> HttpResponse:
    """Every programme of which this person sees something, the own ones first, with what is overdue in them by their rules."""
    rows: list[Any] = list(queries.programmes_seen(request.user))
    today = timezone.localdate()
    overdue = {one.programme.pk: one for one in queries.overdue_of(request.user, today)}
    for row in rows:
        one = overdue.get(row.pk)
        row.overdue = one.number if one and (one.asks or one.number) else None
    own, others = [row for row in rows if row.own], [row for row in rows if not row.own]
    context = {"own": own, "others": others, "due_year": year_of(today)}
    return show(request, "programmes", context)


def _search(request: SignedIn, found: Programme) -> tuple[forms.ActivitySearch, queries.ActivityFilter]:
    search = forms.ActivitySearch(request.GET, programme=found, kinds=list(queries.kinds_of(found)), regions=regions())
    return search, search.asked()


@require_safe
def programme(request: SignedIn, code: str) -> HttpResponse:
    """The activities of one programme that this person may see."""
    found = queries.programme_for(request.user, code)
    search, asked = _search(request, found)
    page, query = page_of(request, queries.activities_seen(request.user, asked, found))
    informs = queries.shared_items_informing(request.user, found)
    subjects = [row.agency or row.local_area for row in page.object_list]
    return show(
        request,
        "programme",
        frame(found),
        search=search,
        page=page,
        query=query,
        narrowed=asked.narrows(),
        records=policies.can_record(request.user, found),
        due_year=year_of(timezone.localdate()) if policies.can_see_due(request.user, found) else None,
        shares=policies.can_set_sharing(request.user, found),
        informs=list(informs[:MOST_INFORMING]),
        number_informing=informs.count(),
        demonstration=any(row.demonstration for row in subjects if row is not None),
        demonstration_among=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def programme_sharing(request: SignedIn, code: str) -> HttpResponse:
    """What the other inspectorates see of it."""
    found = queries.programme_for(request.user, code)
    policies.can_set_sharing.check(request.user, found)
    form = forms.SharingForm(sent(request), initial={"sharing": found.sharing})
    if form.is_valid():
        chosen, sure = (form.cleaned_data[name] for name in ("sharing", "sure"))
        hides = queries.hidden_by(found, chosen) if sure != chosen else 0
        if hides:
            context = frame(found, _("Hide what the other inspectorates see?"))
            return show(request, "sharing_hides", context, hides=hides, chosen=chosen)
        if done(form, commands.set_sharing, found, sharing=chosen, by=request.user):
            words = _("Saved. What the other inspectorates see of %(name)s: %(what)s.")
            messages.success(request, words % {"name": found.short_name, "what": Sharing(chosen).label})
            return redirect(found)
    return show(request, "sharing", frame(found, _("What others see")), form)


@require_safe
def programme_export(request: SignedIn, code: str, kind: str) -> HttpResponseBase:
    """The list as a file for spreadsheet programs, with the columns that an import reads."""
    if kind not in WRITERS:
        raise Http404
    found = queries.programme_for(request.user, code)
    _form, asked = _search(request, found)
    own = policies.can_record(request.user, found)
    judged = list(dict.fromkeys(found.judgement_areas.order_by("position").values_list("code", flat=True)))
    rows = queries.with_judgements(queries.activities_seen(request.user, asked, found))
    return WRITERS[kind](f"{found.code}-activities", _head(judged, own=own), _lines(rows, judged, own=own))


def _head(judged: Sequence[str], *, own: bool) -> list[str]:
    timing = ["timing_reason"] if own else []
    before = ["reference", "activity", "agency", "starts_on", "ends_on", "standing", "published_on", "cancelled_why"]
    return [*before, *timing, "focus", "focus_words", "outcome", "effect", "contribution", *judged]


def _lines(rows: QuerySet[Activity], judged: Sequence[str], *, own: bool) -> Iterator[list[object]]:
    """Why an activity takes place now stays with the own inspectorate."""
    for row in rows.iterator(chunk_size=CHUNK):
        values = {one.area.code: one.value.name for one in row.judgements.all()}
        yield [
            row.reference, row.kind.name, str(row.agency or row.local_area), row.starts_on, row.ends_on, row.standing,
            row.published_on, row.cancelled_why, *([row.timing_reason] if own else []), row.focus, row.focus_words,
            row.outcome, row.effect, row.text.body, *(values.get(code, "") for code in judged),
        ]  # fmt: skip
