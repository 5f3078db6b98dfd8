"""Personal tokens: made, shown once, revoked, used. The only writers of their rows."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import policies
from accounts.models import LONGEST_DAYS, Scope, Token, User
from accounts.tokens import PREFIX, digest_of, use_token
from audit import trail
from jtai.errors import Invalid

__all__ = [
    "close_account",
    "create_token",
    "note_sign_in",
    "note_sign_out",
    "revoke_token",
    "stream_of",
    "use_token",
]


def stream_of(user: User) -> str:
    """The name of a person's audit chain."""
    return f"person:{user.pk}"


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


@transaction.atomic
def close_account(user: User, *, by: User) -> None:
    """Sign-ins, sessions and tokens of this person end together.

    A new unusable password changes the hash that every session carries, so none of them is accepted again.
    """
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    ended = Token.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())
    trail.record("person.close_account", user, stream=stream_of(user), by=by, tokens=ended)


@transaction.atomic
def note_sign_in(*, by: User) -> None:
    """Somebody opened a session with e-mail and password."""
    trail.record("person.sign_in", by, stream=stream_of(by), by=by)


@transaction.atomic
def note_sign_out(*, by: User) -> None:
    """Somebody closed their session."""
    trail.record("person.sign_out", by, stream=stream_of(by), by=by)
