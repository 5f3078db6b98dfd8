"""Settling two versions of one text: whoever may edit it says which stands, or writes one from both."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Agency
from audit.trail import record
from inspections import policies
from inspections.commands.evaluating import edit_evaluation
from inspections.commands.findings import edit_finding
from inspections.commands.locks import shared
from inspections.commands.notes import edit_note
from inspections.models import Child, Criterion, Evaluation, EvidenceNote, Finding, Strand
from jtai.errors import Changed, Invalid, NotNow
from writing.commands import Saved, settle
from writing.models import Revision

MINE, CURRENT, MERGED = "mine", "current", "merged"
Thing = EvidenceNote | Finding | Evaluation


def _locked(thing: Thing) -> Thing:
    """The row and its text, locked as the edit commands lock them: in another order one of two savers would be thrown out."""
    rows: QuerySet[Any] = type(thing)._default_manager.select_for_update(no_key=True, of=("self", "text"))  # noqa: SLF001 -- documented model API
    locked: Thing = rows.select_related("text").get(pk=thing.pk)
    return locked


def _check_may_edit(by: User, thing: Thing) -> None:
    if isinstance(thing, EvidenceNote):
        policies.can_edit_note.check(by, thing)
    elif isinstance(thing, Finding):
        policies.can_edit_finding.check(by, thing)
    else:
        policies.can_edit_evaluation.check(by, thing)


def _rows(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that a version came with, as the edit commands take them. A row that has gone since becomes None."""
    models = {"strand": Strand, "criterion": Criterion, "agency": Agency, "responsible": Agency, "child": Child}
    found: dict[str, Any] = {name: value for name, value in values.items() if not name.endswith("_id")}
    for name, model in models.items():
        if f"{name}_id" in values:
            found[name] = model._default_manager.filter(pk=values[f"{name}_id"]).first()  # noqa: SLF001 -- documented model API
    return found


def _present(thing: Thing) -> dict[str, Any]:
    """The fields that stand now, as the edit commands take them."""
    names: tuple[str, ...]
    if isinstance(thing, EvidenceNote):
        names = ("activity", "strand", "criterion", "agency", "child")
    elif isinstance(thing, Finding):
        names = ("strand", "criterion", "agency", "level", "kind", "effect", "responsible", "child")
    else:
        return {"effect": thing.effect, "findings": list(thing.findings.values_list("pk", flat=True))}
    return {name: getattr(thing, name) for name in names}


def _edit(thing: Thing, body: str, base: int, fields: dict[str, Any], by: User) -> Saved:
    if isinstance(thing, EvidenceNote):
        return edit_note(thing, base=base, text=body, by=by, **fields)
    if isinstance(thing, Finding):
        return edit_finding(thing, base=base, statement=body, by=by, **fields)
    drawn = Finding.objects.filter(pk__in=fields["findings"], inspection=thing.inspection_id)
    return edit_evaluation(thing, base=base, effect=fields["effect"], text=body, findings=drawn, by=by)


@transaction.atomic
def settle_versions(thing: Thing, revision: Revision, *, keep: str, base: int, merged: str = "", by: User) -> Saved:
    """Say which of two versions stands: the words kept beside ("mine"), those that stand ("current"), or `merged`.

    base: the version that stood when the person looked. "mine" brings back the other fields that came with those words;
    "merged" leaves the other fields as they stand. When somebody has written in between, "mine" and "current" raise NotNow
    (nothing was typed that could be lost) and `merged` is itself kept beside, in `Saved.kept`.
    """
    inspection = shared(thing.inspection)
    thing = _locked(thing)
    thing.inspection, text = inspection, thing.text
    _check_may_edit(by, thing)
    revision = get_object_or_404(Revision, pk=revision.pk, text=text, kept_beside=True)
    if revision.settled_at is not None and keep != MERGED:
        raise NotNow(_("Somebody has already settled these two versions."))
    if base != text.version and keep != MERGED:
        raise Changed(_("Somebody wrote again while you compared. Look at the newest words, then choose."))
    if keep == MERGED and not merged.strip():
        raise Invalid(_("Enter the text made from both"), field="merged")
    saved = Saved(text)
    if keep == MINE:
        saved = _edit(thing, revision.body, base, _rows(revision.values) if revision.values else _present(thing), by)
    elif keep == MERGED:
        saved = _edit(thing, merged, base, _present(thing), by)
    if revision.settled_at is None:
        settle(revision, by=by)
    record("text.settle", thing, stream=inspection.stream, by=by, keep=keep, number=revision.number)
    return saved
