"""Words of keys and lists of codes that rooms above keep: they register themselves in AppConfig.ready() (docs/adr/0018)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy

from accounts.models import User
from agencies.models import Inspectorate, LocalArea
from jtai.forms.words import printable

# What a key is called, and the address of its page: only of those that this reader may see.
Say = Callable[[User, list[str]], Mapping[str, tuple[str, str]]]
Coded = list[tuple[str, str]]
# Those of these keys that may not be named to others yet.
Withhold = Callable[[list[str]], Iterable[str]]

HIDDEN = gettext_lazy("Something that you may not see")
MOST_OFFERED = 15  # of one kind


@dataclass(frozen=True)
class Offered:
    """What can be named of one kind: keys with their words, the newest first, and how many there are beside those shown."""

    rows: Coded
    number: int


# Of what in a local area this person can say that something was used in it; with words that it contains, or of one key alone;
# of what had not ended before a day.
Offer = Callable[[User, LocalArea, str, str, date], Offered]

_offers: dict[str, Offer] = {}
_says: dict[str, Say] = {}
_withholds: dict[str, Withhold] = {}
_topics: list[Callable[[], Coded]] = []
_programmes: list[Callable[[Inspectorate], Coded]] = []


@dataclass(frozen=True)
class Named:
    """A key in words. href: empty where there is no page for this reader. seen: whether this reader may know what it is."""

    words: str
    href: str = ""
    seen: bool = field(default=True, compare=False)


def say(prefix: str, function: Say) -> None:
    """Have `function` asked for the words of keys "prefix:id". Registering a prefix again replaces what stood."""
    _says[prefix] = function


def withhold(prefix: str, function: Withhold) -> None:
    """Have `function` asked which keys of this kind nobody may name to others yet, also where they see them themselves."""
    _withholds[prefix] = function


def offer(prefix: str, function: Offer) -> None:
    """Have `function` asked for what of its kind something can be used in. Registering a prefix again replaces what stood."""
    _offers[prefix] = function


def topics_from(function: Callable[[], Coded]) -> None:
    """Where the deep dive topics are listed, as (code, name)."""
    _topics[:] = [function]


def programmes_from(function: Callable[[Inspectorate], Coded]) -> None:
    """Where the routine programmes of an inspectorate are listed, as (code, name)."""
    _programmes[:] = [function]


def kinds() -> list[str]:
    """The kinds of key that are answered for."""
    return sorted(_says)


def _by_kind(keys: Iterable[str]) -> dict[str, list[str]]:
    wanted: dict[str, list[str]] = {}
    for key in dict.fromkeys(keys):
        wanted.setdefault(_kind(key), []).append(key)
    return wanted


def _kind(key: str) -> str:
    return key.partition(":")[0]


def known(user: User, keys: Iterable[str]) -> dict[str, Named]:
    """Those of these keys that this reader may see, in words: one question for each kind.

    A key with a character that cannot be stored is of nothing, and the database would not be asked for it.
    """
    keys = [key for key in keys if printable(key) == key]
    found: dict[str, Named] = {}
    for prefix, several in _by_kind(keys).items():
        if prefix in _says:
            found |= {key: Named(*said) for key, said in _says[prefix](user, several).items()}
    return found


def words_of(user: User, keys: Iterable[str]) -> dict[str, Named]:
    """All of these keys in words. What this reader may not see is called the same, whatever it is: it may be a planned inspection."""
    keys = list(keys)
    seen = known(user, keys)
    return {key: seen.get(key) or Named(str(HIDDEN), seen=False) for key in keys}


def withheld(keys: Iterable[str]) -> set[str]:
    """Those of these keys that may not be named to others yet."""
    several = _by_kind(keys).items()
    return {key for prefix, some in several if prefix in _withholds for key in _withholds[prefix](some)}


def offered(user: User, area: LocalArea, text: str = "", *, since: date) -> list[Offered]:
    """In what this person can say that something about this local area was used, each kind of it. since: when others had it first."""
    return [function(user, area, text, "", since) for function in _offers.values()]


def can_name(user: User, area: LocalArea, key: str, *, since: date) -> bool:
    """Whether this is one of them."""
    function = _offers.get(_kind(key))
    return function is not None and printable(key) == key and bool(function(user, area, "", key, since).rows)


def topics() -> Coded:
    """(code, name) of the deep dive topics."""
    return [pair for function in _topics for pair in function()]


def programmes(inspectorate: Inspectorate) -> Coded:
    """(code, name) of the programmes of this inspectorate; empty until a room registers them."""
    return [pair for function in _programmes for pair in function(inspectorate)]
