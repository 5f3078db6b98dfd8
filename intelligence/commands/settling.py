"""Two versions of the words of one item: which stands."""

from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import User
from audit.trail import record
from intelligence import policies
from intelligence.commands.locks import own
from intelligence.commands.sending import CORRECTION, corrected
from intelligence.commands.writing import About, apply
from intelligence.models import Item
from jtai.errors import Changed, Invalid, NotNow
from writing.commands import Saved, rewrite, settle
from writing.models import Revision, Text

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
def settle_versions(item: Item, revision: Revision, *, keep: str, base: int, merged: str = "", by: User) -> Saved:
    """Say which of two versions stands: the words kept beside ("mine"), those that stand ("current"), or `merged`.

    base: the version that stood when the person looked. Before sending, "mine" brings back the other fields that came with
    those words. Afterwards new words are a correction, with what its writer said was wrong. When somebody has written in
    between, "mine" and "current" raise NotNow, and `merged` is itself kept beside, in `Saved.kept`.
    """
    item = own(item)
    (policies.can_change if item.sent_at is None else policies.can_correct).check(by, item)
    revision = choice_of(item.text, revision, keep=keep, base=base, merged=merged)
    saved = Saved(item.text)
    if keep in {MINE, MERGED}:
        saved = _write(item, revision, body=revision.body if keep == MINE else merged, keep=keep, base=base, by=by)
    if revision.settled_at is None:
        settle(revision, by=by)
    beside = {"kept_beside": True} if saved.kept is not None else {}
    record("intelligence.settle", item, stream=item.stream, by=by, keep=keep, number=revision.number, **beside)
    return saved


def _write(item: Item, revision: Revision, *, body: str, keep: str, base: int, by: User) -> Saved:
    before = item.text.version
    if item.sent_at is not None:
        said = revision.values.get(CORRECTION) or _("Two versions were put together.")
        saved = rewrite(item.text, body, base=base, values={CORRECTION: said}, by=by)
        if saved.kept is None and saved.text.version != before:
            corrected(item, said)
        return saved
    about = _about(revision.values) if keep == MINE and "kind" in revision.values else About.of(item)
    changed = about != About.of(item)
    saved = rewrite(item.text, body, base=base, values=about.values, changed=changed, by=by)
    if saved.kept is None and changed:
        apply(item, about)
    return saved


def _about(values: dict[str, Any]) -> About:
    return About(**{**values, "agencies": frozenset(values.get("agencies", []))})
