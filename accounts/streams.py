"""The name of a person's audit chain."""

from accounts.models import User

PERSON = "person:"  # the beginning of each name


def stream_of(user: User) -> str:
    """One chain a person."""
    return f"{PERSON}{user.pk}"
