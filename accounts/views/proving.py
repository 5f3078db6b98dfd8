"""Proving who one is: the second factor while signing in, and once more before a change that matters."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStageController
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import commands, queries
from accounts.forms import CodeForm, ConfirmForm, PasskeyAnswerForm, failed, locked_out, locked_sentence
from accounts.models import User
from accounts.requests import SignedIn
from accounts.views.going import before_second_factor, safe_next
from jtai.forms import Form

STAGE = "mfa_authenticate"


def _count(request: HttpRequest, user: User, form: Form, sentence: object) -> None:
    """A wrong answer counts towards the lock-out, which is told to the person."""
    if failed(request, user.email):
        commands.note_lock_out(user.email)
    locked = getattr(request, "axes_locked_out", False)
    form.errors.clear()
    form.data = {}  # what was wrong once is not offered again
    if locked:
        form.add_error(None, locked_sentence())
    else:
        form.add_error(next((field.name for field in form.visible_fields()), None), str(sentence))


def _factor(request: HttpRequest, user: User, form: CodeForm, passkey: PasskeyAnswerForm) -> Authenticator | None:
    """The factor that was shown; None after the form that was sent was given its error."""
    shown: Form = passkey if "credential" in request.POST else form
    if locked_out(request, user.email) or queries.codes_closed(user):
        shown.errors.clear()
        shown.add_error(None, locked_sentence())
    elif not shown.is_valid():
        if shown is passkey:
            _count(request, user, passkey, PasskeyAnswerForm.wrong)
    elif shown is passkey:
        commands.note_used(shown.cleaned_data["credential"])
        return shown.cleaned_data["credential"]
    elif found := commands.use_code(user, form.cleaned_data["code"]):
        return found
    else:
        commands.note_wrong_code(user)
        _count(request, user, form, CodeForm.wrong)
    return None


def _write_down(request: HttpRequest, user: User, factor: Authenticator, **more: bool) -> None:
    record_authentication(request, user, "mfa", id=factor.pk, type=str(factor.type), **more)


@login_not_required
@sensitive_post_parameters("code", "credential")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The second step of signing in, for whoever passed the first within a quarter of an hour."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    stage = LoginStageController.enter(request, STAGE)
    user = stage.login.user if stage else None
    if stage is None or not isinstance(user, User):
        return redirect("sign_in")
    data = request.POST if request.method == "POST" else None
    by_passkey = data is not None and "credential" in data
    form, passkey = CodeForm(None if by_passkey else data), PasskeyAnswerForm(user, data if by_passkey else None)
    if data is not None and (factor := _factor(request, user, form, passkey)):
        _write_down(request, user, factor)
        answer: HttpResponse = stage.exit()
        return answer
    if data is not None and queries.codes_closed(user):
        # The next guess begins with the password again.
        clear_login(request)
    context = {
        "form": passkey if by_passkey else form,
        "code": form,
        "codes": queries.has_totp(user),
        "passkeys": queries.has_passkey(user),
    }
    return render(request, "accounts/code.html", context, status=422 if data is not None else 200)


@sensitive_post_parameters("password", "code", "credential")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@before_second_factor
def confirm(request: SignedIn) -> HttpResponse:
    """Who are you, once more: by password, code or passkey. Then on with what was asked."""
    user, data = request.user, request.POST if request.method == "POST" else None
    by_password = data if data and "password" in data and user.has_usable_password() else None
    by_code = data if data and "code" in data else None
    by_passkey = data if data and "credential" in data else None
    password, form, passkey = ConfirmForm(by_password), CodeForm(by_code), PasskeyAnswerForm(user, by_passkey)
    if by_password is not None:
        if locked_out(request, user.email):
            password.add_error(None, locked_sentence())
        elif password.is_valid() and user.check_password(password.cleaned_data["password"]):
            record_authentication(request, user, "password", reauthenticated=True)
            return resume_request(request) or redirect("account")
        elif password.is_valid():
            _count(request, user, password, ConfirmForm.wrong)
    elif data is not None and (factor := _factor(request, user, form, passkey)):
        _write_down(request, user, factor, reauthenticated=True)
        return resume_request(request) or redirect("account")
    context = {
        "form": next((one for one in (password, form, passkey) if one.is_bound and one.errors), password),
        "password": password if user.has_usable_password() else None,
        "code": form if queries.has_totp(user) else None,
        "passkeys": queries.has_passkey(user),
        "next": safe_next(request),
    }
    return render(request, "accounts/confirm.html", context, status=422 if data is not None else 200)
