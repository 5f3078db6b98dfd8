"""An item goes out, and what its sender does afterwards."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Inspectorate
from audit.trail import record
from intelligence import naming, notices, policies
from intelligence.commands.locks import own
from intelligence.commands.writing import check_text
from intelligence.models import Delivery, Item
from intelligence.policies.writing import check_marking, check_recipients
from intelligence.queries import CORRECTION, day_after, days_for
from jtai.errors import Changed, Invalid, NotNow
from writing.commands import Saved, rewrite
from writing.queries import waiting_beside


def _deliver(item: Item, recipients: Iterable[Inspectorate], moment: datetime) -> list[Delivery]:
    acknowledge, decide = days_for(urgent=item.urgent)
    day = timezone.localdate(moment)
    return [
        Delivery.objects.create(
            item=item,
            inspectorate=row,
            delivered_at=moment,
            acknowledge_by=day_after(day, acknowledge),
            decide_by=day_after(day, decide),
        )
        for row in recipients
    ]


def _count_anew(item: Item, moment: datetime) -> list[Delivery]:
    """Every holder's days run from this moment: there is something to read again."""
    acknowledge, decide = days_for(urgent=item.urgent)
    day = timezone.localdate(moment)
    rows = list(item.deliveries.select_for_update(no_key=True, of=("self",)).select_related("inspectorate"))
    for row in rows:
        row.acknowledge_by, row.decide_by, row.escalated_at = day_after(day, acknowledge), day_after(day, decide), None
        row.item = item
    Delivery.objects.bulk_update(rows, ["acknowledge_by", "decide_by", "escalated_at"])
    return rows


@transaction.atomic
def send_item(
    item: Item, *, version: int, attached: Collection[int], marking: str, recipients: Iterable[Inspectorate], by: User
) -> Item:
    """Let other inspectorates have it. Raises Invalid without a marking or a recipient, and names the field.

    version, attached: the words and the keys of the files that the person checked. Raises NotNow when others stand now.
    """
    item, recipients = own(item), list(recipients)
    policies.can_send.check(by, item)
    if version != item.text.version:
        raise Changed(_("This was changed since you looked. Check it as it stands now, then send it."))
    if set(attached) != set(item.attachments.values_list("pk", flat=True)):
        raise Changed(_("Its files were changed since you looked. Check them as they are now, then send it."))
    check_marking(marking)
    check_recipients(item, recipients)
    if item.source in naming.withheld([item.source]):
        raise NotNow(
            _("This was learned from an inspection that is not announced yet. Take that out of the draft, then send it.")
        )
    if waiting_beside(item.text).exists():
        raise NotNow(_("Two versions of the words stand beside each other. Settle which stands, then send it."))
    moment = timezone.now()
    item.marking, item.sent_at, item.sent_by = marking, moment, by
    item.save(update_fields=["marking", "sent_at", "sent_by"])
    item.recipients.set(recipients)
    deliveries = _deliver(item, recipients, moment)
    codes = [row.code for row in recipients]
    record("intelligence.send", item, stream=item.stream, by=by, marking=marking, recipients=codes, version=item.text.version)
    for delivery in deliveries:
        notices.sent(delivery)
    return item


@transaction.atomic
def add_recipients(item: Item, *, recipients: Iterable[Inspectorate], by: User) -> Item:
    """More inspectorates have it from now on. One that has it already is passed over."""
    item, recipients = own(item), list(recipients)
    policies.can_add_recipients.check(by, item)
    check_recipients(item, recipients)
    have = set(item.deliveries.values_list("inspectorate", flat=True))
    fresh = [row for row in recipients if row.pk not in have]
    if not fresh:
        raise Invalid(_("They have it already. Select another inspectorate."), "recipients")
    item.recipients.add(*fresh)
    deliveries = _deliver(item, fresh, timezone.now())
    record("intelligence.add_recipients", item, stream=item.stream, by=by, recipients=[row.code for row in fresh])
    for delivery in deliveries:
        notices.sent(delivery)
    return item


@transaction.atomic
def correct_item(item: Item, *, base: int, text: str, correction: str, by: User) -> Saved:
    """New words for those that were wrong, and what was wrong. Every holder reads them again; the old ones stay in the history.

    Words that started from an older version are kept beside, and change nothing yet.
    """
    item = own(item)
    policies.can_correct.check(by, item)
    check_text(text)
    if not correction.strip():
        raise Invalid(_("Enter what was wrong, and what is right now."), "correction")
    if text == item.text.body:
        raise Invalid(_("The words are the same as before. Change what was wrong in them."), "text")
    saved = rewrite(item.text, text, base=base, values={CORRECTION: correction.strip()}, by=by)
    if saved.kept is not None:
        record("intelligence.correct_beside", item, stream=item.stream, by=by, reason=correction.strip())
        return saved
    corrected(item, correction.strip())
    record("intelligence.correct", item, stream=item.stream, by=by, reason=correction.strip())
    return saved


def corrected(item: Item, correction: str) -> None:
    """The new words stand: say so to everybody who has the item. Within the transaction that wrote them."""
    moment = timezone.now()
    item.corrected_at, item.correction = moment, correction
    item.save(update_fields=["corrected_at", "correction"])
    notices.corrected(item, _count_anew(item, moment))


@transaction.atomic
def withdraw_item(item: Item, *, why: str, by: User) -> Item:
    """It is not to be relied on any more. Everybody who has it still sees it, with this on top, and acknowledges it."""
    item = own(item)
    policies.can_withdraw.check(by, item)
    if not why.strip():
        raise Invalid(_("Enter why it is withdrawn."), "why")
    moment = timezone.now()
    item.withdrawn_at, item.withdrawn_by, item.withdrawn_why = moment, by, why.strip()
    item.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    deliveries = _count_anew(item, moment)
    record("intelligence.withdraw", item, stream=item.stream, by=by, reason=item.withdrawn_why)
    notices.withdrawn(item, deliveries)
    return item
