"""What the pages of people share: saving, and the status that the errors of a form mean."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ParamSpec, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from jtai.errors import DomainError
from jtai.forms import Form

P = ParamSpec("P")
T = TypeVar("T")
A_PAGE = 25


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to; also an empty sending is one."""
    return request.POST if request.method == "POST" else None


def attempt(form: Form, command: Callable[P, T], *args: P.args, **words: P.kwargs) -> T | None:
    """Call a command with what was typed. A refusal becomes an error of the form, so that the typing stays on the page."""
    try:
        return command(*args, **words)
    except DomainError as refusal:
        form.refuse(refusal)
        form.refused = refusal.status  # type: ignore[attr-defined]  # -- read by show, just below
        return None


def done(form: Form, command: Callable[P, object], *args: P.args, **words: P.kwargs) -> bool:
    """The same, where only it matters that it was done."""
    attempt(form, command, *args, **words)
    return not form.errors


def show(request: HttpRequest, template: str, context: dict[str, Any], form: Form | None = None) -> HttpResponse:
    """Render a page with its form, and the status that the form's errors mean."""
    status: int = HTTPStatus.OK
    if form is not None and form.is_bound and form.errors:
        status = int(getattr(form, "refused", HTTPStatus.UNPROCESSABLE_ENTITY))
    return render(request, f"agencies/{template}.html", {**context, "form": form}, status=status)


def page_of(request: HttpRequest, rows: QuerySet[Any]) -> tuple[Page[Any], str]:
    """The asked page of a list (the nearest there is), and the other filters as a query string that ends in "&"."""
    asked = request.GET.copy()
    asked.pop("page", None)
    query = asked.urlencode()
    return Paginator(rows, A_PAGE).get_page(request.GET.get("page")), f"{query}&" if query else ""
