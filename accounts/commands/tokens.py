"""Personal tokens: made, shown once, revoked, used. The only writers of their rows."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import policies
from accounts.models import LONGEST_DAYS, Scope, Token, User
from accounts.streams import stream_of
from accounts.tokens import PREFIX, digest_of, use_token
from audit import trail
from jtai.errors import Invalid

__all__ = ["create_token", "revoke_token", "use_token"]


@transaction.atomic
def create_token(*, name: str, scope: str, days: int, by: User) -> tuple[Token, str]:
    """A new token of this person, and its secret, which nobody can read again. days: until it expires, 1 to 365."""
    if scope not in Scope.values:
        raise Invalid(_("Select what the token may do."), "scope")
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid(_("A token lasts from 1 to %(days)d days.") % {"days": LONGEST_DAYS}, "days")
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    policies.can_create_token.check(by)
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        user=by,
        name=name,
        scope=scope,
        digest=digest_of(secret),
        ending=secret[-4:],
        expires_at=timezone.now() + timedelta(days=days),
    )
    trail.record("token.create", token, stream=stream_of(by), by=by, name=name, scope=scope, days=days)
    return token, secret


@transaction.atomic
def revoke_token(token: Token, *, by: User) -> Token:
    """From now on it opens nothing. Revoking twice is the same as once."""
    token = Token.objects.select_for_update(no_key=True).get(pk=token.pk)
    policies.can_revoke_token.check(by, token)
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        trail.record("token.revoke", token, stream=stream_of(by), by=by, name=token.name)
    return token
