"""What can be found of a text; callers have asked who may see it."""

from django.db.models import QuerySet

from writing.models import Revision, Text


def history_of(text: Text) -> QuerySet[Revision]:
    """All revisions, newest first, with their authors."""
    return Revision.objects.filter(text=text).select_related("author").order_by("-number")


def waiting_beside(text: Text) -> QuerySet[Revision]:
    """Words kept beside the current ones that nobody has settled yet."""
    return history_of(text).filter(kept_beside=True, settled_at=None)
