"""Pages of trails of an item and a letter for those who have them, and of an activity for the inspectorate whose programme it is."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet, Subquery
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import SignedIn
from agencies.models import Inspectorate
from agencies.queries import inspectorate_of
from audit.models import Event
from audit.queries import key_of, trail_of
from desk import labels, verbs
from desk.tracing import CHUNK, NOTHING, TrailFilter, lines, narrowed
from desk.trail_pages import MARKING, actors_of, page_of, sheet, show
from intelligence import naming
from intelligence.models import Item, Letter
from intelligence.queries import PROGRAMME, item_for, letter_for, name_of
from programmes import policies
from programmes.models import Activity
from programmes.queries import activity_for

USES = frozenset({"intelligence.use", "intelligence.undo_use"})
SHORT = 12  # words of what an event was about
LATE, SENT, DECIDED = "intelligence.escalate", "intelligence.send", "intelligence.decide"
# What the sender's people alone learn: words that never stood, and that nobody at another inspectorate can be told.
NEVER_STOOD = (
    Q(verb="intelligence.correct_beside")
    | Q(verb__in=["intelligence.correct", "intelligence.settle"], words__data__contains={"kept_beside": True})
    | Q(verb="intelligence.settle", words__data__contains={"keep": "current"})
)
# What was wrong, and why a file went, can name what a holder who was added later is not to have.
REPLACED = ("intelligence.correct", "intelligence.settle", "intelligence.file_take_back")
LETTER_LATE = "intelligence.letter_escalate"
# What the recipient of a letter reads of it. How it was written and printed is the sender's.
OF_RECIPIENT = ("intelligence.letter_send", "intelligence.letter_acknowledge", LETTER_LATE)
OF_SENDER = NEVER_STOOD | Q(verb="intelligence.nobody_to_tell")


def _of_item(viewer: User, item: Item) -> tuple[QuerySet[Event], labels.Named]:
    """What was done with an item, as far as its page tells this viewer, and what the codes in it are called. Six queries at most.

    Of how it was written and what never stood only the inspectorate that shared it reads, of lateness only the one that was late. Who used it where is
    for those who may see where: a person's name would give away a planned inspection. Whoever was given it later reads
    nothing of what had been replaced by then.
    """
    rows, own = trail_of(item.stream), inspectorate_of(viewer)
    if own.pk != item.inspectorate_id:
        rows = rows.filter(sequence__gte=trail_of(item.stream).filter(verb=SENT).order_by().values("sequence")[:1])
        had = item.deliveries.filter(inspectorate=own).order_by().values("delivered_at")[:1]
        rows = rows.exclude(OF_SENDER).exclude(verb__in=REPLACED, at__lt=Subquery(had))
    named = rows.filter(verb__in=[*USES, DECIDED]).order_by()
    pairs = named.values_list("words__data__used_in", "words__data__programme").distinct()
    keys = {key for used_in, code in pairs for key in (used_in, code and PROGRAMME + code) if key}
    places = {key: said.words for key, said in naming.known(viewer, keys).items()}
    told = ~Q(verb__in=[*USES, LATE]) | Q(verb__in=USES, words__data__used_in__in=list(places))
    late = Q(verb=LATE, words__data__inspectorate=own.code)
    names = _inspectorates()
    programmes = {key.removeprefix(PROGRAMME): words for key, words in places.items() if key.startswith(PROGRAMME)}
    return rows.filter(told | late), {
        "inspectorate": names, "recipients": names, "used_in": places, "programme": programmes,
    }  # fmt: skip


def _inspectorates() -> dict[str, str]:
    return dict(Inspectorate.objects.order_by().values_list("code", "short_name"))


@require_safe
def item_trail(request: SignedIn, pk: int) -> HttpResponse:
    """What was done with an item."""
    found = item_for(request.user, pk)
    rows, named = _of_item(request.user, found)
    area = found.local_area
    name = name_of(found)
    trail = [
        {"text": _("Shared"), "href": reverse("items")},
        {"text": name, "href": found.get_absolute_url()},
        {"text": _("Trail"), "href": ""},
    ]
    marking = found.get_marking_display() or MARKING
    says = _("Who did what with this item, newest first: what its page tells you, with the day and the person.")
    frame: dict[str, Any] = {
        "trail": trail,
        "caption": name,
        "marking": marking,
        "demonstration": area.demonstration,
        "says": says,
    }
    return _page(request, "item_trail", found.pk, rows, words=verbs.SHARING, named=named, **frame)


@require_safe
def item_trail_csv(request: SignedIn, pk: int) -> StreamingHttpResponse:
    """The same as a table, all of it. Without the numbers of the chain, which would tell how much is left out."""
    found = item_for(request.user, pk)
    rows, named = _of_item(request.user, found)
    said = lines(rows.iterator(CHUNK), actors_of(rows), words=verbs.SHARING, named=named)
    return sheet(f"item-{pk}-trail", (replace(line, number=0) for line in said))


def _of_letter(viewer: User, letter: Letter) -> tuple[QuerySet[Event], labels.Named]:
    """What was done with a letter, as far as its page tells this viewer: that it was late only its recipient reads."""
    rows, names = trail_of(letter.stream), _inspectorates()
    named = {"inspectorate": names, "recipient": names}
    if inspectorate_of(viewer).pk == letter.inspectorate_id:
        return rows.exclude(verb=LETTER_LATE), named
    return rows.filter(verb__in=OF_RECIPIENT), named


@require_safe
def letter_trail(request: SignedIn, pk: int) -> HttpResponse:
    """What was done with a letter."""
    found = letter_for(request.user, pk)
    rows, named = _of_letter(request.user, found)
    trail = [
        {"text": _("Shared"), "href": reverse("items")},
        {"text": _("Letters"), "href": reverse("letters")},
        {"text": found.subject, "href": found.get_absolute_url()},
        {"text": _("Trail"), "href": ""},
    ]
    says = _("Who did what with this letter, newest first: what its page tells you, with the day and the person.")
    invented = found.local_area is not None and found.local_area.demonstration
    marking = found.get_marking_display() or MARKING
    frame: dict[str, Any] = {
        "trail": trail,
        "caption": found.subject,
        "marking": marking,
        "demonstration": invented,
        "says": says,
    }
    return _page(request, "letter_trail", found.pk, rows, words=verbs.SHARING, named=named, **frame)


@require_safe
def letter_trail_csv(request: SignedIn, pk: int) -> StreamingHttpResponse:
    """The same as a table, all of it. Without the numbers of the chain, which would tell how much is left out."""
    rows, named = _of_letter(request.user, letter_for(request.user, pk))
    said = lines(rows.iterator(CHUNK), actors_of(rows), words=verbs.SHARING, named=named)
    return sheet(f"letter-{pk}-trail", (replace(line, number=0) for line in said))


def _activity(request: SignedIn, pk: int) -> Activity:
    found = activity_for(request.user, pk)
    policies.can_see_inside.check(request.user, found)
    return found


def _of_activity(found: Activity) -> tuple[QuerySet[Event], dict[str, str]]:
    """What was done to an activity, and to what came of it: breaches, recommendations and looks, with what each is called."""
    breaches = {key_of(row): str(row) for row in found.breaches.select_related("agency")}
    advised = {key_of(row): _cut(row.text.body) for row in found.recommendations.select_related("text")}
    looked = {key_of(row): _cut(row.item.words) for row in found.looks.select_related("item")}
    things = {**breaches, **advised, **looked}
    return trail_of(found.stream).filter(target__in=[key_of(found), *things]), things


def _cut(words: str) -> str:
    return Truncator(words).words(SHORT)


@require_safe
def activity_trail(request: SignedIn, pk: int) -> HttpResponse:
    """What was done to an activity."""
    found = _activity(request, pk)
    subject = found.agency or found.local_area
    name = _("%(kind)s: %(subject)s") % {"kind": found.kind, "subject": subject}
    trail = [
        {"text": _("Programmes"), "href": reverse("programmes")},
        {"text": found.programme.short_name, "href": found.programme.get_absolute_url()},
        {"text": name, "href": found.get_absolute_url()},
        {"text": _("Trail"), "href": ""},
    ]
    says = _("Who did what, newest first. Only your inspectorate sees this. What an import did is on the page of that import.")
    invented = bool(subject and subject.demonstration)
    frame = {"trail": trail, "caption": name, "marking": MARKING, "demonstration": invented, "says": says}
    rows, things = _of_activity(found)
    return _page(
        request, "activity_trail", found.pk, rows, words=verbs.PROGRAMMES, named=labels.NOTHING, things=things, **frame
    )


@require_safe
def activity_trail_csv(request: SignedIn, pk: int) -> StreamingHttpResponse:
    """The same as a table, all of it."""
    found = _activity(request, pk)
    rows, things = _of_activity(found)
    said = lines(rows.iterator(CHUNK), actors_of(rows), words=verbs.PROGRAMMES, things=things)
    return sheet(f"activity-{pk}-trail", said)


def _page(
    request: SignedIn,
    name: str,
    pk: int,
    rows: QuerySet[Event],
    *,
    words: Any,
    named: labels.Named,
    things: Mapping[str, str] = NOTHING,
    **frame: Any,
) -> HttpResponse:
    who = actors_of(rows)
    does = rows.order_by().values_list("verb", flat=True).distinct()
    form = TrailFilter(request.GET, people=who.names, does=does)
    form.is_valid()
    page = page_of(request, narrowed(rows, form.asked(), who.names, words=words, named=named, things=things))
    shown = list(lines(page.object_list, who, words=words, named=named, things=things))
    more = {"here": _("Trail"), "clear": reverse(name, args=[pk]), "sheet": reverse(f"{name}_csv", args=[pk]), "ways": []}
    return show(request, name, form, page, shown, **more, **frame)
