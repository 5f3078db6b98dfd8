"""What can be found of a text; callers have asked who may see it."""

from collections.abc import Iterable
from typing import Protocol

from django.db.models import F, QuerySet

from writing.models import Revision, Text


def history_of(text: Text) -> QuerySet[Revision]:
    """All revisions, newest first, with their authors."""
    return Revision.objects.filter(text=text).select_related("author").order_by("-number")


def waiting_beside(text: Text) -> QuerySet[Revision]:
    """Words kept beside the current ones that nobody has settled yet."""
    return history_of(text).filter(kept_beside=True, settled_at=None)


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
