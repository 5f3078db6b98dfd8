"""Breaches and recommendations in other words: changed, their history, and two versions side by side, for their own inspectorate."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedIn
from jtai.forms import Form
from jtai.pages import attempt, sent
from programmes import commands, forms, policies, queries
from programmes.models import Addressee, Breach, Recommendation
from programmes.views.page import below, read_by, show
from programmes.views.versions import Names, compared, named
from writing.comparing import beside_words
from writing.forms import SettleForm

Row = Breach | Recommendation
LABELS = {
    "agency_id": gettext_lazy("Agency"),
    "addressee": gettext_lazy("Addressed as"),
    "standard": gettext_lazy("Standard"),
    "found_on": gettext_lazy("Found on"),
    "address_by": gettext_lazy("Must be addressed by"),
    "due_on": gettext_lazy("Due on"),
    "reason": gettext_lazy("Why it was changed"),
}


def name_of(found: Row) -> str:
    """What the pages below it call it, and what the names of their addresses begin with."""
    return "breach" if isinstance(found, Breach) else "recommendation"


def title_of(found: Row) -> str:
    """What its own page is called."""
    return found.standard if isinstance(found, Breach) else _("Recommendation")


def _below(found: Row, here: str) -> dict[str, Any]:
    return below(found, here, (title_of(found), found.get_absolute_url()))


def _inside(request: SignedIn, found: Row) -> Row:
    """404 for whoever only sees what is shared: that there were other words is not theirs to know."""
    if not policies.can_see_inside(request.user, found.activity):
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def breach_edit(request: SignedIn, pk: int) -> HttpResponse:
    """Change a breach. When somebody else was quicker, both versions are kept and shown side by side."""
    found = queries.breach_for(request.user, pk)
    names = ("agency_id", "standard", "found_on", "address_by")
    form = _form(request, found, forms.BreachEditForm, {name.removesuffix("_id"): getattr(found, name) for name in names})
    return _edited(request, found, form, commands.edit_breach)


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_edit(request: SignedIn, pk: int) -> HttpResponse:
    """Change a recommendation, likewise."""
    found = queries.recommendation_for(request.user, pk)
    facts = {"agency": found.agency_id, "addressee": found.addressee, "due_on": found.due_on}
    return _edited(request, found, _form(request, found, forms.RecommendationEditForm, facts), commands.edit_recommendation)


def _form(request: SignedIn, found: Row, form: Callable[..., Form], facts: dict[str, Any]) -> Form:
    policies.can_record.check(request.user, found.activity.programme)

    def bodies(keys: Sequence[int] | None) -> Any:
        several = queries.bodies_in_remit if isinstance(found, Breach) else queries.bodies_of
        return several(found.activity, keys, also=found.agency_id)

    initial = {**facts, "base": found.text.version, "words": found.text.body}
    return form(sent(request), bodies=bodies, acted=policies.is_acted_on(found), initial=initial)


def _edited(request: SignedIn, found: Row, form: Form, command: Callable[..., Any]) -> HttpResponse:
    if form.is_valid():
        saved = attempt(form, command, found, **form.cleaned_data, by=request.user)
        if saved and saved.kept:
            return redirect(f"{name_of(found)}_versions", found.pk, saved.kept.number)
        if saved:
            messages.success(request, _("The change was saved. Earlier words stay in the history."))
            return redirect(found)
    context = _below(found, _("Change the words or days"))
    page, hint = found.get_absolute_url(), read_by(found.activity)
    return show(request, "step", context, form, button=_("Save the change"), back=page, hint=hint)


@require_safe
def breach_history(request: SignedIn, pk: int) -> HttpResponse:
    """Every version of a breach, newest first."""
    return _history(request, queries.breach_for(request.user, pk))


@require_safe
def recommendation_history(request: SignedIn, pk: int) -> HttpResponse:
    """Every version of a recommendation, newest first."""
    return _history(request, queries.recommendation_for(request.user, pk))


def _names(found: Row) -> Names:
    bodies = queries.bodies_of(found.activity, also=found.agency_id).values_list("pk", "name")
    return {"agency_id": dict(bodies), "addressee": dict(Addressee.choices)}


def _history(request: SignedIn, found: Row) -> HttpResponse:
    names = _names(_inside(request, found))
    revisions = [(row, beside_words(row, LABELS, partial(named, names=names)), ()) for row in queries.history_of(found.text)]
    versions = f"{name_of(found)}_versions"
    return show(request, "history", _below(found, _("History")), thing=found, revisions=revisions, versions=versions)


@require_http_methods(["GET", "HEAD", "POST"])
def breach_versions(request: SignedIn, pk: int, number: int) -> HttpResponse:
    """Words of a breach that were kept beside the current ones: say which stand, or write one text from both."""
    return _versions(request, queries.breach_for(request.user, pk), number)


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_versions(request: SignedIn, pk: int, number: int) -> HttpResponse:
    """The same of a recommendation."""
    return _versions(request, queries.recommendation_for(request.user, pk), number)


def _versions(request: SignedIn, found: Row, number: int) -> HttpResponse:
    kept = queries.kept_revision(_inside(request, found).text, number)
    form = SettleForm(sent(request), initial={"base": found.text.version, "merged": found.text.body})
    if form.is_valid():
        saved = attempt(form, commands.settle_followed, found, kept, **form.cleaned_data, by=request.user)
        if saved and saved.kept:
            return redirect(f"{name_of(found)}_versions", found.pk, saved.kept.number)
        if saved:
            messages.success(request, _("The two versions are settled. Both stay in the history."))
            return redirect(found)
        found.refresh_from_db()
        form.renew(base=found.text.version)
    context = _below(found, _("Two versions"))
    return show(request, "versions", context, form, **compared(found, commands.beside(found), kept, LABELS, _names(found)))
