"""The one lock of an item, and that of a letter: the row and its text, in this order by everybody.

What somebody discarded meanwhile is a 404 as on every page, which gives back what was typed.
"""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import User
from intelligence.models import Delivery, Item, Letter
from intelligence.visibility import office_of
from jtai.errors import NotAllowed


def own(item: Item) -> Item:
    """The row and its words, locked until the end of the transaction."""
    rows = Item.objects.select_related("text", "inspectorate", "author", "local_area")
    return get_object_or_404(rows.select_for_update(no_key=True, of=("self", "text")), pk=item.pk)


def delivery_of(item: Item, by: User) -> Delivery:
    """The locked delivery of this person's inspectorate, of an item that is locked."""
    rows = Delivery.objects.select_related("inspectorate").select_for_update(no_key=True, of=("self",))
    row = rows.filter(item=item, inspectorate=office_of(by)).first()
    if row is None:
        raise NotAllowed(_("Your inspectorate is no recipient of this."))
    row.item = item
    return row


def own_letter(letter: Letter) -> Letter:
    """A letter's row and its words, locked until the end of the transaction."""
    rows = Letter.objects.select_related("text", "inspectorate", "recipient", "author", "local_area")
    return get_object_or_404(rows.select_for_update(no_key=True, of=("self", "text")), pk=letter.pk)
