"""What people type to sign in and to make a token."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import LONGEST_DAYS, Scope, User
from jtai.forms import Form, Look, required

LONGEST_PASSWORD = 1_000


class SignInForm(Form):
    """E-mail address and password. One sentence for every way of being wrong, so nobody learns who has an account."""

    email = forms.EmailField(label=_("Email address"), max_length=254, error_messages=required(_("Enter your email address")))
    password = forms.CharField(
        label=_("Password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages=required(_("Enter your password")),
    )
    looks = {"email": Look(attrs={"autocomplete": "username"})}
    wrong = _("Enter the email address and password of your account. One of them is not right.")

    def __init__(self, request: HttpRequest, data: Any = None) -> None:
        super().__init__(data)
        self.request = request
        self.user: User | None = None

    def clean(self) -> dict[str, Any]:
        """Finds the person; `user` is set when both are right."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "email" in cleaned and "password" in cleaned:
            found = authenticate(self.request, username=cleaned["email"], password=cleaned["password"])
            if not isinstance(found, User):
                raise forms.ValidationError(self.wrong, code="wrong")
            self.user = found
        return cleaned


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
