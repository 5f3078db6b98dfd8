"""Settling two versions of an activity: its inspectorate says which stands, or writes one from both."""

from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import User
from audit.trail import record
from jtai.errors import Changed, Invalid, NotNow
from programmes import policies
from programmes.commands.activities import edit_activity, rows_of
from programmes.commands.keeping import About, locked
from programmes.models import Activity
from writing.commands import Saved, settle
from writing.models import Revision, Text
from writing.queries import brought

MINE, MERGED = "mine", "merged"


@transaction.atomic
def settle_versions(activity: Activity, revision: Revision, *, keep: str, base: int, merged: str = "", by: User) -> Saved:
    """Say which of two versions stands: what was kept beside ("mine"), what stands ("current"), or `merged`.

    base: the version that stood when the person looked. "mine" brings those words and the other fields that were changed
    with them, and leaves what that version did not change; "merged" leaves all other fields as they stand. When somebody has written in between, "mine" and "current" raise NotNow, and `merged`
    is itself kept beside, in `Saved.kept`.
    """
    activity = locked(activity)
    policies.can_edit_activity.check(by, activity)
    revision = check_choice(activity.text, revision, keep=keep, base=base, merged=merged)
    saved = Saved(activity.text)
    present: dict[str, Any] = vars(About.of(activity))
    if keep == MINE:
        words, values = brought(revision, activity.text.body, About.of(activity).values())
        saved = edit_activity(activity, base=base, words=words, by=by, **rows_of(values))
    elif keep == MERGED:
        saved = edit_activity(activity, base=base, words=merged, by=by, **present)
    if revision.settled_at is None:
        settle(revision, by=by)
    record("text.settle", activity, stream=activity.stream, by=by, keep=keep, number=revision.number)
    return saved


def check_choice(text: Text, revision: Revision, *, keep: str, base: int, merged: str) -> Revision:
    """The version that waits beside, read anew; raises NotNow when somebody was quicker, Invalid when the merged words are missing."""
    revision = get_object_or_404(Revision, pk=revision.pk, text=text, kept_beside=True)
    if revision.settled_at is not None and keep != MERGED:
        raise NotNow(_("Somebody has already settled these two versions."))
    if base != text.version and keep != MERGED:
        raise Changed(_("Somebody wrote again while you compared. Look at the newest words, then choose."))
    if keep == MERGED and not merged.strip():
        raise Invalid(_("Enter the text made from both"), field="merged")
    return revision
