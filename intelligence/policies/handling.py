"""What a recipient does with an item. Nothing is closed unseen."""

from django.utils.translation import gettext as _

from accounts.models import User
from intelligence.models import Delivery, Item, Use
from intelligence.visibility import leads, office_of
from jtai.errors import Changed, NotAllowed, NotNow
from jtai.policy import policy


def _of_recipient(by: User, delivery: Delivery) -> None:
    own = office_of(by)
    if own is None or own.pk != delivery.inspectorate_id:
        raise NotAllowed(_("Only people of %(name)s can do this.") % {"name": delivery.inspectorate.short_name})


@policy
def can_acknowledge(by: User, delivery: Delivery) -> None:
    """Any of the recipient's casework people: its words, those of a correction, and a withdrawal."""
    _of_recipient(by, delivery)
    item = delivery.item
    if item.withdrawn_at is not None:
        if delivery.withdrawal_seen_at is not None:
            raise NotNow(_("Your inspectorate has acknowledged the withdrawal."))
        return
    if delivery.acknowledged_version is not None and delivery.acknowledged_version >= item.text.version:
        raise NotNow(_("Your inspectorate has acknowledged these words."))


@policy
def can_decide(by: User, delivery: Delivery) -> None:
    """The recipient's programme leads, of words that were acknowledged."""
    _of_recipient(by, delivery)
    if not leads(by):
        raise NotAllowed(
            _("Only a programme lead of %(name)s can decide about this.") % {"name": delivery.inspectorate.short_name}
        )
    item = delivery.item
    if item.withdrawn_at is not None:
        raise NotNow(_("This was withdrawn. There is nothing to decide any more."))
    if delivery.acknowledged_version is None:
        raise NotNow(_("Acknowledge this first: nothing is decided unseen."))
    if delivery.acknowledged_version < item.text.version:
        raise Changed(_("This was corrected. Acknowledge the correction first, then decide."))


@policy
def can_use(by: User, item: Item) -> None:
    """Those who have it, as long as it stands."""
    own = office_of(by)
    holds = own is not None and (
        own.pk == item.inspectorate_id or Delivery.objects.filter(item=item, inspectorate=own).exists()
    )
    if item.sent_at is None or not holds:
        raise NotAllowed(_("Only inspectorates that have this can use it."))
    if item.withdrawn_at is not None:
        raise NotNow(_("This was withdrawn. Nothing new can rest on it."))


@policy
def can_undo_use(by: User, use: Use, *, seen: bool) -> None:
    """People of the inspectorate that said so: whoever said it, and those who may see what it was used in (seen)."""
    own = office_of(by)
    if own is None or own.pk != use.inspectorate_id:
        raise NotAllowed(_("Only people of %(name)s can take this back.") % {"name": use.inspectorate.short_name})
    if use.by_id != by.pk and not seen:
        raise NotAllowed(_("Only whoever said this, or somebody who may see what it was used in, can take it back."))
