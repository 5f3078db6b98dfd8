"""How an address is asked: with which ids, and what is sent to it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.leaks.targets import ABSENT, Target

Kwargs = dict[str, object]
At = Callable[[Target], list[Kwargs]]


@dataclass(frozen=True)
class Row:
    """How an address is asked. at: arguments, one request each. queries: for reading. sends: a body, for changing.

    narrowed: queries that name the inspection, instead of those. opens: the kind of secret that whoever holds the address's own
    secret has been sent.
    """

    at: At
    queries: tuple[str, ...] = ("",)
    sends: Callable[[Target], dict[str, Any]] | None = None
    opens: str = ""
    narrowed: Callable[[Target], tuple[str, ...]] | None = None

    def reads(self, target: Target) -> tuple[str, ...]:
        """What stands behind the question mark, one request each."""
        return self.narrowed(target) if self.narrowed else self.queries


def nothing(_target: Target) -> list[Kwargs]:
    """An address that names nothing."""
    return [{}]


def here(**more: object) -> At:
    """Below one inspection."""
    return lambda target: [{"pk": target.pk, **more}]


def each(argument: str, **more: object) -> At:
    """Below one inspection, for each planted thing of this kind; one that is not there, where there is none."""

    def at(target: Target) -> list[Kwargs]:
        return [{"pk": target.pk, argument: value, **more} for value in target.ids[argument] or [ABSENT]]

    return at


def texts(target: Target) -> list[Kwargs]:
    """Whatever people have written, below the noun of its address."""
    pairs = [(noun, value) for noun in ("note", "finding", "evaluation") for value in target.ids[noun]]
    return [{"pk": target.pk, "noun": f"{noun}s", "thing": value} for noun, value in pairs or [("note", ABSENT)]]


def versions(argument: str) -> At:
    """Kept words of the note that has some."""

    def at(target: Target) -> list[Kwargs]:
        thing, which = (target.ids["versioned"] or [ABSENT])[0], (target.ids[argument] or [ABSENT])[0]
        return [{"pk": target.pk, "noun": "notes", "thing": thing, argument: which}]

    return at


def paragraphs(**more: object) -> At:
    """Each planted paragraph."""
    return each("paragraph", **more)


def files(target: Target) -> list[Kwargs]:
    """Both formats."""
    return [{"pk": target.pk, "format": name} for name in ("pdf", "html")]


def first(target: Target, argument: str) -> int:
    """The first planted thing of a kind, or the id of nothing."""
    return (target.ids[argument] or [ABSENT])[0]


def sent(**body: Any) -> Callable[[Target], dict[str, Any]]:
    """The same body whatever the inspection."""
    return lambda _target: body


def alone(argument: str, of: str = "") -> At:
    """An address that names one thing and no inspection. of: its kind, where the argument is only `pk`."""
    return lambda target: [{argument: value} for value in target.ids[of or argument] or [ABSENT]]


HUNDRED = ("?page_size=100",)
