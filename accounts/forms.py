"""What people type to sign in, to prove who they are, to choose a password and to make a token."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.webauthn.internal import auth as webauthn
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import LONGEST_DAYS, Scope, User
from jtai.forms import Form, Look, required

LONGEST_PASSWORD = 1_000
LONGEST_CODE = 40
DIGITS = 6  # of a code that an authenticator app shows
PASSWORD_RULES = _(
    "Use 12 characters or more. It must not be a common password or resemble your name or email address."
    " Three random words are easy to remember and hard to guess."
)


def locked_out(request: HttpRequest, address: str) -> bool:
    """Whether too many wrong passwords or codes came for this e-mail address from where the request comes."""
    return bool(AxesProxyHandler.is_locked(request, {"username": address.lower()}))


def failed(request: HttpRequest, address: str) -> bool:
    """Count a wrong password or code. Returns whether that was the one which locks out."""
    user_login_failed.send(__name__, credentials={"username": address.lower()}, request=request)
    return locks_just_now(request)


def locks_just_now(request: HttpRequest) -> bool:
    """Whether the failure that this request was counted for locks out: the later ones are refused uncounted."""
    counted: int | None = getattr(request, "axes_failures_since_start", None)
    return counted is not None and counted == settings.AXES_FAILURE_LIMIT


def locked_sentence() -> str:
    """The same whether there is such an account or not."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return ngettext(
        "There were too many wrong passwords or codes for this email address. Wait %(minutes)d minute, then try again,"
        " or choose a new password.",
        "There were too many wrong passwords or codes for this email address. Wait %(minutes)d minutes, then try again,"
        " or choose a new password.",
        minutes,
    ) % {"minutes": minutes}


def _password(label: Any, autocomplete: str, *, rules: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        help_text=PASSWORD_RULES if rules else "",
        error_messages=required(_("Enter a new password") if rules else _("Enter your password")),
    )


class SignInForm(Form):
    """E-mail address and password. One sentence for every way of being wrong, so nobody learns who has an account."""

    email = forms.EmailField(label=_("Email address"), max_length=254, error_messages=required(_("Enter your email address")))
    password = _password(_("Password"), "current-password")
    looks = {"email": Look(attrs={"autocomplete": "username"})}
    wrong = _("Enter the email address and password of your account. One of them is not right.")

    def __init__(self, request: HttpRequest, data: Any = None) -> None:
        super().__init__(data)
        self.request = request
        self.user: User | None = None
        self.locks: str = ""

    def clean(self) -> dict[str, Any]:
        """Finds the person; `user` is set when both are right. `locks`: the address that was locked out just now."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "email" in cleaned and "password" in cleaned:
            address = cleaned["email"].lower()
            found = authenticate(self.request, username=address, password=cleaned["password"])
            if not isinstance(found, User):
                self.locks = address if locks_just_now(self.request) else ""
                locked = getattr(self.request, "axes_locked_out", False)
                raise forms.ValidationError(locked_sentence() if locked else self.wrong, code="locked" if locked else "wrong")
            self.user = found
        return cleaned


class CodeForm(Form):
    """The code of an authenticator app, or a recovery code. What it opens is the command's business."""

    code = forms.CharField(
        label=_("Code"),
        max_length=LONGEST_CODE,
        help_text=_("6 digits from your authenticator app, or one of your recovery codes."),
        error_messages=required(_("Enter the code")),
    )
    looks = {"code": Look(width=10, attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"})}
    wrong = _("This code is not right, or it was used already. Wait for the next one and enter it.")


class TotpForm(Form):
    """The first code of a new authenticator app, which shows that it has the secret."""

    code = forms.CharField(
        label=_("Code from the app"),
        max_length=LONGEST_CODE,
        help_text=_("The 6 digits that the app shows now."),
        error_messages=required(_("Enter the code that the app shows")),
    )
    looks = {"code": Look(width=10, attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"})}

    def __init__(self, secret: str, data: Any = None) -> None:
        super().__init__(data)
        self.secret = secret

    def clean_code(self) -> str:
        """Raises for a code of another secret or another time."""
        code = "".join(str(self.cleaned_data["code"]).split())
        if not (code.isascii() and code.isdecimal() and len(code) == DIGITS):
            raise forms.ValidationError(_("Enter the 6 numbers your app shows"))
        if not self.secret or not validate_totp_code(self.secret, code):
            raise forms.ValidationError(
                _("This is not the code that the app should show now. Check the clock of your phone, and enter the next code.")
            )
        return code


def _read_credential(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise forms.ValidationError(_("Your browser’s answer cannot be read. Try again."))
    return value


class PasskeyForm(Form):
    """A new passkey: a name for it, and what the browser answered."""

    name = forms.CharField(
        label=_("Name of the passkey"),
        max_length=80,
        help_text=_("So that you know it again, for example “work laptop” or “blue key”."),
        error_messages=required(_("Enter a name for the passkey")),
    )
    credential = forms.JSONField(
        widget=forms.HiddenInput, error_messages=required(_("Your browser gave no passkey. Press the button and follow it."))
    )

    def clean_credential(self) -> dict[str, Any]:
        """Verified against the challenge that this session was given. Raises when it is another's, or was changed."""
        credential = _read_credential(self.cleaned_data["credential"])
        try:
            webauthn.parse_registration_response(credential)
            webauthn.complete_registration(credential)
        except (forms.ValidationError, ValueError, KeyError, TypeError) as error:
            raise forms.ValidationError(_("The passkey could not be verified. Press the button and try again.")) from error
        return credential


class PasskeyAnswerForm(Form):
    """What the browser answered for a passkey that is known."""

    credential = forms.JSONField(widget=forms.HiddenInput, error_messages=required(_("Your browser gave no passkey.")))
    wrong = _("This passkey could not be verified. Try again, or enter a code.")

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data)
        self.user = user

    def clean_credential(self) -> Authenticator:
        """The passkey that answered. Raises when it is not this person's, or the challenge is another."""
        credential = _read_credential(self.cleaned_data["credential"])
        try:
            webauthn.parse_authentication_response(credential)
            return webauthn.complete_authentication(self.user, credential)
        except (forms.ValidationError, ValueError, KeyError, TypeError) as error:
            raise forms.ValidationError(self.wrong, code="wrong") from error


class ForgottenForm(Form):
    """Whose password was forgotten."""

    email = forms.EmailField(label=_("Email address"), max_length=254, error_messages=required(_("Enter your email address")))
    looks = {"email": Look(attrs={"autocomplete": "username"})}


class NewPasswordForm(Form):
    """A new password, once: it can be shown while it is typed."""

    password = _password(_("New password"), "new-password", rules=True)

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data)
        self.user = user

    def clean_password(self) -> str:
        """Raises the sentences of settings.AUTH_PASSWORD_VALIDATORS."""
        password = str(self.cleaned_data["password"])
        validate_password(password, self.user)
        return password


class ConfirmForm(Form):
    """The password again, by somebody who is signed in."""

    password = _password(_("Password"), "current-password")
    wrong = _("This is not your password. Try again.")


class TokenForm(Form):
    """A new personal token."""

    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("What will use it, for example “monthly spreadsheet”."),
        error_messages=required(_("Enter a name for the token")),
    )
    scope = forms.ChoiceField(
        label=_("What may it do?"),
        choices=Scope.choices,
        widget=forms.RadioSelect,
        error_messages=required(_("Select what the token may do")),
    )
    days = forms.IntegerField(
        label=_("How many days should it last?"),
        min_value=1,
        max_value=LONGEST_DAYS,
        help_text=_("From 1 to 365 days."),
        error_messages=required(_("Enter how many days the token should last")),
    )
    looks = {"days": Look(width=3)}
