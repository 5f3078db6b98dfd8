"""The invented people of a demonstration, one per part, as the sign-in page and bin/run list them."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

# Open to everybody who can reach a demonstration, on purpose. No real account ever has it.
PASSWORD = "try-the-demonstration"  # noqa: S105 -- as said above


@dataclass(frozen=True)
class Person:
    """Somebody to sign in as. part: what they do, as a few words."""

    part: str
    name: str
    email: str


def people() -> list[Person]:
    """One person per part, as settings.DEMONSTRATION_CAST finds them; none outside a demonstration."""
    if not settings.DEMONSTRATION:
        return []
    found: list[Person] = import_string(settings.DEMONSTRATION_CAST)()
    return found
