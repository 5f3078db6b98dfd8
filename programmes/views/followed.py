"""Breaches and recommendations of a programme in one list: a page, and the same as a file."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from audit.reads import note_listed
from jtai import sheets
from jtai.pages import page_of
from programmes import forms, queries
from programmes.models import Addressee, BreachState, Programme, RecommendationState
from programmes.views.page import frame, show

CHUNK = 500
WRITERS = {"csv": sheets.download, "xlsx": sheets.workbook}
STATES: dict[str, dict[str, Any]] = {
    queries.BREACH: dict(BreachState.choices),
    queries.RECOMMENDATION: dict(RecommendationState.choices),
}
TO = dict(Addressee.choices)
HEAD = (
    "what", "standard", "words", "agency", "addressed_as", "activity", "reference", "since", "due", "state", "days_late",
    "closed_on", "note",
)  # fmt: skip


def _search(request: SignedIn, found: Programme) -> tuple[forms.FollowingSearch, queries.FollowingFilter]:
    areas, bodies = queries.areas_followed(request.user, found), queries.bodies_followed(request.user, found)
    search = forms.FollowingSearch(request.GET, areas=areas, bodies=bodies)
    return search, search.asked()


@require_safe
def programme_following(request: SignedIn, code: str) -> HttpResponse:
    """What is followed after the activities of a programme, the longest due first."""
    found = queries.programme_for(request.user, code)
    search, asked = _search(request, found)
    today = timezone.localdate()
    page, query = page_of(request, queries.followed(request.user, found, asked, today))
    return show(
        request,
        "following",
        frame(found, _("Breaches and recommendations")),
        search=search,
        page=page,
        query=query,
        narrowed=asked.narrows(),
        rows=[{**row, "late": _late(row, today), "stands": STATES[row["what"]][row["state"]]} for row in page.object_list],
        demonstration=any(row["agency__demonstration"] for row in page.object_list),
        demonstration_among=True,
    )


def _late(row: dict[str, Any], today: date) -> int:
    """How many days what is still open is past its day; a breach in enforcement is late on no day."""
    opened = row["state"] in {BreachState.OPEN, RecommendationState.OPEN}
    return max(0, (today - row["due"]).days) if opened and row["due"] is not None else 0


@require_safe
def programme_following_export(request: SignedIn, code: str, kind: str) -> HttpResponseBase:
    """The list as a file for spreadsheet programs, with the words and what was done. It is a read of each of its rows."""
    if kind not in WRITERS:
        raise Http404
    found = queries.programme_for(request.user, code)
    _form, asked = _search(request, found)
    today = timezone.localdate()
    rows = queries.followed(request.user, found, asked, today, wide=True)
    note_listed(request, (f"{row['what']}:{row['pk']}" for row in rows.iterator(chunk_size=CHUNK)))
    return WRITERS[kind](f"{found.code}-followed", HEAD, _lines(rows.iterator(chunk_size=CHUNK), today))


def _lines(rows: Iterator[dict[str, Any]], today: date) -> Iterator[list[object]]:
    for row in rows:
        broken = row["what"] == queries.BREACH
        yield [
            _("Breach") if broken else _("Recommendation"), row["title"] if broken else "", row["words"], row["agency__name"],
            TO.get(row["to"], ""), row["kind"], row["reference"], row["since"], row["due"], STATES[row["what"]][row["state"]],
            _late(row, today) or None, row["closed"], row["said"],
        ]  # fmt: skip
