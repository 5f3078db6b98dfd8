"""What an item was used in is said, and taken back where it was a mistake."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.trail import record
from intelligence import naming, policies
from intelligence.commands.locks import own
from intelligence.models import Item, Use
from intelligence.queries import sent_on
from intelligence.visibility import office_of
from jtai.errors import Invalid, NotAllowed


@transaction.atomic
def use_item(item: Item, *, target: str, by: User) -> Use:
    """An item is used in an activity of an own programme, or in an inspection. The same again from its inspectorate is the same.

    target: a key that a room above offers to this person for the item's local area. That key stands in the event, so that a trail
    can leave out what its reader may not know of.
    """
    item = own(item)
    policies.can_use.check(by, item)
    office = office_of(by)
    if office is None:
        raise NotAllowed(_("Only inspectorates that have this can use it."))
    if not naming.can_name(by, item.local_area, target, since=sent_on(item)):
        raise Invalid(_("What this is used in cannot be found."), "target")
    made, fresh = Use.objects.get_or_create(item=item, target=target, inspectorate=office, defaults={"by": by})
    if fresh:
        record("intelligence.use", item, stream=item.stream, by=by, inspectorate=office.code, used_in=target)
    return made


@transaction.atomic
def undo_use(item: Item, use: Use, *, by: User) -> None:
    """It was not used there after all. That it was said stays on the trail."""
    item = own(item)
    policies.can_undo_use.check(by, use, seen=use.target in naming.known(by, [use.target]))
    row = Use.objects.select_related("inspectorate").filter(item=item, pk=use.pk).first()
    if row is None:
        return  # somebody was quicker, with the same
    row.delete()
    record("intelligence.undo_use", item, stream=item.stream, by=by, inspectorate=row.inspectorate.code, used_in=row.target)
