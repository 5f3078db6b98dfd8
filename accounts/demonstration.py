"""The invented people of a demonstration, one per part, as the sign-in page and bin/run list them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings

# Open to everybody who can reach a demonstration, on purpose. No real account ever has it.
PASSWORD = "try-the-demonstration"  # noqa: S105 -- as said above


@dataclass(frozen=True)
class Person:
    """Somebody to sign in as. part: what they do, as a few words."""

    part: str
    name: str
    email: str


_sources: list[Callable[[], Iterable[Person]]] = []


def cast_from(source: Callable[[], Iterable[Person]]) -> None:
    """A higher room, which knows who does what, says whom to list. The last one to say so is asked."""
    _sources[:] = [source]


def people() -> list[Person]:
    """One person per part; none outside a demonstration."""
    if not settings.DEMONSTRATION or not _sources:
        return []
    return list(_sources[0]())
