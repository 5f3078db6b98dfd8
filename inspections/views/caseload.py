"""The list of inspections."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import SignedIn
from agencies.queries import membership_of
from inspections import forms, queries
from inspections.models import Inspection
from inspections.views.page import cleaned, page_of


def _when(inspection: Inspection) -> str:
    start, end = inspection.fieldwork_start, inspection.fieldwork_end
    if start.year != end.year:
        first = date_format(start, "j F Y")
    else:
        first = date_format(start, "j F" if start.month != end.month else "j")
    return f"{first} – {date_format(end, 'j F Y')}"


def _works_for_area(user: User) -> bool:
    """Whether what the person sees of inspections stands on their Home page, and never in this list."""
    membership = membership_of(user)
    return membership is not None and membership.inspectorate_id is None


@require_safe
def inspections(request: SignedIn) -> HttpResponse:
    """The caseload of an inspectorate's person."""
    search = forms.CaseloadFilter(request.GET)
    asked = cleaned(search)
    rows = queries.caseload(
        request.user,
        text=asked.get("text", ""),
        status=asked.get("status", ""),
        year=asked.get("year"),
        mine=asked.get("mine", False),
        sort=asked.get("sort", ""),
    )
    page, query = page_of(request, rows)
    shown = [(row, _when(row)) for row in page.object_list]
    filtered = any(asked.get(name) for name in ("text", "status", "year", "mine"))
    context = {
        "search": search,
        "page": page,
        "query": query,
        "rows": shown,
        "filtered": filtered,
        "area": _works_for_area(request.user),
        "demonstration": any(row.local_area.demonstration for row, _fieldwork in shown),
        "demonstration_among": True,
    }
    return render(request, "inspections/inspections.html", context)
