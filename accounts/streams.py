"""The name of a person's audit chain."""

from accounts.models import User


def stream_of(user: User) -> str:
    """One chain a person."""
    return f"person:{user.pk}"
