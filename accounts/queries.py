"""A person's own tokens."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import Token, User


def tokens_of(user: User) -> QuerySet[Token]:
    """All tokens of this person, newest first."""
    return Token.objects.filter(user=user).order_by("-created_at", "-pk")


def token_for(user: User, pk: int) -> Token:
    """One of this person's own tokens, else 404."""
    return get_object_or_404(tokens_of(user), pk=pk)


def token_by_digest(digest: str) -> Token | None:
    """The token with its person, in one query; None if there is no such token."""
    return Token.objects.select_related("user").filter(digest=digest).first()


def live_tokens(user: User) -> int:
    """How many of this person's tokens still open something."""
    return tokens_of(user).filter(revoked_at=None, expires_at__gt=timezone.now()).count()
