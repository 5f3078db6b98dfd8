"""Passwords: changed by their person, or forgotten."""

from http import HTTPStatus

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import get_user_model, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlsafe_base64_decode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import commands
from accounts.forms import ForgottenForm, NewPasswordForm
from accounts.models import User
from accounts.proof import confirm_first, confirmed_lately
from accounts.requests import SignedIn


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password_forgotten(request: HttpRequest) -> HttpResponse:
    """Asks for the address to which a link is sent, if it has an account; the answer is the same if not."""
    form = ForgottenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        address = form.cleaned_data["email"].lower()
        if ratelimit.consume(request, action="reset_password", key=address):
            commands.send_password_link(address)
        return render(request, "accounts/password_sent.html", {"address": form.cleaned_data["email"]})
    return render(request, "accounts/password_forgotten.html", {"form": form}, status=422 if form.errors else 200)


def _person_of_link(uid: str, token: str) -> User | None:
    try:
        pk = int(urlsafe_base64_decode(uid).decode())
    except (ValueError, OverflowError):
        return None
    person = get_user_model().objects.filter(pk=pk, is_active=True).first() if pk < 2**63 else None
    return person if person is not None and default_token_generator.check_token(person, token) else None


@login_not_required
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password_reset(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Choose a new password by the link that was sent. Signs nobody in: the second factor is asked as always."""
    person = _person_of_link(uid, token)
    if person is None:
        return render(request, "accounts/password_link_old.html", status=HTTPStatus.GONE)
    form = NewPasswordForm(person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        commands.reset_password(person, form.cleaned_data["password"])
        messages.success(request, _("Your password was changed. Sign in with the new one."))
        return redirect("sign_in")
    context = {"form": form, "person": person}
    return render(request, "accounts/password_form.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password_change(request: SignedIn) -> HttpResponse:
    """Choose a new password. Every other session of this person ends."""
    if request.method == "POST" and not confirmed_lately(request, request.user):
        # What is sent is kept while one confirms who one is; a password must not be.
        return redirect("password_change")
    confirm_first(request)
    form = NewPasswordForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        commands.change_password(form.cleaned_data["password"], by=request.user)
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your password was changed. Your other sessions were ended and your tokens were revoked."))
        return redirect("account")
    context = {"form": form, "person": request.user}
    return render(request, "accounts/password_form.html", context, status=422 if form.errors else 200)
