"""Which program does which kind of job. Apps above register theirs in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

# Written in one transaction with "done"; None when there is nothing to write.
Finish = Callable[[], None] | None


class Reporter(Protocol):
    """What a handler is given to say how far it is."""

    def progress(self, percent: int, doing: str) -> None:
        """Say how far it is (0 to 100) and what is being done, for people. Raises LostClaim when the job is somebody else's now."""


class Handler(Protocol):
    """The slow half of a job: it may run twice at once, so it writes nothing that counts and returns what does."""

    def __call__(self, reporter: Reporter, /, **arguments: Any) -> Finish:
        """Do the work. What the returned function writes is committed together with "done", or not at all.

        Raises JobError with a sentence for people when trying again would not help.
        """


class JobError(Exception):
    """The job cannot be done, and why, as a sentence for people. It is not tried again by itself."""


@dataclass(frozen=True)
class Kind:
    """A kind of job. what: its product in words, as the beginning of a sentence ("The report")."""

    handler: Handler
    what: str


_KINDS: dict[str, Kind] = {}


def register(kind: str, handler: Handler, *, what: str) -> None:
    """Make `handler` the program for this kind. Raises ValueError when another one has it already."""
    known = _KINDS.get(kind)
    if known is not None and known.handler is not handler:
        raise ValueError(f"There are two handlers for jobs of kind {kind}.")
    _KINDS[kind] = Kind(handler, what)


def find(kind: str) -> Kind:
    """The kind of that name. Raises KeyError for one that nobody registered."""
    return _KINDS[kind]


def kinds() -> frozenset[str]:
    """The names of all kinds."""
    return frozenset(_KINDS)
