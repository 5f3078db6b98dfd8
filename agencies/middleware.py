"""The closed door: who is not signed in signs in, who needs a second factor shows one; then anything opens."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from accounts.keeping import COOKIE, arrived, give_cookie, keep
from accounts.models import User
from agencies.factors import lacks_second_factor, needs_second_factor
from jtai.errors import typed

Answer = HttpResponseBase | None


def _taken(response: HttpResponseBase) -> bool:
    """Whether a sending led on; to a page that asks once more who one is, it did not yet."""
    if response.status_code != HTTPStatus.FOUND:
        return False
    asks = {reverse(name) for name in ("sign_in", "second_factor", "account_reauthenticate")}
    return urlsplit(response.headers["Location"]).path not in asks


class SignInFirst(LoginRequiredMiddleware):
    """Closed by default. Words that come after the sign-in has ended are kept until their person has signed in again."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Rooms below ask the request who needs a second factor. What was kept is forgotten once it has arrived."""
        request.needs_second_factor = needs_second_factor  # type: ignore[attr-defined]  # -- declared on SignedIn
        request.lacks_second_factor = partial(lacks_second_factor, request)  # type: ignore[attr-defined]  # -- as above
        response = cast("HttpResponseBase", super().__call__(request))
        if request.method == "POST" and COOKIE in request.COOKIES and _taken(response):
            arrived(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase], view_args: Any, view_kwargs: Any
    ) -> Answer:
        """Nothing for an open page; else sign-in, then the second factor, of which the session tells without a query."""
        answer: Answer = super().process_view(request, view_func, view_args, view_kwargs)
        if answer is not None or not getattr(view_func, "login_required", True):
            return answer
        if getattr(view_func, "before_second_factor", False) or not isinstance(request.user, User):
            return None
        if not lacks_second_factor(request, request.user):
            return None
        if request.method == "POST" and typed(request):
            return self._kept(request)
        where = {"next": request.get_full_path()} if request.method == "GET" else {}
        return redirect(f"{reverse('second_factor')}?{urlencode(where)}" if where else reverse("second_factor"))

    def handle_no_permission(  # type: ignore[override]  # -- Django returns it as any other response
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        """To the sign-in page, unless something was typed."""
        if typed(request):
            return self._kept(request)
        return super().handle_no_permission(request, view_func)

    def _kept(self, request: HttpRequest) -> HttpResponse:
        response = render(request, "errors/401.html", {"kept": keep(request)}, status=HTTPStatus.UNAUTHORIZED)
        give_cookie(request, response)
        return response
