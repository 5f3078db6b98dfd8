"""What an officer finds beyond inspections: what the inspectorates share, and what its own routine programmes recorded.

Of what is shared, and of letters: what the inspectorate wrote, also unsent, with all its older words; and what was sent to it, in
its present words. Of the decisions its own alone. Never another's draft, nor what another had written before it sent that. Of programmes its
own: what another inspectorate shares of its activities stays that inspectorate's, which answers for it itself.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, Exists, F, Func, OuterRef, Q, Subquery, TextField, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency, Inspectorate, LocalArea
from disclosure.columns import NOTHING, NOWHERE, Lines, Rows, told
from intelligence.models import Attachment, Decision, Item, Letter
from programmes.models import Activity, Breach, CheckItem, CheckLook, ImportRun, Programme, Recommendation, Standing
from retention.queries import items_of, letters_of
from writing.models import Revision

ITEM, LETTER = "intelligence.item:", "intelligence.letter:"
ACTIVITY, IMPORT = "programmes.activity:", "programmes.importrun:"
BEYOND = (ITEM, LETTER, ACTIVITY, IMPORT)
Found = Callable[[Inspectorate, str], Rows]


def _key(prefix: str, name: str = "pk") -> Func:
    return Concat(Value(prefix), Cast(name, TextField()), output_field=TextField())


def _of(rows: Callable[[Inspectorate], Rows], words: Func | str, who: str, under: Func | Case) -> Found:
    return lambda own, kind: told(rows(own), kind, NOWHERE, words, who, under=under)


def _older(rows: Callable[[Inspectorate], Rows], prefix: str, name: str = "pk", words: Func | str = "body") -> Found:
    """All that was ever written into these texts but what stands there now. words: of one version."""

    def found(own: Inspectorate, kind: str) -> Rows:
        texts = rows(own)
        older = Revision.objects.filter(text__in=texts.values("text")).exclude(number=F("text__version")).exclude(body="")
        under = Subquery(texts.filter(text=OuterRef("text")).order_by().values(key=_key(prefix, name))[:1])
        return told(older, kind, NOWHERE, words, "author__name", under=under)

    return found


def _written(own: Inspectorate) -> Rows:
    return Item.objects.filter(inspectorate=own)


def _attachments(own: Inspectorate) -> Rows:
    """Once the sender withdrew it, no recipient has its files any more."""
    had = Q(item__inspectorate=own) | Q(item__withdrawn_at=None)
    return Attachment.objects.filter(had, item__in=items_of(own).order_by().values("pk"))


def _letters_written(own: Inspectorate) -> Rows:
    return Letter.objects.filter(inspectorate=own)


def _decisions(own: Inspectorate) -> Rows:
    return Decision.objects.filter(delivery__inspectorate=own)


def _activities(own: Inspectorate) -> Rows:
    return Activity.objects.filter(programme__inspectorate=own)


def _reports(own: Inspectorate) -> Rows:
    return _activities(own).filter(report__isnull=False)


def _breaches(own: Inspectorate) -> Rows:
    return Breach.objects.filter(activity__programme__inspectorate=own)


def _recommendations(own: Inspectorate) -> Rows:
    return Recommendation.objects.filter(activity__programme__inspectorate=own)


def _check_items(own: Inspectorate) -> Rows:
    return CheckItem.objects.filter(programme__inspectorate=own)


def _looks(own: Inspectorate) -> Rows:
    return CheckLook.objects.filter(item__programme__inspectorate=own)


def _imports(own: Inspectorate) -> Rows:
    return ImportRun.objects.filter(programme__inspectorate=own)


# Whose name stood under a letter, and what it was about, came with each version of its words.
_OLDER_LETTER = Lines(KT("values__subject"), "body", KT("values__signs_name"), KT("values__signs_role"))
_LOOKED_AT = Coalesce(
    Subquery(
        CheckLook.objects.filter(item=OuterRef("pk")).order_by("-seen_on", "-pk").values(key=_key(ACTIVITY, "activity"))[:1]
    ),
    NOTHING,
)
# kind → (its name, its rows with COLUMNS)
KINDS: Mapping[str, tuple[str | Promise, Found]] = {
    "item": (
        gettext_lazy("Item shared between inspectorates"),
        _of(items_of, Lines("text__body", "correction", "withdrawn_why", "source_words"), "author__name", _key(ITEM)),
    ),
    "item-words": (gettext_lazy("Earlier words of an item shared between inspectorates"), _older(_written, ITEM)),
    "item-file": (
        gettext_lazy("File of an item shared between inspectorates, by its name"),
        _of(_attachments, "name", "added_by__name", _key(ITEM, "item")),
    ),
    "decision": (
        gettext_lazy("Decision about something shared"),
        _of(_decisions, "reason", "by__name", _key(ITEM, "delivery__item")),
    ),
    "letter": (
        gettext_lazy("Letter"),
        _of(letters_of, Lines("subject", "text__body", "signs_name", "signs_role"), "author__name", _key(LETTER)),
    ),
    "letter-words": (gettext_lazy("Older words of a letter"), _older(_letters_written, LETTER, words=_OLDER_LETTER)),
    "activity": (
        gettext_lazy("Activity of a programme"),
        _of(
            _activities,
            Lines("text__body", "outcome", "focus_words", "timing_reason", "cancelled_why"),
            "recorded_by__name",
            _key(ACTIVITY),
        ),
    ),
    "activity-words": (gettext_lazy("Older words of an activity"), _older(_activities, ACTIVITY)),
    "activity-file": (gettext_lazy("Report of an activity, by its name"), _of(_reports, "report_name", "", _key(ACTIVITY))),
    "breach": (
        gettext_lazy("Breach"),
        _of(
            _breaches,
            Lines("standard", "text__body", "note", "resolution", "withdrawn_why"),
            "recorded_by__name",
            _key(ACTIVITY, "activity"),
        ),
    ),
    "breach-words": (gettext_lazy("Older words of a breach"), _older(_breaches, ACTIVITY, "activity")),
    "recommendation": (
        gettext_lazy("Recommendation"),
        _of(_recommendations, Lines("text__body", "note", "withdrawn_why"), "recorded_by__name", _key(ACTIVITY, "activity")),
    ),
    "recommendation-words": (
        gettext_lazy("Older words of a recommendation"),
        _older(_recommendations, ACTIVITY, "activity"),
    ),
    "check-item": (gettext_lazy("Thing to look at"), _of(_check_items, "words", "", _LOOKED_AT)),
    "look": (
        gettext_lazy("What was seen of a thing to look at"),
        _of(_looks, "seen", "recorded_by__name", _key(ACTIVITY, "activity")),
    ),
    "import": (
        gettext_lazy("Table that was sent in, by its name"),
        _of(_imports, "name", "asked_by__name", _key(IMPORT)),
    ),
}
# To what an entry of the trail about these belongs, while it is there.
OF_EVENT = Case(
    When(reduce(or_, (Q(target__startswith=prefix) for prefix in BEYOND)), then=F("target")),
    default=NOTHING,
    output_field=TextField(),
)


def chains_of(own: Inspectorate) -> list[Rows]:
    """The chains of what is done to these, to be united: of the items and letters that it wrote or received, and of its programmes."""
    return [
        items_of(own).order_by().values_list(_key("item:")),
        letters_of(own).order_by().values_list(_key("letter:")),
        Programme.objects.filter(inspectorate=own).order_by().values_list(_key("programme:")),
    ]


@dataclass(frozen=True)
class Under:
    """To what something belongs. name: in words, for somebody outside. stream: the chain by which reading it is written down."""

    key: str
    name: str
    stream: str
    demonstration: bool = False


def unders(keys: Iterable[str]) -> dict[str, Under]:
    """Those of these keys that are there. A query for each kind among them."""
    wanted: dict[str, list[int]] = {}
    for key in keys:
        kind, _colon, number = key.rpartition(":")
        wanted.setdefault(f"{kind}:", []).append(int(number))
    found = []
    if ITEM in wanted:
        items = Item.objects.filter(pk__in=wanted[ITEM]).select_related("local_area", "inspectorate")
        found += [_under_item(row) for row in items]
    if LETTER in wanted:
        letters = Letter.objects.filter(pk__in=wanted[LETTER]).select_related("local_area", "inspectorate", "recipient")
        found += [_under_letter(row) for row in letters.annotate(rests_on_invented=_INVENTED)]
    if ACTIVITY in wanted:
        activities = Activity.objects.filter(pk__in=wanted[ACTIVITY]).select_related("kind", "agency", "local_area")
        found += [_under_activity(row) for row in activities]
    if IMPORT in wanted:
        runs = ImportRun.objects.filter(pk__in=wanted[IMPORT]).select_related("programme").defer("faults", "changes")
        found += [_under_import(row) for row in runs]
    return {under.key: under for under in found}


def _called(body: Agency | LocalArea) -> str:
    return _("%(area)s (invented)") % {"area": body.name} if body.demonstration else body.name


def _under_item(row: Item) -> Under:
    words = {"name": row.inspectorate.short_name, "area": _called(row.local_area)}
    name = _("A draft of %(name)s about %(area)s") if row.sent_at is None else _("What %(name)s shared about %(area)s")
    return Under(f"{ITEM}{row.pk}", name % words, f"item:{row.pk}", row.local_area.demonstration)


# Agencies are those of its local area; items can be of others.
_INVENTED = Exists(Item.objects.filter(letters=OuterRef("pk"), local_area__demonstration=True))


def _under_letter(row: Any) -> Under:
    words = {"name": row.inspectorate.short_name, "to": row.recipient.short_name}
    if row.local_area is not None:
        words["area"] = _called(row.local_area)
        draft, sent = (
            _("A draft of a letter of %(name)s to %(to)s about %(area)s"),
            _("A letter of %(name)s to %(to)s about %(area)s"),
        )
    else:
        draft, sent = _("A draft of a letter of %(name)s to %(to)s"), _("A letter of %(name)s to %(to)s")
    invented = row.rests_on_invented or (row.local_area is not None and row.local_area.demonstration)
    return Under(f"{LETTER}{row.pk}", (draft if row.sent_at is None else sent) % words, f"letter:{row.pk}", invented)


def _under_activity(row: Activity) -> Under:
    """What is only planned is a secret, like an inspection of which nobody was told."""
    body = row.agency or row.local_area
    stream = f"activity:{row.pk}"
    if body is None or row.standing in {Standing.PLANNED, Standing.CANCELLED}:
        return Under(f"{ACTIVITY}{row.pk}", _("an activity"), stream, body is not None and body.demonstration)
    words = {"kind": row.kind.name, "subject": _called(body), "day": date_format(row.starts_on, "j F Y")}
    return Under(f"{ACTIVITY}{row.pk}", _("%(kind)s of %(subject)s, %(day)s") % words, stream, body.demonstration)


def _under_import(row: ImportRun) -> Under:
    return Under(f"{IMPORT}{row.pk}", _("A table sent in for %(name)s") % {"name": row.programme.name}, f"import:{row.pk}")
