"""What words that were kept belong to: this room knows neither forms nor inspections, a higher one says it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from accounts.models import User


@dataclass(frozen=True)
class Place:
    """Where something was typed, as far as this person may still know it. text: its name; demonstration: it is invented."""

    text: str = ""
    marking: str = ""
    demonstration: bool = False


@dataclass(frozen=True)
class Described:
    """The form at an address. labels: of its fields. choices: by field, what the values that can be chosen are called."""

    place: Place = field(default_factory=Place)
    labels: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


Describe = Callable[[User, str], Described]
_described_by: list[Describe] = []


def describe_by(describe: Describe) -> None:
    """Have `describe(user, path)` asked. Called in AppConfig.ready() of a higher room; registering twice is the same as once."""
    if describe not in _described_by:
        _described_by.append(describe)


def described(user: User, path: str) -> Described:
    """What is known of the form at this address; nothing where nobody knows it."""
    return next((describe(user, path) for describe in _described_by), Described())
