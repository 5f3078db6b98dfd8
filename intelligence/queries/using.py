"""What somebody can say that an item was used in, and what was said."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import User
from intelligence import naming
from intelligence.models import Decision, Delivery, Item, State, Use
from intelligence.naming import Coded
from intelligence.queries.items import ItemFilter, UsedIn, items_seen
from intelligence.visibility import office_of


@dataclass(frozen=True)
class ToName:
    """Keys with their words to choose from, and how many more there are."""

    rows: Coded
    more: int


def sent_on(item: Item) -> date:
    """The day since which something can rest on it: that of its sending, today for a draft."""
    return timezone.localdate(item.sent_at)


def items_used_in(user: User, key: str) -> QuerySet[Item]:
    """What was said to be used in the thing of this key, of what this person may see; also what was withdrawn since."""
    return items_seen(user).filter(pk__in=Use.objects.filter(target=key).order_by().values("item"))


def to_be_used_in(user: User, item: Item, text: str = "") -> ToName:
    """Activities of the own programmes in the item's local area and inspections there that this person sees, but what it named already.

    Nothing that had ended before the item was sent: it cannot rest on that.
    """
    named = set(Use.objects.filter(item=item, inspectorate=office_of(user)).values_list("target", flat=True))
    kinds = naming.offered(user, item.local_area, text, since=sent_on(item))
    rows = [pair for kind in kinds for pair in kind.rows if pair[0] not in named]
    return ToName(rows, sum(kind.number - len(kind.rows) for kind in kinds))


def items_informing(user: User, programme: str) -> QuerySet[Item]:
    """What informs the programme of this code by the newest decision of an inspectorate; what this person may see and still stands."""
    newest = Decision.objects.filter(delivery=OuterRef("pk")).order_by("-pk").values("programme")[:1]
    decided = (
        Delivery.objects.filter(decisions__programme=programme).annotate(informs=Subquery(newest)).filter(informs=programme)
    )
    return items_seen(user, ItemFilter(state=State.STANDING)).filter(pk__in=decided.order_by().values("item"))


def use_for(user: User, item: Item, pk: int) -> UsedIn:
    """One use of an item that this person sees, in words, or 404."""
    use = get_object_or_404(Use.objects.select_related("inspectorate"), item=item, pk=pk)
    return UsedIn(use, naming.words_of(user, [use.target])[use.target])
