"""The refusals of this product, and how pages and the API say them."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

API = "/api/"
# Pages of single things: a refusal on the way to change one leads back to it.
PAGES_OF_THINGS = {
    "item", "letter", "programme", "activity_import_run", "activity", "breach", "recommendation", "check_item", "plan",
}  # fmt: skip
TOO_LARGE = gettext_lazy("What was sent is too large. Send less at once.")


class DomainError(Exception):
    """A refusal with a sentence that says why and what to do."""

    status = HTTPStatus.CONFLICT


class NotAllowed(DomainError, PermissionDenied):
    """You can see it; this is not yours to do."""

    status = HTTPStatus.FORBIDDEN


class NotNow(DomainError):
    """Nobody can do it in this state."""


class Changed(NotNow):
    """What the person had looked at has changed since: it is to be looked at as it stands now, and then sent again."""


class Overtaken(Changed):
    """Somebody was quicker, and what they saved was not seen. now: the mark of what stands, to send back after looking at it."""

    def __init__(self, sentence: str, now: str) -> None:
        super().__init__(sentence)
        self.now = now


class Invalid(DomainError):
    """What was asked contradicts itself or the records: the sentence names the field and says what to enter."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


UNREADABLE = (BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError)
NEVER_SHOWN = {"csrfmiddlewaretoken", "password"}


def typed(request: HttpRequest) -> list[str]:
    """The words of a sending, for the page that refuses it as a whole: nobody should have to type them again.

    Only words: choices and numbers are made again in a moment. Nothing when another site had the browser send it.
    """
    if request.method != "POST" or request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return []
    try:
        lists = list(request.POST.lists())
    except UNREADABLE:
        return []
    values = [str(value) for name, sent in lists if name not in NEVER_SHOWN for value in sent]
    return [value for value in values if len(value.split()) > 1]


def typed_marking(request: HttpRequest) -> str:
    """What the page that shows those words is marked with: by the address alone, which says nothing of who may open it."""
    match = request.resolver_match
    sensitive = match is not None and match.route.startswith(settings.MARKED_ROUTES)
    return "OFFICIAL-SENSITIVE" if sensitive and typed(request) else ""


def thing_of(request: HttpRequest) -> str:
    """The address of the thing that was to be changed, or nothing: the longest part of this address that is such a page."""
    parts = request.path.split("/")
    for end in range(len(parts) - 1, 1, -1):
        address = "/".join(parts[:end]) + "/"
        if address == request.path and request.method in {"GET", "HEAD"}:
            continue
        if _is_thing(address):
            return address
    return ""


def _is_thing(address: str) -> bool:
    try:
        return resolve(address).url_name in PAGES_OF_THINGS
    except Resolver404:
        return False


class RefusalMiddleware:
    """Commands raise, views have no `try`: a refusal becomes a page with its sentence. So does a method that a page does not take."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; refusals come back through process_exception, and Django's own empty 405 gets words."""
        request.typed = partial(typed, request)  # type: ignore[attr-defined]  # -- read by errors/_typed.html
        request.typed_marking = partial(typed_marking, request)  # type: ignore[attr-defined]  # -- read by errors/page.html
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.path.startswith(API):
            return response
        page = render(request, "errors/405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        page["Allow"] = response["Allow"]
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only our own refusals; everything else stays Django's."""
        if not isinstance(exception, DomainError):
            return None
        return render(
            request,
            f"errors/{int(exception.status)}.html",
            {"sentence": str(exception), "thing": thing_of(request)},
            status=int(exception.status),
        )


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """RFC 9457 problem details for the API, with the sentence that the page would show.

    Returns None for what is not a refusal, so that a fault stays a fault.
    """
    if isinstance(error, DomainError):
        set_rollback()
        field = getattr(error, "field", "")
        errors = [{"field": field, "detail": str(error)}] if field else []
        return problem_response(int(error.status), str(error), errors)
    if isinstance(error, RequestDataTooBig):
        set_rollback()
        return problem_response(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, str(TOO_LARGE))
    answer = exception_handler(error, context)
    if answer is None:
        return None
    errors = []
    if isinstance(error, exceptions.ValidationError):
        detail, errors = "Some of what was sent cannot be used. Correct the fields listed.", list(_flat(error.detail))
    elif isinstance(error, Http404):
        detail = "There is nothing at this address that you can see."
    else:
        detail = str(getattr(error, "detail", error)) or HTTPStatus(answer.status_code).phrase
    made = problem_response(answer.status_code, detail, errors)
    for name in ("WWW-Authenticate", "Retry-After"):
        if answer.has_header(name):
            made[name] = answer[name]
    return made


def problem_response(status: int, detail: str, errors: list[dict[str, str]] | None = None, **extra: object) -> Response:
    """One problem document; `extra` members are added as RFC 9457 §3.2 allows."""
    body: dict[str, object] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    if errors:
        body["errors"] = errors
    return Response({**body, **extra}, status=status, content_type="application/problem+json")


def _flat(detail: Any, field: str = "") -> Any:
    if isinstance(detail, dict):
        for key, value in detail.items():
            yield from _flat(value, f"{field}.{key}".strip("."))
    elif isinstance(detail, list):
        for position, value in enumerate(detail):
            nested = isinstance(value, dict | list)
            yield from _flat(value, f"{field}.{position}".strip(".") if nested else field)
    else:
        yield {"field": field, "detail": str(detail)}
