"""What was typed when the sign-in had ended comes back after signing in again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import commands, queries
from accounts.keeping import COOKIE, give_cookie, keep
from accounts.requests import SignedIn
from accounts.sealing import unseal


@login_not_required
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django names it
    """settings.CSRF_FAILURE_VIEW: somebody signed in or out in another window. Nothing when another site sent it."""
    kept_now = keep(request)
    response = render(request, "403_csrf.html", {"kept": kept_now}, status=403)
    give_cookie(request, response)
    return response


@never_cache
@require_safe
def kept(request: SignedIn, pk: int) -> HttpResponse:
    """The words, in a form that is one press away from where they were sent to."""
    cookie = request.COOKIES.get(COOKIE, "")
    row = queries.kept_for(request.user, pk, cookie)
    fields = [(name, value, len(value.split()) > 1) for name, value in unseal(row.sealed, cookie)]
    return render(request, "accounts/kept.html", {"kept": row, "fields": fields})


@require_POST
def kept_discard(request: SignedIn, pk: int) -> HttpResponse:
    """Not wanted any more."""
    cookie = request.COOKIES.get(COOKIE, "")
    commands.forget_kept(queries.kept_for(request.user, pk, cookie).pk, cookie=cookie, by=request.user)
    messages.success(request, _("What you typed was discarded."))
    return redirect("home")
