"""The history of a text, and two versions of it side by side."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.requests import SignedIn
from inspections import commands, forms, queries
from inspections.models import (
    Activity,
    Effect,
    Evaluation,
    EvaluationEffect,
    EvidenceNote,
    Finding,
    FindingKind,
    Inspection,
    Level,
)
from inspections.views.page import attempt, frame, lists_of, sent, show
from writing.models import Revision


@dataclass(frozen=True)
class Noun:
    """What carries a text: how it is found, and what its page is called."""

    find: Callable[[User, Inspection, int], EvidenceNote | Finding | Evaluation]
    address: str
    name: str | Promise


WORDS: dict[str, Any] = {
    "activity": Activity.choices,
    "level": Level.choices,
    "kind": FindingKind.choices,
    "effect": [*Effect.choices, *(choice for choice in EvaluationEffect.choices if choice[0] == EvaluationEffect.BOTH)],
}
LABELS = {
    "activity": gettext_lazy("Where it comes from"),
    "strand_id": gettext_lazy("Strand"),
    "criterion_id": gettext_lazy("Criterion"),
    "agency_id": gettext_lazy("Agency"),
    "responsible_id": gettext_lazy("Responsible agency"),
    "child_id": gettext_lazy("Child"),
    "level": gettext_lazy("Level"),
    "kind": gettext_lazy("Kind"),
    "effect": gettext_lazy("Effect"),
    "findings": gettext_lazy("Findings drawn together"),
}
NOUNS = {
    "notes": Noun(queries.note_for, "note", gettext_lazy("Note %(number)d")),
    "findings": Noun(queries.finding_for, "finding", gettext_lazy("Finding %(number)d")),
    "evaluations": Noun(queries.evaluation_for, "evaluation", gettext_lazy("Evaluation")),
}


def _found(request: SignedIn, pk: int, noun: str, thing: int) -> tuple[Noun, EvidenceNote | Finding | Evaluation]:
    if noun not in NOUNS:
        raise Http404
    inspection = queries.inspection_for(request.user, pk)
    return NOUNS[noun], NOUNS[noun].find(request.user, inspection, thing)


@require_safe
def text_history(request: SignedIn, pk: int, noun: str, thing: int) -> HttpResponse:
    """Every version of a text, newest first."""
    kind, found = _found(request, pk, noun, thing)
    above = (str(kind.name) % {"number": thing}, reverse(kind.address, args=[pk, thing]))
    context = frame(found.inspection, _("History"), above)
    return show(request, "history", context, revisions=queries.history_of(found.text), thing=found, noun=noun)


def _named(field: str, value: Any, lists: forms.Lists) -> str:
    """A field's value in words."""
    if field == "findings":
        return ngettext("%(count)d finding", "%(count)d findings", len(value)) % {"count": len(value)}
    rows: dict[str, Iterable[Model]] = {"strand_id": lists.strands, "criterion_id": lists.criteria}
    if field in WORDS:
        return str(dict(WORDS[field]).get(value, value))
    if value is None:
        return _("None")
    if field in rows:
        return str(next((row for row in rows[field] if row.pk == value), value))
    found = lists.children([value]) if field == "child_id" else lists.agencies([value])
    return str(next(iter(found), _("No longer there")))


def _stands(thing: EvidenceNote | Finding | Evaluation, field: str) -> Any:
    if field == "findings" and isinstance(thing, Evaluation):
        return sorted(thing.findings.values_list("pk", flat=True))
    return getattr(thing, field)


def _differing(thing: EvidenceNote | Finding | Evaluation, kept: Revision, lists: forms.Lists) -> list[dict[str, str]]:
    """The other fields that came with the kept words and differ from what stands."""
    pairs = [(field, value, _stands(thing, field)) for field, value in kept.values.items()]
    return [
        {
            "label": str(LABELS.get(field, field)),
            "kept": _named(field, value, lists),
            "current": _named(field, stands, lists),
        }
        for field, value, stands in pairs
        if value != stands
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def text_versions(request: SignedIn, pk: int, noun: str, thing: int, number: int) -> HttpResponse:
    """Words that were kept beside the current ones: say which stand, or write one text from both."""
    kind, found = _found(request, pk, noun, thing)
    kept = queries.kept_revision(found.text, number)
    form = forms.SettleForm(sent(request), initial={"base": found.text.version, "merged": found.text.body})
    if form.is_valid():
        saved = attempt(form, commands.settle_versions, found, kept, **form.cleaned_data, by=request.user)
        if saved and saved.kept:
            return redirect("text_versions", pk, noun, thing, saved.kept.number)
        if saved:
            messages.success(request, _("The two versions are settled. Both stay in the history."))
            return redirect(kind.address, pk, thing)
        _kind, found = _found(request, pk, noun, thing)
        form.renew(base=found.text.version)
    page = reverse(kind.address, args=[pk, thing])
    context = frame(found.inspection, _("Two versions"), (str(kind.name) % {"number": thing}, page))
    others = _differing(found, kept, lists_of(request, found.inspection))
    return show(request, "versions", context, form, thing=found, kept=kept, page_address=page, others=others)
