"""What was ever written into an item, and its files, as far as somebody may see them.

The sender's people see all. A holder sees what stood while they could read it: neither the drafts before it was sent, nor what was
corrected before they were given it, nor words that were kept beside others, nor, once it was withdrawn, the files. What
was wrong is said on the page to everybody who has it, whenever they were given it.
"""

from django.db.models import QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from accounts.models import User
from intelligence.models import Attachment, Delivery, Item
from intelligence.visibility import of_its_office, office_of
from writing.models import Revision
from writing.queries import history_of, waiting_beside


def history_for(user: User, item: Item) -> QuerySet[Revision]:
    """The versions of its words that this person may read, newest first. item: one that they see."""
    rows = history_of(item.text)
    if of_its_office(user, item):
        return rows
    stood = rows.filter(kept_beside=False)
    had = Delivery.objects.filter(item=item, inspectorate=office_of(user)).values("delivered_at")[:1]
    first = stood.filter(at__lte=Subquery(had)).values("number")[:1]
    return stood.filter(number__gte=Coalesce(Subquery(first), item.text.version))


def waiting_for(user: User, item: Item) -> QuerySet[Revision]:
    """Words kept beside the current ones that nobody has settled yet; none for a holder."""
    rows = waiting_beside(item.text)
    return rows if of_its_office(user, item) else rows.none()


def kept_revision(user: User, item: Item, number: int) -> Revision:
    """Words that were kept beside the current ones, or 404."""
    return get_object_or_404(history_for(user, item), number=number, kept_beside=True)


def revision_for(user: User, item: Item, pk: int) -> Revision:
    """One version, or 404."""
    return get_object_or_404(history_for(user, item), pk=pk)


def attachments_of(user: User, item: Item) -> QuerySet[Attachment]:
    """Its files in the order in which they were added."""
    rows = Attachment.objects.filter(item=item).select_related("file", "added_by")
    return rows.none() if item.withdrawn_at is not None and not of_its_office(user, item) else rows


def attachment_for(user: User, item: Item, pk: int) -> Attachment:
    """One of its files, or 404."""
    return get_object_or_404(attachments_of(user, item), pk=pk)
