"""Who may make and end tokens."""

from django.utils.translation import gettext as _

from accounts.models import Token, User
from accounts.queries import live_tokens
from jtai.errors import NotAllowed, NotNow
from jtai.policy import policy

MOST_TOKENS = 20


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
