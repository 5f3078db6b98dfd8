"""How a name stands in its hexagon: whole, in as many lines as it takes, each within the sides. Pure geometry, as the map.

Measured in the widths of Helvetica, which Arial and Liberation Sans share.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

WIDTH = 88  # of a hexagon
SIDE = WIDTH / 3**0.5
SIZE = 13  # of the letters: app-hexes__name
LEADING = 13  # from line to line
RAISED = 8  # the middle of the name stands above that of the hexagon
SPARE = 5  # to both sides together
LINES = 3
CAP, FOOT = 0.40, 0.36  # of the size, from the middle of a line to its top and to its foot
PASSED_OVER = {"and", "of", "on", "the", "upon", "with"}
# Where a long word may be broken: before what names of places end in.
ENDINGS = (
    "shire", "brough", "borough", "hampton", "mouth", "stead", "worth", "church", "chester", "land", "head", "field", "pool",
)  # fmt: skip
STEM = 4  # letters that stay before it
SOFT = "\xad"
HELVETICA = {
    222: "ijl’'", 278: "ft ,.I", 333: "r-", 500: "cksvxyzJ", 556: "abdeghnopquL", 611: "FTZ", 667: "ABEKPSVXY", 722: "wCDHNRU",
    778: "GOQ", 833: "mM", 944: "W", 1000: "…",
}  # fmt: skip
ADVANCE = {letter: width / 1000 for width, letters in HELVETICA.items() for letter in letters}
USUAL = 0.556


def width_of(text: str) -> float:
    """How wide a line of it is."""
    return SIZE * sum(ADVANCE.get(letter, USUAL) for letter in text)


def middles(count: int) -> list[float]:
    """Where the middles of so many lines stand, from the middle of the hexagon down."""
    return [LEADING * (place - (count - 1) / 2) - RAISED for place in range(count)]


def room_at(down: float) -> float:
    """How wide the hexagon is so far below or above its middle."""
    beyond = max(0.0, abs(down) - SIDE / 2)
    return max(0.0, WIDTH * (1 - beyond / (SIDE / 2)))


def fits(lines: Sequence[str]) -> bool:
    """Whether each of these lines stands within the sides."""
    return all(
        width_of(line) <= min(room_at(down - CAP * SIZE), room_at(down + FOOT * SIZE)) - SPARE
        for line, down in zip(lines, middles(len(lines)), strict=True)
    )


def lines_of(name: str) -> list[str]:
    """The name whole, in the fewest lines and no line longer than it must be; a word is broken only where nothing else helps.

    What stands in no way is told by the first letters of its words.
    """
    for parts in (_parts(name), _broken(_parts(name))):
        fitting = [lines for lines in _ways(parts) if fits(lines)]
        if fitting:
            return min(fitting, key=lambda lines: (len(lines), max(map(width_of, lines))))
    return [_letters(name)]


def _parts(name: str) -> list[str]:
    """Its words, and what stands on both sides of a hyphen; each with what joins it to the next."""
    return [part for word in name.split() for part in f"{word} ".replace("-", "-\n").split("\n")]


def _broken(parts: Sequence[str]) -> list[str]:
    return [half for part in parts for half in _halves(part)]


def _halves(part: str) -> list[str]:
    word = part.rstrip(" ")
    ending = next((one for one in ENDINGS if word.endswith(one) and len(word) - len(one) >= STEM), "")
    return [word.removesuffix(ending) + SOFT, part[len(word) - len(ending) :]] if ending else [part]


def _ways(parts: Sequence[str]) -> Iterator[list[str]]:
    """Every way to put these parts into lines, in order."""
    for count in range(1, LINES + 1):
        for cuts in combinations(range(1, len(parts)), count - 1):
            yield [_line(parts[first:after]) for first, after in pairwise((0, *cuts, len(parts)))]


def _line(parts: Sequence[str]) -> str:
    text = "".join(parts).rstrip(" ")
    return text.removesuffix(SOFT).replace(SOFT, "") + ("-" if text.endswith(SOFT) else "")


def _letters(name: str) -> str:
    words = [word for word in name.replace("-", " ").split() if word.casefold() not in PASSED_OVER]
    return "".join(word[0] for word in words[:6]) if len(words) > 1 else f"{name[:7]}…"
