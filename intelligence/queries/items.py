"""The items that somebody sees, and everything that stands on the page of one."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Greatest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Agency, Inspectorate, LocalArea
from agencies.queries import inspectorates
from intelligence import naming
from intelligence.models import Attachment, Decision, Delivery, Item, State, Use
from intelligence.naming import Named
from intelligence.queries.correcting import Corrections, corrections_of
from intelligence.queries.handling import Duty, duties, standing
from intelligence.queries.history import attachments_of
from intelligence.visibility import items_seen_by, office_of

PROGRAMME = "programmes.programme:"  # with its code, the key of a programme
SIMILAR = 0.3  # from which likeness on two texts are shown together
MOST_SIMILAR = 5
LONGEST_COMPARED = 2_000  # letters: enough to be alike


@dataclass(frozen=True)
class ItemFilter:
    """What to show. region, local_area, inspectorate (which sent it) and topic are codes. sort: "oldest", "area" or nothing."""

    text: str = ""
    kind: str = ""
    region: str = ""
    local_area: str = ""
    strand: str = ""
    topic: str = ""
    inspectorate: str = ""
    state: str = ""
    urgent: bool = False
    sort: str = ""


SORTS = {
    "": ("-sent_at", "-pk"),
    "oldest": ("sent_at", "pk"),
    "area": ("local_area__name", "-sent_at", "-pk"),
}


def _unanswered() -> QuerySet[Any]:
    return standing(Delivery.objects.all()).exclude(waits="").order_by().values("item")


def _in_state(state: str) -> Q:
    if state == State.DRAFT:
        return Q(sent_at=None)
    sent = Q(sent_at__isnull=False)
    if state == State.WITHDRAWN:
        return sent & Q(withdrawn_at__isnull=False)
    stands = sent & Q(withdrawn_at=None)
    if state == State.STANDING:
        return stands
    if state == State.OPEN:
        return stands & Q(pk__in=_unanswered())
    if state == State.CLOSED:
        return stands & ~Q(pk__in=_unanswered())
    return sent


def items_seen(user: User, asked: ItemFilter | None = None) -> QuerySet[Item]:
    """The items that this person may see, those sent last first; drafts only when they are asked for."""
    asked = asked or ItemFilter()
    rows = Item.objects.filter(items_seen_by(user)).filter(_in_state(asked.state))
    if asked.text:
        rows = rows.filter(text__body__icontains=asked.text)
    exact = {
        "kind": asked.kind,
        "local_area__region__code": asked.region,
        "local_area__code": asked.local_area,
        "strand": asked.strand,
        "topic": asked.topic,
        "inspectorate__code": asked.inspectorate,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if asked.urgent:
        rows = rows.filter(urgent=True)
    return rows.select_related("local_area", "inspectorate", "author", "text").order_by(*SORTS.get(asked.sort, SORTS[""]))


def for_a_sheet(rows: QuerySet[Item]) -> QuerySet[Item]:
    """The same with all that a line of a table says of each. Two queries more."""
    return rows.select_related("local_area__region").prefetch_related(
        Prefetch("agencies", queryset=Agency.objects.order_by("name")),
        Prefetch("deliveries", queryset=Delivery.objects.select_related("inspectorate").order_by("inspectorate__position")),
    )


def topic_names() -> dict[str, str]:
    """Names of the deep dive topics by their codes."""
    return dict(naming.topics())


def number_of_drafts(user: User) -> int:
    """Unsent ones that this person may see."""
    return Item.objects.filter(items_seen_by(user), sent_at=None).count()


def name_of(item: Item) -> str:
    """What an item is called: it has no title. Its words stay out of it, since it stands in titles of browser tabs."""
    words = {"kind": item.get_kind_display(), "number": item.pk, "area": item.local_area.name}
    return _("%(kind)s %(number)d, %(area)s") % words


def item_for(user: User, pk: int) -> Item:
    """One item, or 404 when this person may not see it."""
    related = ("local_area", "inspectorate", "author", "text", "sent_by", "withdrawn_by")
    return get_object_or_404(Item.objects.filter(items_seen_by(user)).select_related(*related), pk=pk)


def _deliveries(item: Item) -> QuerySet[Any]:
    rows = standing(Delivery.objects.filter(item=item))
    return rows.select_related("inspectorate", "acknowledged_by", "withdrawal_seen_by").order_by("inspectorate__position")


def own_delivery(user: User, item: Item) -> Delivery:
    """That of the person's own inspectorate, or 404."""
    row: Delivery = get_object_or_404(_deliveries(item), inspectorate=office_of(user))
    row.item = item
    return row


def newest_decision(delivery: Delivery) -> Decision | None:
    """What that inspectorate decided last, if it did. `programme_name` is filled."""
    row = delivery.decisions.select_related("by").order_by("-pk").first()
    if row is not None and row.programme:
        row.programme_name = dict(naming.programmes(delivery.inspectorate)).get(row.programme, row.programme)
    return row


@dataclass(frozen=True)
class Held:
    """One inspectorate that has an item, how far it is, and its decisions, the newest first."""

    delivery: Delivery
    duty: Duty | None
    decisions: list[Decision]
    stale: bool  # it stands, and the newest decision was made before its last correction


@dataclass(frozen=True)
class UsedIn:
    """One use, and what it was used in, as far as this reader may see that."""

    use: Use
    named: Named


@dataclass(frozen=True)
class Shown:
    """Everything on the page of an item. source, uses: in words, as far as this reader may see them."""

    item: Item
    agencies: list[Agency]
    topic: str
    source: Named | None
    held: list[Held]
    attachments: list[Attachment]
    uses: list[UsedIn]
    corrections: Corrections
    own: Delivery | None
    source_key: str  # for the sender's people alone

    @property
    def used_in(self) -> list[Named]:
        """In words alone what it was used in, each once however many used it there."""
        return list({row.use.target: row.named for row in self.uses}.values())


def shown(user: User, item: Item) -> Shown:
    """One item with all that hangs on it; the number of queries does not grow with it."""
    deliveries = list(_deliveries(item))
    decisions: dict[int, list[Decision]] = {}
    for row in Decision.objects.filter(delivery__item=item).select_related("by").order_by("-pk"):
        decisions.setdefault(row.delivery_id, []).append(row)
    for delivery in deliveries:
        delivery.item = item
    waiting = {duty.delivery.pk: duty for duty in duties(deliveries)}
    version, own = item.text.version if item.withdrawn_at is None else 0, office_of(user)
    held = [
        Held(row, waiting.get(row.pk), own_ones := decisions.get(row.pk, []), bool(own_ones) and own_ones[0].version < version)
        for row in deliveries
    ]
    ours = next((row for row in deliveries if own is not None and row.inspectorate_id == own.pk), None)
    uses = list(Use.objects.filter(item=item).select_related("inspectorate", "by"))
    made = [decision for rows in decisions.values() for decision in rows]
    informed = [PROGRAMME + decision.programme for decision in made if decision.programme]
    words = naming.words_of(user, [*(use.target for use in uses), *([item.source] if item.source else []), *informed])
    for decision in made:
        if decision.programme:
            programme = words[PROGRAMME + decision.programme]
            decision.programme_name, decision.programme_href = programme.words, programme.href
    return Shown(
        item=item,
        agencies=list(item.agencies.order_by("name")),
        topic=dict(naming.topics()).get(item.topic, item.topic) if item.topic else "",
        source=words[item.source] if item.source else None,
        held=held,
        attachments=list(attachments_of(user, item)),
        uses=[UsedIn(use, words[use.target]) for use in uses],
        corrections=corrections_of(item, ours),
        own=ours,
        source_key=item.source if own is not None and own.pk == item.inspectorate_id else "",
    )


def recipients_for(item: Item) -> QuerySet[Inspectorate]:
    """The inspectorates that do not have it yet."""
    have = Delivery.objects.filter(item=item).order_by().values("inspectorate")
    return inspectorates().exclude(pk=item.inspectorate_id).exclude(pk__in=have)


def similar(user: User, area: LocalArea, words: str, *, but: Item | None = None) -> list[Item]:
    """Items about the same local area that this person may see and that say much the same, the most alike first."""
    words = words.strip()[:LONGEST_COMPARED]
    if not words:
        return []
    # Of a short text inside a long one, and of two texts of like length.
    alike = Greatest(TrigramSimilarity("text__body", words), TrigramWordSimilarity(words, "text__body"))
    rows = Item.objects.filter(items_seen_by(user), local_area=area, withdrawn_at=None)
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    found = rows.annotate(alike=alike).filter(alike__gte=SIMILAR).order_by("-alike", "-pk")
    return list(found.select_related("local_area", "inspectorate", "author", "text")[:MOST_SIMILAR])
