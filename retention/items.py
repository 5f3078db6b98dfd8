"""What the inspectorates told each other: when its time is over, and how it goes. Nothing goes that still waits for somebody."""

from datetime import date

from django.db.models import Q, QuerySet

from files.commands import forget
from intelligence.models import Decision, Delivery, Item, Letter, Use
from intelligence.queries import standing
from retention.queries import end_of
from retention.removing import Digest, erase_words
from retention.table import Policy
from writing.models import Revision, Text


def items_due(policy: Policy, today: date) -> QuerySet[Item]:
    """Decided, used or seen for the last time so long ago by everybody who has it; or never sent, and not touched since.

    What a letter rests on stays as long as the letter, which names it.
    """
    end = end_of(policy.before(today))
    waiting = standing(Delivery.objects.all()).exclude(waits="").order_by().values("item")
    named = Letter.items.through.objects.order_by().values("item")
    rows = Item.objects.exclude(pk__in=waiting).exclude(pk__in=named).order_by("pk")
    if policy.after == "unsent":
        written = Revision.objects.filter(at__gt=end).values("text")
        return rows.filter(sent_at=None, written_at__lte=end, text__updated_at__lte=end).exclude(text__in=written)
    if policy.after == "withdrawn":
        seen = Delivery.objects.filter(withdrawal_seen_at__gt=end).order_by().values("item")
        return rows.filter(withdrawn_at__lte=end).exclude(pk__in=seen)
    decided = Decision.objects.filter(at__gt=end).order_by().values("delivery__item")
    used = Use.objects.filter(at__gt=end).order_by().values("item")
    stands = Q(sent_at__lte=end, withdrawn_at=None)
    return rows.filter(stands).exclude(Q(pk__in=decided) | Q(pk__in=used))


def remove_item(item: Item, digest: Digest, policy: str) -> None:
    """All of it: words and older words, files, who had it, decisions, uses, and the words of its trail. The row is gone after."""
    text = Text.objects.get(pk=item.text_id)
    digest.add(item, f"{text.body}\n{item.correction}\n{item.withdrawn_why}\n{item.source_words}")
    for decision in Decision.objects.filter(delivery__item=item).order_by("pk"):
        digest.add(decision, decision.reason)
    files = []
    for row in item.attachments.select_related("file"):
        digest.add(row, f"{row.name} {row.file.sha256}")
        files.append(row.file)
    erase_words(item.stream, policy, digest)
    Item.objects.filter(pk=item.pk).delete()
    text.delete()
    for file in files:
        forget(file)
