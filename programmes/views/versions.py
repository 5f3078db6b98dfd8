"""The history of an activity, and two versions of it side by side: for its own inspectorate."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedIn
from jtai.pages import attempt, sent
from programmes import commands, policies, queries
from programmes.models import Activity, Effect, Focus
from programmes.views.page import framed, show
from writing import comparing
from writing.comparing import Labels
from writing.forms import SettleForm
from writing.models import Revision

LABELS = {
    "kind_id": gettext_lazy("Kind"),
    "starts_on": gettext_lazy("First day"),
    "ends_on": gettext_lazy("Last day"),
    "reference": gettext_lazy("Reference"),
    "focus": gettext_lazy("Focus"),
    "focus_words": gettext_lazy("Which strength or weakness"),
    "outcome": gettext_lazy("Outcome"),
    "effect": gettext_lazy("What it showed"),
    "timing_reason": gettext_lazy("Why now"),
}
WORDS: dict[str, Mapping[Any, Any]] = {"focus": dict(Focus.choices), "effect": dict(Effect.choices)}
SEEN = "timing_seen"
DAYS = frozenset({"starts_on", "ends_on", "found_on", "address_by", "due_on"})
Names = Mapping[str, Mapping[Any, Any]]


def _own(request: SignedIn, pk: int) -> Activity:
    """404 for whoever only sees what is shared: that there were other words is not theirs to know."""
    found = queries.activity_for(request.user, pk)
    if not policies.can_see_inside(request.user, found):
        raise Http404
    return found


@require_safe
def activity_history(request: SignedIn, pk: int) -> HttpResponse:
    """Every version, newest first, with what stood beside its words."""
    found = _own(request, pk)
    names, revisions = _names(found), list(queries.history_of(found.text))
    keys = {key for row in revisions for key in row.values.get(SEEN, ())}
    stood = {row.key: row for row in queries.named_again(request.user, sorted(keys))}
    return show(
        request,
        "history",
        framed(found, _("History")),
        thing=found,
        revisions=[
            (
                row,
                comparing.beside_words(row, LABELS, partial(named, names=names)),
                [stood[key] for key in row.values.get(SEEN, ()) if key in stood],
            )
            for row in revisions
        ],
        versions="activity_versions",
    )


def _names(found: Activity) -> Names:
    return {**WORDS, "kind_id": {kind.pk: kind.name for kind in queries.kinds_of(found.programme)}}


def named(field: str, value: Any, names: Names) -> str:
    """A field of a version, in words."""
    if value in {None, ""}:
        return _("None")
    if field in names:
        return str(names[field].get(value, _("No longer there")))
    return date_format(date.fromisoformat(str(value)), "j F Y") if field in DAYS else str(value)


def compared(found: Any, stands: Mapping[str, Any], kept: Revision, labels: Labels, names: Names) -> dict[str, Any]:
    """What a page of two versions shows."""
    beside = comparing.compared(kept, stands, labels, partial(named, names=names))
    return {**beside, "thing": found, "page_address": found.get_absolute_url()}


@require_http_methods(["GET", "HEAD", "POST"])
def activity_versions(request: SignedIn, pk: int, number: int) -> HttpResponse:
    """Words and fields that were kept beside the current ones: say which stand, or write one text from both."""
    found = _own(request, pk)
    kept = queries.kept_revision(found.text, number)
    form = SettleForm(sent(request), initial={"base": found.text.version, "merged": found.text.body})
    if form.is_valid():
        saved = attempt(form, commands.settle_versions, found, kept, **form.cleaned_data, by=request.user)
        if saved and saved.kept:
            return redirect("activity_versions", pk, saved.kept.number)
        if saved:
            messages.success(request, _("The two versions are settled. Both stay in the history."))
            return redirect("activity", pk)
        found = _own(request, pk)
        form.renew(base=found.text.version)
    context = framed(found, _("Two versions"))
    return show(request, "versions", context, form, **compared(found, vars(found), kept, LABELS, _names(found)))
