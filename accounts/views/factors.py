"""One's own second factors."""

import base64
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.stages import LoginStageController
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import commands, policies, queries
from accounts.forms import PasskeyForm, TotpForm
from accounts.models import User
from accounts.proof import confirm_first, confirmed_lately, second_factor_shown
from accounts.requests import SignedIn
from accounts.views.going import before_second_factor, safe_next
from accounts.views.proving import STAGE

SALT, AN_HOUR = "accounts.totp", 60 * 60


@never_cache
@require_safe
@before_second_factor
def second_factor(request: SignedIn) -> HttpResponse:
    """What I have, and how to set one up; the page to which whoever needs one and has none is led."""
    needed = request.needs_second_factor(request.user)
    factors = list(queries.factors_of(request.user))
    context = {
        "factors": factors,
        "has_app": any(factor.type == Authenticator.Type.TOTP for factor in factors),
        "codes_left": queries.recovery_codes_left(request.user),
        "needed": needed,
        "lacking": needed and not second_factor_shown(request, request.user),
        "next": safe_next(request),
        "demonstration": request.user.demonstration and not needed,
        "demonstration_text": _("The invented people of this demonstration are not asked for a second factor."),
    }
    return render(request, "accounts/second_factor.html", context)


def _done(request: SignedIn, factor: Authenticator, codes: list[str], words: str) -> HttpResponse:
    """This session has shown it. The first recovery codes stand in the answer to this one request and nowhere else."""
    record_authentication(request, request.user, "mfa", id=factor.pk, type=str(factor.type))
    where = safe_next(request) or reverse("second_factor")
    if codes:
        return _codes(request, codes, words, where)
    messages.success(request, words)
    return redirect(where)


def _codes(request: HttpRequest, codes: list[str], words: str, where: str) -> HttpResponse:
    text = "\r\n".join([_("Recovery codes, Joint targeted area inspections"), *codes, ""])
    file = f"data:text/plain;charset=utf-8;base64,{base64.b64encode(text.encode()).decode()}"
    return render(request, "accounts/recovery_codes.html", {"codes": codes, "words": words, "file": file, "where": where})


def _secret_of(request: SignedIn) -> str:
    """Of the app being set up: it goes to and fro with the page, signed for this person, so that looking writes nothing."""
    try:
        pk, secret = signing.loads(request.POST.get("setup", ""), salt=SALT, max_age=AN_HOUR)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(secret) if pk == request.user.pk else ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@before_second_factor
def totp_add(request: SignedIn) -> HttpResponse:
    """Set up an authenticator app: scan or type the secret, enter the first code."""
    if request.method == "POST" and not confirmed_lately(request, request.user):
        # What is sent is kept while one confirms who one is; the secret of an app must not be.
        return redirect("totp_add")
    confirm_first(request)
    policies.can_add_totp.check(request.user)
    sent = request.method == "POST"
    secret = (_secret_of(request) if sent else "") or generate_totp_secret()
    form = TotpForm(secret, request.POST if sent else None)
    if form.is_valid():
        factor, codes = commands.add_totp(secret, by=request.user)
        return _done(request, factor, codes, _("The authenticator app is set up."))
    drawing = get_adapter().build_totp_svg(get_adapter().build_totp_url(request.user, secret))
    context = {
        "form": form,
        "secret": " ".join(secret[place : place + 4] for place in range(0, len(secret), 4)),
        "setup": signing.dumps([request.user.pk, secret], salt=SALT),
        "picture": f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}",
        "next": safe_next(request),
    }
    return render(request, "accounts/totp_add.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@before_second_factor
def passkey_add(request: SignedIn) -> HttpResponse:
    """Set up a passkey: the device's fingerprint, face or PIN, or a security key."""
    confirm_first(request)
    policies.can_add_passkey.check(request.user)
    form = PasskeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        factor, codes = commands.add_passkey(**form.cleaned_data, by=request.user)
        return _done(request, factor, codes, _("The passkey is set up."))
    context = {"form": form, "next": safe_next(request)}
    return render(request, "accounts/passkey_add.html", context, status=422 if form.errors else 200)


def _options(request: HttpRequest) -> dict[str, Any] | None:
    if isinstance(request.user, User):
        if request.POST.get("for") != "add":
            return webauthn.begin_authentication(request.user)  # type: ignore[no-any-return]  # -- the package has no types
        confirm_first(request)
        return webauthn.begin_registration(request.user, passwordless=False)  # type: ignore[no-any-return]  # -- as above
    stage = LoginStageController.enter(request, STAGE)
    return webauthn.begin_authentication(stage.login.user) if stage and stage.login.user else None


@login_not_required
@never_cache
@require_POST
def passkey_options(request: HttpRequest) -> HttpResponse:
    """What the browser is to ask the passkey: a challenge for this session. 403 for whoever is not at that point."""
    options = _options(request)
    if options is None:
        return JsonResponse({"detail": _("Sign in first.")}, status=403)
    return JsonResponse(options)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def factor_remove(request: SignedIn, pk: int) -> HttpResponse:
    """Take away an authenticator app or a passkey, after a question."""
    factor = queries.factor_for(request.user, pk)
    confirm_first(request)
    needed = request.needs_second_factor(request.user)
    if request.method == "POST":
        commands.remove_factor(factor, needed=needed, by=request.user)
        messages.success(request, _("The second factor was removed."))
        return redirect("second_factor")
    why_not = policies.can_remove_factor.why_not(request.user, factor, needed)
    return render(request, "accounts/factor_remove.html", {"factor": factor, "why_not": why_not})


@never_cache
@require_POST
def recovery_codes(request: SignedIn) -> HttpResponse:
    """Ten new recovery codes, shown in this answer only."""
    confirm_first(request)
    codes = commands.new_recovery_codes(by=request.user)
    return _codes(request, codes, _("New recovery codes were made. The old ones no longer work."), reverse("second_factor"))
