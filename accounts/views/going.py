"""Where somebody goes on to, and who may come before a second factor was shown."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.keeping import COOKIE
from accounts.models import User
from accounts.proof import second_factor_shown
from accounts.queries import factors_of, kept_by
from accounts.requests import SignedIn

View = Callable[..., HttpResponse]
KEPT = "kept"


def safe_next(request: HttpRequest) -> str:
    """Where the person wanted to go, if that is a page of ours; else nothing."""
    return ours(request, request.POST.get("next") or request.GET.get("next", ""))


def ours(request: HttpRequest, wanted: str) -> str:
    """An address of ours as it is; any other becomes nothing."""
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    # A word without a slash would be taken for the name of a page, and be a fault when there is none.
    return wanted if safe and wanted.startswith("/") else ""


def next_of(request: HttpRequest, user: User, wanted: str) -> str:
    """The same for whoever has just signed in: words that were kept for somebody else are no place to go to."""
    wanted = ours(request, wanted)
    try:
        match = resolve(wanted.partition("?")[0]) if wanted else None
    except Resolver404:
        return wanted
    if match is None or match.url_name != KEPT:
        return wanted
    theirs = kept_by(user, request.COOKIES.get(COOKIE, "")).filter(pk=match.kwargs["pk"])
    return wanted if theirs.exists() else ""


def before_second_factor(view: View) -> View:
    """Marks a page at which somebody who needs a second factor can set one up: agencies.middleware lets them in.

    Whoever has one already and has not shown it is somebody else with their password: they sign in anew.
    """

    def guarded(request: SignedIn, *given: Any, **named: Any) -> HttpResponse:
        if not second_factor_shown(request, request.user) and factors_of(request.user).exists():
            logout(request)
            return redirect("sign_in")
        # Read by the frame of the page: every other link would only lead back here.
        request.only_sign_out = request.lacks_second_factor(request.user)
        return view(request, *given, **named)

    guarded.__name__, guarded.__doc__ = view.__name__, view.__doc__
    guarded.before_second_factor = True  # type: ignore[attr-defined]  # -- read by the middleware
    return guarded
