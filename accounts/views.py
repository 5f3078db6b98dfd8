"""Signing in and out, and one's own tokens."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import commands, demonstration, policies, queries
from accounts.forms import SignInForm, TokenForm
from accounts.models import User
from accounts.requests import SignedIn


def _safe_next(request: HttpRequest) -> str:
    """Where the person wanted to go, if that is a page of ours; else nothing."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    # A word without a slash would be taken for the name of a page, and be a fault when there is none.
    return wanted if ours and wanted.startswith("/") else ""


@login_not_required
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The door. Goes to `next` when that is an address of this site."""
    where = _safe_next(request)
    if request.user.is_authenticated:
        return redirect(where or settings.LOGIN_REDIRECT_URL)
    form = SignInForm(request, request.POST if request.method == "POST" else None)
    if form.is_valid() and form.user is not None:
        login(request, form.user)
        commands.note_sign_in(by=form.user)
        return redirect(where or settings.LOGIN_REDIRECT_URL)
    people = demonstration.people()
    context = {
        "form": form,
        "next": where,
        "demonstration_people": people,
        "demonstration_password": demonstration.PASSWORD if people else "",
    }
    return render(request, "accounts/sign_in.html", context, status=422 if form.errors else 200)


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session; a second press is harmless."""
    if isinstance(request.user, User):
        commands.note_sign_out(by=request.user)
    logout(request)
    messages.success(request, _("You are signed out."))
    return redirect("sign_in")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def token_add(request: SignedIn) -> HttpResponse:
    """Makes a token. Its secret stands in the answer to this one request and nowhere else."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        token, secret = commands.create_token(**form.cleaned_data, by=request.user)
        return render(request, "accounts/token_made.html", {"token": token, "secret": secret})
    why_not = policies.can_create_token.why_not(request.user)
    context = {"form": form, "why_not": why_not, "back": reverse("account")}
    return render(request, "accounts/token_form.html", context, status=422 if form.errors else 200)


@require_POST
def token_revoke(request: SignedIn, pk: int) -> HttpResponse:
    """Ends one of the person's own tokens."""
    token = commands.revoke_token(queries.token_for(request.user, pk), by=request.user)
    messages.success(request, _("The token “%(name)s” was revoked.") % {"name": token.name})
    return redirect("account")
