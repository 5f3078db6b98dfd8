"""Who may make and end tokens and second factors."""

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from accounts.models import Token, User
from accounts.queries import factors_of, has_totp, live_tokens
from jtai.errors import NotAllowed, NotNow
from jtai.policy import policy

MOST_TOKENS = 20
MOST_FACTORS = 10


@policy
def can_create_token(by: User) -> None:
    """Everybody for themselves, up to a number that a person can still look through."""
    if not by.is_active:
        raise NotAllowed(_("This account is closed."))
    if live_tokens(by) >= MOST_TOKENS:
        raise NotNow(_("You have %(count)d tokens. Revoke one that you no longer need first.") % {"count": MOST_TOKENS})


@policy
def can_revoke_token(by: User, token: Token) -> None:
    """Everybody their own."""
    if token.user_id != by.pk:
        raise NotAllowed(_("This token belongs to somebody else."))


@policy
def can_add_totp(by: User) -> None:
    """One authenticator app a person."""
    if has_totp(by):
        raise NotNow(_("You have an authenticator app. Remove it first if you want to set up another one."))


@policy
def can_add_passkey(by: User) -> None:
    """Up to a number that a person can still look through."""
    if factors_of(by).count() >= MOST_FACTORS:
        raise NotNow(
            _("You have %(count)d second factors. Remove one that you no longer need first.") % {"count": MOST_FACTORS}
        )


@policy
def can_remove_factor(by: User, factor: Authenticator, needed: bool) -> None:  # noqa: FBT001 -- a fact of the person
    """Everybody their own; whoever needs one keeps the last."""
    if factor.user_id != by.pk:
        raise NotAllowed(_("This second factor belongs to somebody else."))
    if needed and not factors_of(by).exclude(pk=factor.pk).exists():
        raise NotNow(_("You need a second factor for your work here. Add another one first, then remove this one."))


@policy
def can_make_recovery_codes(by: User) -> None:
    """They stand in for a factor, so there must be one."""
    if not factors_of(by).exists():
        raise NotNow(_("Set up an authenticator app or a passkey first."))
