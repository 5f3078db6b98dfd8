"""The minimum versions, read from the file `versions`."""

import re
from pathlib import Path

from house.refusal import Refusal

Version = tuple[int, ...]


def read(file: Path) -> dict[str, str]:
    """Name → minimum, as the file says it; a bad line is named by its number."""
    found: dict[str, str] = {}
    for number, line in enumerate(file.read_text().splitlines(), start=1):
        match line.split("#", 1)[0].split():
            case []:
                continue
            case [name, minimum] if name not in found:
                found[name] = minimum
            case _:
                raise Refusal(f"{file.name}, line {number}: expected one new name and its minimum, found {line.strip()!r}.")
    return found


def parse(text: str) -> Version:
    """The first dotted number in a text such as `postgres (PostgreSQL) 15.18 (Debian …)`; empty when there is none."""
    match = re.search(r"\d+(?:\.\d+)*", text)
    return tuple(int(part) for part in match.group().split(".")) if match else ()


def enough(found: str, minimum: str) -> bool:
    """Whether a version satisfies a minimum: 15 satisfies 15, 15.2 satisfies 15, 14.9 does not."""
    have, want = parse(found), parse(minimum)
    return bool(have) and have + (0,) * len(want) >= want
