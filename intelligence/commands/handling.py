"""A recipient acknowledges and decides; the clock tells of what is late."""

from collections import Counter
from datetime import date
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Inspectorate
from audit.queries import key_of, trail_of
from audit.trail import record
from intelligence import naming, notices, policies
from intelligence.commands.locks import delivery_of, own
from intelligence.models import Decision, Delivery, Item, Letter, Outcome
from intelligence.queries import late_deliveries, office_people
from jtai.errors import Changed, Invalid

NOBODY = "intelligence.nobody_to_tell"


@transaction.atomic
def acknowledge(item: Item, *, version: int, withdrawn: bool = False, by: User) -> Delivery:
    """The person's inspectorate has read these words, or has seen the withdrawal. Raises NotNow when they have changed since.

    withdrawn: the person saw that it was withdrawn, and why. Without that a withdrawal is not acknowledged.
    """
    item = own(item)
    row = delivery_of(item, by)
    policies.can_acknowledge.check(by, row)
    moment = timezone.now()
    if item.withdrawn_at is not None:
        if not withdrawn:
            raise Changed(_("This was withdrawn while you read it. Read why, then acknowledge the withdrawal."))
        row.withdrawal_seen_at, row.withdrawal_seen_by, row.escalated_at = moment, by, None
        row.save(update_fields=["withdrawal_seen_at", "withdrawal_seen_by", "escalated_at"])
        record("intelligence.see_withdrawal", item, stream=item.stream, by=by, inspectorate=row.inspectorate.code)
        return row
    if version != item.text.version:
        raise Changed(_("This was corrected while you read it. Read what stands now, then acknowledge it."))
    row.acknowledged_at, row.acknowledged_by, row.acknowledged_version, row.escalated_at = moment, by, version, None
    row.save(update_fields=["acknowledged_at", "acknowledged_by", "acknowledged_version", "escalated_at"])
    record(
        "intelligence.acknowledge", item, stream=item.stream, by=by, inspectorate=row.inspectorate.code, version=version
    )  # fmt: skip
    return row


def _check_outcome(inspectorate: Inspectorate, outcome: str, programme: str) -> None:
    if outcome not in Outcome.values:
        raise Invalid(_("Select what you decide."), "outcome")
    if outcome != Outcome.PROGRAMME and programme:
        raise Invalid(_("A programme is only named when this informs one."), "programme")
    if outcome == Outcome.PROGRAMME and programme not in dict(naming.programmes(inspectorate)):
        raise Invalid(_("Select the programme that this informs."), "programme")


@transaction.atomic
def decide(item: Item, *, outcome: str, reason: str, programme: str = "", version: int, after: int = 0, by: User) -> Decision:
    """What the person's inspectorate does about an item, and why. A later decision replaces it; all are kept.

    after: key of the newest decision of that inspectorate that the person saw, 0 where there was none. Raises NotNow when
    there is a newer one; but the same from the same person is the one that was made.
    """
    item = own(item)
    row = delivery_of(item, by)
    policies.can_decide.check(by, row)
    if version != item.text.version:
        raise Changed(_("This was corrected while you decided. Read what stands now, then decide."))
    _check_outcome(row.inspectorate, outcome, programme)
    if not reason.strip():
        raise Invalid(_("Enter the reason for this decision."), "reason")
    told = {"outcome": outcome, "programme": programme, "reason": reason.strip()}
    newest = row.decisions.order_by("-pk").first()
    if newest is not None and (newest.by_id, newest.version, *map(partial(getattr, newest), told)) == (
        by.pk,
        version,
        *told.values(),
    ):
        return newest  # sent twice
    if (newest.pk if newest is not None else 0) != after:
        raise Changed(
            _("Somebody of your inspectorate decided meanwhile. Read what they decided, then decide whether yours replaces it.")
        )
    made = Decision.objects.create(delivery=row, version=version, by=by, **told)
    if row.escalated_at is not None:
        row.escalated_at = None
        row.save(update_fields=["escalated_at"])
    record("intelligence.decide", item, stream=item.stream, by=by, inspectorate=row.inspectorate.code, **told)
    return made


def _tell_senders(inspectorate: Inspectorate, rows: list[Any]) -> None:
    """Nobody of this inspectorate can be told that these are late: each sender learns it once for each day that passes."""
    for row in rows:
        tell_the_sender(row, row.item, inspectorate, row.due)


def tell_the_sender(target: Model, thing: Item | Letter, inspectorate: Inspectorate, day: date) -> None:
    """Once for each day that passes: nobody at this inspectorate can be told that what was sent to it is late."""
    due = day.isoformat()
    told = trail_of(thing.stream).filter(verb=NOBODY, target=key_of(target), words__data__due=due)
    if not told.exists():
        notices.unheard(thing, inspectorate)
        record(NOBODY, target, stream=thing.stream, by=None, inspectorate=inspectorate.code, due=due)


@transaction.atomic
def escalate() -> int:
    """Tell the programme offices of what is late, once for each lateness; returns of how much. Twice is the same as once.

    Where nobody can be told, the sender's office is, and the item stays to be told of as soon as there is somebody.
    """
    moment = timezone.now()
    late = late_deliveries(timezone.localdate(moment))
    locked = Delivery.objects.select_for_update(no_key=True, skip_locked=True, of=("self",)).order_by("pk")
    held = list(locked.filter(pk__in=list(late.values_list("pk", flat=True))).values_list("pk", flat=True))
    # Asked again under the lock: another run, or somebody who acknowledged, may have been quicker.
    found = late.filter(pk__in=held).select_related("inspectorate", "item__inspectorate").order_by("inspectorate", "pk")
    rows: list[Any] = []
    for inspectorate, several in groupby(found, key=attrgetter("inspectorate")):
        if office_people(inspectorate):
            rows += several
        else:
            _tell_senders(inspectorate, list(several))
    Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(escalated_at=moment)
    for inspectorate, number in Counter(row.inspectorate for row in rows).items():
        notices.late(inspectorate, number)
    for row in rows:
        record("intelligence.escalate", row.item, stream=row.item.stream, by=None, inspectorate=row.inspectorate.code)
    return len(rows)
