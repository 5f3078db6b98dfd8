"""Which program does which kind of job. Apps above register theirs in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise
from django.utils.module_loading import import_string

# Written in one transaction with "done"; None when there is nothing to write.
Finish = Callable[[], None] | None

# handler(reporter, **arguments) -> Finish: the slow half of a job. It may run twice at once, so it writes nothing that counts
# and returns a function that does; that is committed together with "done", or not at all. It raises JobError with a sentence
# for people when trying again by itself would not help.
Handler = Callable[..., Finish]


class Reporter(Protocol):
    """What a handler is given to say how far it is."""

    def progress(self, percent: int, doing: str) -> None:
        """Say how far it is (0 to 100) and what is being done, for people. Raises LostClaim when the job is somebody else's now."""


class JobError(Exception):
    """The job cannot be done, and why, as a sentence for people. It is not tried again by itself."""


@dataclass(frozen=True)
class Kind:
    """A kind of job. path: of its handler; what: its product in words, as the beginning of a sentence ("The report")."""

    path: str
    what: str | Promise

    @property
    def handler(self) -> Handler:
        """The program, imported only where it runs: web processes need not load what builds documents."""
        handler: Handler = import_string(self.path)
        return handler


_KINDS: dict[str, Kind] = {}


def register(kind: str, path: str, *, what: str | Promise) -> None:
    """Make the handler at `path` ("reports.tasks.build_report") the program for this kind.

    Raises ValueError when another one has it already.
    """
    known = _KINDS.get(kind)
    if known is not None and known.path != path:
        raise ValueError(f"There are two handlers for jobs of kind {kind}.")
    _KINDS[kind] = Kind(path, what)


def find(kind: str) -> Kind:
    """The kind of that name. Raises KeyError for one that nobody registered."""
    return _KINDS[kind]


def kinds() -> frozenset[str]:
    """The names of all kinds."""
    return frozenset(_KINDS)
