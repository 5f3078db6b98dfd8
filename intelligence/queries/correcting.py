"""What was wrong in an item, as far as the reader's inspectorate has not acknowledged it, and names for what a version came with."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from agencies.models import Agency, Inspectorate
from intelligence.models import Delivery, Item
from writing.queries import history_of

CORRECTION = "correction"  # among the values of a version: what was wrong


@dataclass(frozen=True)
class Correction:
    """What was wrong, and since when other words stand."""

    at: datetime
    said: str


@dataclass(frozen=True)
class Corrections:
    """The newest correction, and before it those that this inspectorate has not acknowledged. words: whether the words differ at all."""

    rows: list[Correction] = field(default_factory=list)
    words: bool = True

    @property
    def acknowledge(self) -> str:
        """What whoever acknowledges it says that they have seen."""
        return _("Acknowledge the new words") if self.words else _("Acknowledge that a file was removed")


def corrections_of(item: Item, own: Delivery | None) -> Corrections:
    """For an inspectorate that has the item: what it is to read again; for the one that sent it, the newest. One query at most."""
    if item.corrected_at is None:
        return Corrections()
    newest = Correction(item.corrected_at, item.correction)
    if own is None:
        return Corrections([newest])
    read = own.acknowledged_version
    stood = history_of(item.text).filter(kept_beside=False)
    rows = list(stood.filter(at__gt=own.delivered_at) if read is None else stood.filter(number__gte=read))
    unread = [row for row in rows if row.number != read and row.values.get(CORRECTION)]
    earlier = [Correction(row.at, row.values[CORRECTION]) for row in unread[1:]]
    same = bool(rows) and rows[-1].number == read and rows[-1].body == item.text.body
    return Corrections([newest, *earlier], words=not same)


def version_sent(item: Item) -> int:
    """The number of the version of its words that went out; 0 for a draft."""
    if item.sent_at is None:
        return 0
    stood = history_of(item.text).filter(kept_beside=False).exclude(values__has_key=CORRECTION)
    return stood.values_list("number", flat=True).first() or 0


def names_of_agencies(keys: Iterable[int]) -> dict[int, str]:
    """By their keys."""
    return dict(Agency.objects.filter(pk__in=list(keys)).order_by().values_list("pk", "name"))


def names_of_inspectorates() -> dict[int, str]:
    """By their keys."""
    return dict(Inspectorate.objects.order_by().values_list("pk", "name"))
