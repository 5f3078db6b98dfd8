"""Signing in and out."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import commands, demonstration, queries
from accounts.forms import SignInForm
from accounts.models import User
from accounts.views.going import safe_next


@login_not_required
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The door: on to the second factor where there is one, then to `next` when that is an address of this site."""
    where = safe_next(request)
    if request.user.is_authenticated:
        return redirect(where or settings.LOGIN_REDIRECT_URL)
    form = SignInForm(request, request.POST if request.method == "POST" else None)
    if form.is_valid() and form.user is not None:
        login = Login(user=form.user, email=form.user.email, redirect_url=where or None)
        answer: HttpResponse = perform_password_login(request, {}, login)
        return answer
    if form.locks:
        commands.note_lock_out(form.locks)
    people = demonstration.people()
    context = {
        "form": form,
        "next": where,
        "sign_ons": queries.sign_ons(),
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
