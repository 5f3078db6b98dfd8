"""The constraints on what the inspectorates share, each tried to be broken."""

from collections.abc import Callable

from django.utils import timezone

from intelligence import commands
from intelligence.models import Attachment, Decision, Delivery, Item, Use
from tests.inspections.people_kept import again, put, somebody
from tests.sharing import draft, inspectorates, keys
from tests.walk import cast

NOW = timezone.now()
EARLY = "1999-01-01"


def of_sent(**values: object) -> Callable[[], object]:
    """Change the item that was sent."""
    return lambda: Item.objects.exclude(sent_at=None).update(**values)


def of_draft(**values: object) -> Callable[[], object]:
    """Change the one that was not."""
    return lambda: Item.objects.filter(sent_at=None).update(**values)


TRIES: dict[str, Callable[[], object]] = {
    "item_kind_is_known": put(Item, kind="x"),
    "item_strand_is_known": put(Item, strand="x"),
    "item_source_kind_is_known": put(Item, source_kind="x"),
    "item_marking_is_known": of_draft(marking="x"),
    "item_sent_at_with_sent_by": lambda: Item.objects.exclude(sent_at=None).update(sent_by=None),
    "item_withdrawn_at_with_withdrawn_by": of_sent(withdrawn_at=NOW, withdrawn_by=None, withdrawn_why="x"),
    "item_sent_has_a_marking": of_sent(marking=""),
    "item_corrected_says_what": of_sent(corrected_at=NOW, correction=""),
    "item_withdrawn_after_it_was_sent": lambda: Item.objects.filter(sent_at=None).update(
        withdrawn_at=NOW, withdrawn_by=somebody(), withdrawn_why="x"
    ),
    "attachment_scan_is_known": put(Attachment, scan="x"),
    "attachment_once_an_item": again(Attachment),
    "attachment_digest_is_sha256": put(Attachment, sent_sha256="x"),
    "delivery_once_an_inspectorate": again(Delivery),
    "delivery_acknowledged_at_with_acknowledged_by": put(Delivery, acknowledged_by=None),
    "delivery_acknowledged_at_with_acknowledged_version": put(Delivery, acknowledged_version=None),
    "delivery_withdrawal_seen_at_with_withdrawal_seen_by": put(Delivery, withdrawal_seen_at=NOW),
    "delivery_is_acknowledged_before_it_is_decided": put(Delivery, decide_by=EARLY),
    "decision_outcome_is_known": put(Decision, outcome="x"),
    "decision_says_why": put(Decision, reason=""),
    "decision_names_the_programme_that_it_informs": put(Decision, programme="x"),
    "item_used_once_for_a_thing_by_each": again(Use),
}


def furnish() -> None:
    """A draft, an item with a file that was acknowledged, decided and used, and a second where one has to differ."""
    people = cast()
    if Item.objects.exists():
        return
    item = draft(by=people.lead)
    commands.add_attachment(item, data=b"Figures of March", name="march.txt", by=people.lead)
    commands.send_item(
        item, version=1, attached=keys(item), marking="official", recipients=inspectorates("cqc"), by=people.lead
    )
    commands.acknowledge(item, version=1, by=people.cqc)
    commands.decide(item, outcome="no-action", reason="Known", version=1, by=people.cqc_programme_lead)
    office = inspectorates("ofsted")[0]
    Use.objects.create(item=item, target="inspections.inspection:1", inspectorate=office, by=people.lead)
    draft(by=people.lead)
