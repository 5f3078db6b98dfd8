"""A token's secret and its use. Imports no refusals: the API framework reads this while it is being imported itself."""

import hashlib
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from accounts.models import Token

PREFIX = "jtai_"
# The row is not written on every call of a busy program.
USE_NOTED_EVERY = timedelta(hours=1)


def digest_of(secret: str) -> str:
    """What is kept of a token: the secret has 256 random bits, so one round of SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def use_token(token: Token) -> None:
    """Note that it was used, at most once an hour; not audited, since each act is."""
    now = timezone.now()
    if token.last_used_at is None or token.last_used_at < now - USE_NOTED_EVERY:
        stale = Q(last_used_at=None) | Q(last_used_at__lt=now - USE_NOTED_EVERY)
        Token.objects.filter(stale, pk=token.pk).update(last_used_at=now)
