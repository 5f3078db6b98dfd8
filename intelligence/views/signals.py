"""What is known of local areas and topics, as far as the viewer may see it: numbers, each of which leads to its items."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from intelligence import forms, policies, queries
from intelligence.models import Kind, State
from intelligence.queries import Known, SignalFilter
from intelligence.views.page import above, cleaned, show
from jtai.pages import page_of

BAR = 120  # units of the drawing


@dataclass(frozen=True)
class Line:
    """What is known of one area or topic, with the address of the items behind each number, and how long its bars are. href: its page."""

    known: Known
    href: str
    links: dict[str, str]
    concerns: int
    practices: int


@require_safe
def item_signals(request: SignedIn) -> HttpResponse:
    """Two tables: by local area, and by topic."""
    policies.can_look.check(request.user)
    search = forms.SignalSearch(request.GET)
    asked = SignalFilter(**cleaned(search))
    page, query = page_of(request, queries.areas_known(request.user, asked))
    areas = queries.known_of_areas(page.object_list)
    context = {
        "search": search,
        "page": page,
        "query": query,
        "areas": _lines(areas, "local_area", asked),
        "topics": _lines(queries.topics_known(request.user, asked), "topic", asked),
        "bar": BAR,
        "filtered": bool(asked.region or asked.kind),
        "demonstration": any(row.demonstration for row in areas),
        "demonstration_among": True,
    }
    return show(request, "signals", {**above(_("What is known")), **context})


def _lines(rows: Sequence[Known], name: str, asked: SignalFilter) -> list[Line]:
    """The longest bar is that of the greatest number of them."""
    most = max(1, *_numbers(rows)) if rows else 1
    return [
        Line(
            row,
            reverse("local_area", args=[row.code]) if name == "local_area" else "",
            _links({name: row.code}, asked),
            row.signal.concerns * BAR // most,
            row.signal.practices * BAR // most,
        )
        for row in rows
    ]


def _numbers(rows: Iterable[Known]) -> list[int]:
    return [number for row in rows for number in (row.signal.concerns, row.signal.practices)]


def _links(where: dict[str, str], asked: SignalFilter) -> dict[str, str]:
    """Each leads to exactly the items that its number counts."""
    both = {name: value for name, value in (("region", asked.region), ("kind", asked.kind)) if value}
    several = {
        "concerns": {"kind": Kind.CONCERN.value, "state": State.STANDING.value},
        "practices": {"kind": Kind.PRACTICE.value, "state": State.STANDING.value},
        "urgent": {"urgent": "on", "state": State.STANDING.value},
        "open": {"state": State.OPEN.value, "sort": "oldest"},
    }
    return {key: f"{reverse('items')}?{urlencode({**both, **where, **own})}" for key, own in several.items()}
