"""Words of keys and lists of codes that rooms above keep: they register themselves in AppConfig.ready() (docs/adr/0018)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Inspectorate

# What a key is called, and the address of its page: only of those that this reader may see.
Say = Callable[[User, list[str]], Mapping[str, tuple[str, str]]]
Coded = list[tuple[str, str]]

_says: dict[str, Say] = {}
_topics: list[Callable[[], Coded]] = []
_programmes: list[Callable[[Inspectorate], Coded]] = []


@dataclass(frozen=True)
class Named:
    """A key in words. href: empty where there is no page for this reader."""

    words: str
    href: str = ""


def say(prefix: str, function: Say) -> None:
    """Have `function` asked for the words of keys "prefix:id". Registering a prefix again replaces what stood."""
    _says[prefix] = function


def topics_from(function: Callable[[], Coded]) -> None:
    """Where the deep dive topics are listed, as (code, name)."""
    _topics[:] = [function]


def programmes_from(function: Callable[[Inspectorate], Coded]) -> None:
    """Where the routine programmes of an inspectorate are listed, as (code, name)."""
    _programmes[:] = [function]


def kinds() -> list[str]:
    """The kinds of key that are answered for."""
    return sorted(_says)


def known(user: User, keys: Iterable[str]) -> dict[str, Named]:
    """Those of these keys that this reader may see, in words: one question for each kind."""
    wanted: dict[str, list[str]] = {}
    for key in dict.fromkeys(keys):
        wanted.setdefault(key.partition(":")[0], []).append(key)
    found: dict[str, Named] = {}
    for prefix, several in wanted.items():
        if prefix in _says:
            found |= {key: Named(*said) for key, said in _says[prefix](user, several).items()}
    return found


def words_of(user: User, keys: Iterable[str]) -> dict[str, Named]:
    """All of these keys in words: one that this reader may not see is "a selection", as is one that nobody answers for."""
    keys = list(keys)
    seen = known(user, keys)
    return {key: seen.get(key) or Named(_("A selection")) for key in keys}


def topics() -> Coded:
    """(code, name) of the deep dive topics."""
    return [pair for function in _topics for pair in function()]


def programmes(inspectorate: Inspectorate) -> Coded:
    """(code, name) of the programmes of this inspectorate; empty until a room registers them."""
    return [pair for function in _programmes for pair in function(inspectorate)]
