"""What all these pages do alike."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, ParamSpec

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.requests import SignedIn
from audit import reads
from audit.queries import key_of
from disclosure import policies, queries
from disclosure.models import AccessRequest
from disclosure.queries import Item
from jtai.errors import DomainError
from jtai.forms import Form
from jtai.policy import Policy

P = ParamSpec("P")
A_PAGE = 20
MARKING = "OFFICIAL-SENSITIVE"


def sent(request: SignedIn) -> Any:
    """What a form is bound to: what was sent, or nothing yet."""
    return request.POST if request.method == "POST" else None


def done(form: Form, command: Callable[P, object], *args: P.args, **words: P.kwargs) -> bool:
    """Call a command with what was typed; a refusal becomes an error of the form, so that the typing stays on the page."""
    try:
        command(*args, **words)
    except DomainError as refusal:
        form.refuse(refusal)
        return False
    return True


def show(
    request: SignedIn,
    template: str,
    found: AccessRequest | None,
    here: str,
    *,
    things: Iterable[Item | None] = (),
    **more: Any,
) -> HttpResponse:
    """A page about a request, under its heading; 422 when a form on it was sent with errors.

    things: what it shows; where one is invented it says so.
    """
    form = more.get("form")
    wrong = form is not None and form.is_bound and form.errors
    above = (
        [] if found is None or not more.pop("below", True) else [{"text": found.reference, "href": found.get_absolute_url()}]
    )
    trail = [{"text": _("Access requests"), "href": reverse("access_requests")}, *above, {"text": here, "href": ""}]
    invented = any(thing is not None and thing.invented for thing in things)
    frame = {"marking": MARKING, "demonstration": invented, "demonstration_among": True}
    context = {"found": found, "here": here, "trail": trail, **frame, **more}
    return render(
        request, f"disclosure/{template}.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    )


def show_form(
    request: SignedIn,
    found: AccessRequest,
    form: Form,
    here: str,
    button: str,
    *,
    rule: Policy = policies.can_work_on,
    template: str = "form",
) -> HttpResponse:
    """A page with a form about a request, or why there is none. What was sent already stays on it, with its refusal."""
    why_not = "" if form.is_bound else rule.why_not(request.user, found)
    return show(request, template, found, here, form=form, button=button, why_not=why_not, back=found.get_absolute_url())


def read(request: SignedIn, streams: Iterable[str], thing: str) -> None:
    """What is shown of casework is written down before it is shown, as under its own addresses. streams: its chains."""
    kept = list(streams)
    if kept:
        reads.note_several(key_of(request.user), kept, thing)


def streams_of(things: Iterable[Item | None]) -> list[str]:
    """The chains of these."""
    return [stream for thing in things if thing is not None for stream in thing.streams]


def item_of(request: SignedIn, pk: int, kind: str, number: int) -> tuple[AccessRequest, Item]:
    """A request and one thing in what it may search, or Http404."""
    found = queries.request_for(request.user, pk)
    return found, queries.item_for(found.inspectorate, kind, number)
