"""What is known of each local area as a candidate of a year: table, map, some beside each other, and one with all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from agencies.queries import ATTRIBUTION
from jtai import sheets
from jtai.pages import A_PAGE, MARKING, status_of
from scheduling import queries
from scheduling.candidates.asking import Asked, those
from scheduling.candidates.colouring import COLOURINGS, Coloured
from scheduling.candidates.facts import Candidate
from scheduling.candidates.hexmap import Cell, hexes
from scheduling.candidates.indicators import INDICATORS, NAME, Indicator, difference, in_order
from scheduling.candidates.words import chapters
from scheduling.forms import CandidateSearch, CompareForm, MapSearch
from scheduling.models import ProgrammeYear

WRITERS = {"csv": sheets.download, "xlsx": sheets.workbook}


@dataclass(frozen=True)
class Column:
    """A heading of the table. href: the same list in the order of this column; sorted: how it is in order now, for aria-sort."""

    indicator: Indicator
    href: str
    sorted: str


@dataclass(frozen=True)
class Row:
    """A candidate with its cells, in the order of the columns: of which indicator, what it says, and whether there is nothing."""

    candidate: Candidate
    cells: list[tuple[Indicator, str, bool]]


@dataclass(frozen=True)
class Drawn:
    """A hexagon as it is drawn. words: what it is called for those who do not see it. faded: the filters leave it out."""

    cell: Cell
    tone: str
    sign: str
    words: str
    faded: bool


def _frame(year: ProgrammeYear, rows: Sequence[Candidate], here: str = "") -> dict[str, Any]:
    """Marking, breadcrumbs and where the numbers are from. here: a page below the candidates."""
    home = reverse("candidates", args=[year.year])
    trail = [
        {"text": _("Programme years"), "href": reverse("programme_years")},
        {"text": str(year), "href": year.get_absolute_url()},
        {"text": _("Candidates"), "href": home if here else ""},
    ]
    if here:
        trail.append({"text": here, "href": ""})
    invented = any(one.demonstration for one in rows)
    return {
        "year": year,
        "trail": trail,
        "here": here or _("Candidates"),
        "marking": MARKING,
        "demonstration": invented,
        "demonstration_text": _("These local areas, and everything found in them, are invented.") if len(rows) > 1 else "",
        "attribution": "" if invented else ATTRIBUTION,
    }


def _query(request: SignedIn, without: Sequence[str]) -> str:
    """What was asked, to be asked again: empty, or ending in “&”."""
    kept = request.GET.copy()
    for name in without:
        kept.pop(name, None)
    return f"{kept.urlencode()}&" if kept else ""


@require_safe
def candidates(request: SignedIn, year: int) -> HttpResponse:
    """The table."""
    programme = queries.year_for(request.user, year)
    world = queries.world_of(request.user, programme, request.GET.get("show", ""))
    search = CandidateSearch(request.GET, world)
    asked = search.asked()
    found = in_order(those(world.candidates, asked), search.order_asked())
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    shown = [INDICATORS[code] for code in search.columns_asked()]
    context = {
        **_frame(programme, world.candidates),
        "search": search,
        "page": page,
        "query": _query(request, ["page", "area"]),
        "all": len(world.candidates),
        "filtered": asked.narrows(),
        "wide": len(shown) > len(INDICATORS) // 2,
        "columns": [_column(request, row, search.order_asked()) for row in (NAME, *shown)],
        "rows": [Row(one, [(row, row.says(one), not row.value(one)) for row in shown]) for one in page.object_list],
    }
    return render(request, "scheduling/candidates.html", context, status=status_of(search))


def _column(request: SignedIn, row: Indicator, order: str) -> Column:
    query = _query(request, ["page", "sort", "area"])
    now = {row.code: "ascending", f"-{row.code}": "descending"}.get(order, "")
    return Column(row, f"?{query}{urlencode({'sort': f'-{row.code}' if now == 'ascending' else row.code})}", now)


@require_safe
def candidates_export(request: SignedIn, year: int, kind: str) -> HttpResponseBase:
    """The same rows with every column, as a file for spreadsheet programs."""
    programme = queries.year_for(request.user, year)
    if kind not in WRITERS:
        raise Http404
    world = queries.world_of(request.user, programme, request.GET.get("show", ""))
    search = CandidateSearch(request.GET, world)
    found = in_order(those(world.candidates, search.asked()), search.order_asked())
    shown = list(INDICATORS.values())
    head = [_("Code"), str(NAME.name), *(row.title for row in shown)]
    lines = ([one.code, one.name, *(row.exported(one) for row in shown)] for one in found)
    return WRITERS[kind](f"candidates-{programme.year}", head, lines)


@require_safe
def candidates_map(request: SignedIn, year: int) -> HttpResponse:
    """The map; the table below it says the same."""
    programme = queries.year_for(request.user, year)
    world = queries.world_of(request.user, programme, request.GET.get("show", ""))
    search = MapSearch(request.GET, world)
    asked = search.asked()
    colouring = COLOURINGS[search.colour_asked()]
    coloured = colouring.of(world.candidates)
    drawn = hexes(world.candidates)
    cells = [_drawn(cell, coloured, asked) for cell in drawn.cells]
    context = {
        **_frame(programme, world.candidates, _("Map")),
        "search": search,
        "query": _query(request, ["colour"]),
        "filtered": asked.narrows(),
        "all": len(world.candidates),
        "colouring": colouring,
        "legend": coloured.legend,
        "map": drawn,
        "cells": cells,
        "faded": sum(one.faded for one in cells),
        "rows": [(one, coloured.says[one.key]) for one in those(world.candidates, asked)],
    }
    return render(request, "scheduling/candidates_map.html", context, status=status_of(search))


def _drawn(cell: Cell, coloured: Coloured, asked: Asked) -> Drawn:
    one = cell.candidate
    words = f"{one.name}: {coloured.says[one.key]}"
    if not asked.fits(one):
        return Drawn(cell, "faded", "", _("%(words)s. The filters leave it out.") % {"words": words}, faded=True)
    return Drawn(cell, coloured.shades[one.key].tone, coloured.signs[one.key], words, faded=False)


@require_safe
def candidates_compare(request: SignedIn, year: int) -> HttpResponse:
    """Two to four of them beside each other, with what differs in words."""
    programme = queries.year_for(request.user, year)
    rows = queries.candidates(request.user, programme, request.GET.get("show", ""))
    form = CompareForm(request.GET, rows)
    chosen = form.cleaned_data["area"] if form.is_valid() else []
    lines = [(row, [(one, row.says(one)) for one in chosen], difference(row, chosen)) for row in INDICATORS.values()]
    context = {
        **_frame(programme, rows, _("Compare")),
        "form": form,
        "chosen": chosen,
        "show": request.GET.get("show", ""),
        "alike": _("The same"),
        "lines": lines if chosen else [],
        "same": sum(said == _("The same") for _row, _cells, said in lines) if chosen else 0,
    }
    return render(request, "scheduling/candidates_compare.html", context, status=status_of(form))


@require_safe
def candidate(request: SignedIn, year: int, code: str) -> HttpResponse:
    """One local area with all that is known of it, in sentences."""
    programme = queries.year_for(request.user, year)
    found = queries.candidate_for(request.user, programme, code)
    context = {**_frame(programme, [found], found.name), "candidate": found, "chapters": chapters(found)}
    return render(request, "scheduling/candidate.html", context)
