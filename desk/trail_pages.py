"""What all pages of trails share: who acted, the page of the list, and the same as a table."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from accounts.models import User
from accounts.requests import SignedIn
from audit.queries import key_of
from desk.tracing import Line, Names, TrailFilter, names_of
from jtai import sheets

A_PAGE = 50
MARKING = "OFFICIAL-SENSITIVE"
HEAD = ("When", "Who", "Organisation", "What", "Detail", "Where", "Number in the chain")


def actors_of(rows: QuerySet[Any], *, with_also: User | None = None) -> Names:
    """Who acted. with_also: whose own download is noted as a read only when these names have been found."""
    also = [] if with_also is None else [key_of(with_also)]
    return names_of([*rows.order_by().values_list("actor", flat=True).distinct(), *also])


def page_of(request: SignedIn, rows: QuerySet[Any]) -> Any:
    """The asked page of a trail."""
    return Paginator(rows, A_PAGE).get_page(request.GET.get("page"))


def show(request: SignedIn, name: str, form: TrailFilter, page: Any, shown: list[Line], **more: Any) -> HttpResponse:
    """A page of lines with the form that narrows them."""
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "lines": shown,
        "query": f"{kept.urlencode()}&" if kept else "",
        "filtered": bool(form.asked()),
        "name": name,
        **more,
    }
    return render(request, "desk/trail.html", context, status=422 if form.errors else 200)


def sheet(name: str, rows: Any) -> StreamingHttpResponse:
    """All of the lines as a CSV file."""
    return sheets.download(
        name, HEAD, ((row.at, row.who, row.whose, row.what, row.detail, row.about, row.number or None) for row in rows)
    )
