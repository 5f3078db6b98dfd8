"""What can be found of a text; callers have asked who may see it."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from django.db.models import F, QuerySet

from writing.models import Revision, Text


def history_of(text: Text) -> QuerySet[Revision]:
    """All revisions, newest first, with their authors."""
    return Revision.objects.filter(text=text).select_related("author").order_by("-number")


def waiting_beside(text: Text) -> QuerySet[Revision]:
    """Words kept beside the current ones that nobody has settled yet."""
    return history_of(text).filter(kept_beside=True, settled_at=None)


def begun_from(revision: Revision) -> Revision | None:
    """The version from which one that was kept beside was started; None where there is none any more."""
    return history_of(revision.text).filter(number=revision.base).first()


def brought(revision: Revision, words: str, values: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Words and fields of a version kept beside; those that it left as it found them are given as they stand (words, values)."""
    before = begun_from(revision)
    if before is None:
        return revision.body, revision.values
    left = {
        name: value
        for name, value in values.items()
        if name in before.values and before.values[name] == revision.values.get(name)
    }
    return (words if before.body == revision.body else revision.body), {**revision.values, **left}


class Signed(Protocol):
    """What stands under somebody's name: a note, a finding, an evaluation."""

    @property
    def text(self) -> Text:
        """Its words."""

    @property
    def author_id(self) -> int:
        """Who began it."""


def name_last_hands(*kinds: Iterable[Signed]) -> None:
    """Set `text.by_another` of each of these to the revision that stands, where another than its author wrote that.

    Words that were never changed are not asked about: one query for all others together, none where there is no other.
    """
    changed = {row.text.pk: row for rows in kinds for row in rows if row.text.version > 1}
    if not changed:
        return
    standing = Revision.objects.filter(text__in=changed, number=F("text__version")).select_related("author")
    for revision in standing.only("text", "at", "author__name"):
        row = changed[revision.text_id]
        row.text.by_another = revision if revision.author_id != row.author_id else None
