"""What every page with a form or a list does: what was sent, the command with it, the page of the list that was asked for."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ParamSpec, TypeVar
from uuid import uuid4

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from jtai.errors import DomainError
from jtai.forms import Form

P = ParamSpec("P")
T = TypeVar("T")
MARKING = "OFFICIAL-SENSITIVE"
A_PAGE = 25
CLIENT_ID = "client_id"


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to; also an empty sending is one."""
    return request.POST if request.method == "POST" else None


def attempt(form: Form, command: Callable[P, T], *args: P.args, **words: P.kwargs) -> T | None:
    """Call a command with what was typed. A refusal becomes an error of the form, so that the typing stays on the page."""
    try:
        return command(*args, **words)
    except DomainError as refusal:
        field = form.refuse(refusal)
        if field == CLIENT_ID and isinstance(form.data, QueryDict):
            # The key is spent on something else; under a new one the same sending, repeated, is a new entry.
            form.data = form.data.copy()
            form.data[CLIENT_ID] = str(uuid4())
        form.refused = refusal.status  # type: ignore[attr-defined]  # -- read by status_of, just below
        return None


def done(form: Form, command: Callable[P, object], *args: P.args, **words: P.kwargs) -> bool:
    """The same, where only it matters that it was done."""
    attempt(form, command, *args, **words)
    return not form.errors


def status_of(form: Form | None) -> int:
    """200, or what the errors of the form mean."""
    if form is None or not form.is_bound or not form.errors:
        return HTTPStatus.OK
    return int(getattr(form, "refused", HTTPStatus.UNPROCESSABLE_ENTITY))


def page_of(request: HttpRequest, rows: QuerySet[Any], size: int = A_PAGE) -> tuple[Page[Any], str]:
    """The asked page of a list (the nearest there is), and the other filters as a query string that ends in "&"."""
    asked = request.GET.copy()
    asked.pop("page", None)
    query = asked.urlencode()
    return Paginator(rows, size).get_page(request.GET.get("page")), f"{query}&" if query else ""


def cleaned(form: Form) -> dict[str, Any]:
    """The filters that could be used; an unusable one filters nothing and says so beside its field."""
    return form.cleaned_data if form.is_valid() or form.is_bound else {}
