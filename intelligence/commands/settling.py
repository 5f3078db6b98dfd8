"""Two versions of the words of one item: which stands."""

from functools import partial
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import User
from audit.trail import record
from intelligence import policies
from intelligence.commands.locks import own
from intelligence.commands.sending import corrected
from intelligence.commands.writing import About, apply
from intelligence.models import Item
from intelligence.queries import CORRECTION
from jtai.errors import Changed, Invalid, NotNow
from writing.commands import Saved, rewrite, settle
from writing.models import Revision, Text
from writing.queries import brought

MINE, MERGED = "mine", "merged"


def choice_of(text: Text, revision: Revision, *, keep: str, base: int, merged: str) -> Revision:
    """The words kept beside this locked text, where they can still be chosen; raises NotNow or Invalid."""
    revision = get_object_or_404(Revision, pk=revision.pk, text=text, kept_beside=True)
    if revision.settled_at is not None and keep != MERGED:
        raise NotNow(_("Somebody has already settled these two versions."))
    if base != text.version and keep != MERGED:
        raise Changed(_("Somebody wrote again while you compared. Look at the newest words, then choose."))
    if keep == MERGED and not merged.strip():
        raise Invalid(_("Enter the text made from both"), "merged")
    return revision


@transaction.atomic
def settle_versions(
    item: Item, revision: Revision, *, keep: str, base: int, merged: str = "", correction: str = "", by: User
) -> Saved:
    """Say which of two versions stands: the words kept beside ("mine"), those that stand ("current"), or `merged`.

    base: the version that stood when the person looked. Before sending, "mine" brings the other fields that were changed
    with those words, and leaves what that version did not change. Afterwards new words are a correction, and `correction`
    says what was wrong in those that stand. When somebody has written in between, "mine" and "current" raise NotNow, and
    `merged` is itself kept beside, in `Saved.kept`.
    """
    item = own(item)
    (policies.can_change if item.sent_at is None else policies.can_correct).check(by, item)
    revision = choice_of(item.text, revision, keep=keep, base=base, merged=merged)
    saved = Saved(item.text)
    if keep in {MINE, MERGED}:
        write = _write if item.sent_at is None else partial(_correct, correction=correction.strip())
        saved = write(item, revision, merged=None if keep == MINE else merged, base=base, by=by)
    if revision.settled_at is None:
        settle(revision, by=by)
    beside = {"kept_beside": True} if saved.kept is not None else {}
    record("intelligence.settle", item, stream=item.stream, by=by, keep=keep, number=revision.number, **beside)
    return saved


def _write(item: Item, revision: Revision, *, merged: str | None, base: int, by: User) -> Saved:
    """Before it is sent. merged: None for the words that were kept beside."""
    stands = About.of(item)
    body, about = (merged or "", stands) if merged is not None else _kept(item, revision, stands)
    changed = about != stands
    saved = rewrite(item.text, body, base=base, values=about.values, changed=changed, by=by)
    if saved.kept is None and changed:
        apply(item, about)
    return saved


def _kept(item: Item, revision: Revision, stands: About) -> tuple[str, About]:
    if "kind" not in revision.values:
        return revision.body, stands
    body, values = brought(revision, item.text.body, stands.values)
    return body, _about(values)


def _correct(item: Item, revision: Revision, *, merged: str | None, correction: str, base: int, by: User) -> Saved:
    """After it was sent, with what was wrong in the words that everybody has."""
    body = revision.body if merged is None else merged
    if body == item.text.body:
        return Saved(item.text)
    if not correction:
        raise Invalid(_("Enter what was wrong, and what is right now."), CORRECTION)
    saved = rewrite(item.text, body, base=base, values={CORRECTION: correction}, by=by)
    if saved.kept is None:
        corrected(item, correction)
    return saved


def _about(values: dict[str, Any]) -> About:
    return About(**{**values, "agencies": frozenset(values.get("agencies", []))})
