"""One JSON file of reference data, read with every mistake named by its path in the file."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from agencies.loading.sheet import BadFile, Fault

Json = dict[str, Any]
Passes = Callable[[Any], bool]


def read_json(path: Path, file: str) -> Any:
    """What the file holds. Raises BadFile, which calls it `file`, when that is no JSON or cannot be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise BadFile([Fault(file, error.lineno, str(error.colno), f"is not JSON: {error.msg}")]) from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile([Fault(file, 0, "", f"cannot be read: {error}")]) from error


class Checker:
    """Reads values out of the file and notes each that cannot be used, with its path as the column."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def fault(self, where: str, what: str) -> None:
        """Note what is wrong at this path."""
        self.faults.append(Fault(self.file, 0, where, what))

    def of(self, part: Any, where: str, wanted: dict[str, Passes]) -> Json:
        """An object with exactly these members, each passing its test."""
        if not isinstance(part, dict):
            self.fault(where or "(the file)", "is not an object")
            return {}
        for name in part.keys() - wanted.keys():
            self.fault(f"{where}.{name}".strip("."), "is not known here")
        for name, passes in wanted.items():
            path = f"{where}.{name}".strip(".")
            if name not in part:
                self.fault(path, "is missing")
            elif not passes(part[name]):
                self.fault(path, f"cannot be {json.dumps(part[name], ensure_ascii=False)[:80]}")
        return part

    def rows(self, parent: Json, name: str, where: str, wanted: dict[str, Passes], *key: str) -> list[Json]:
        """A list of such objects, none of which repeats another's key, which may be of several members."""
        rows = parent.get(name)
        path = f"{where}.{name}".strip(".")
        if not isinstance(rows, list):
            return []
        read = [self.of(row, f"{path}[{place}]", wanted) for place, row in enumerate(rows)]
        keys = [tuple(row.get(member) for member in key) for row in read]
        for place, values in enumerate(keys):
            if values in keys[:place]:
                said = ", ".join(str(value) for value in values)
                self.fault(f"{path}[{place}].{key[0]}", f"“{said}” stands there twice")
        return read


def text(longest: int, *, needed: bool = True) -> Passes:
    """Passes words of at most so many characters; needed: at least one that shows."""
    return lambda value: isinstance(value, str) and len(value) <= longest and (bool(value.strip()) or not needed)


def whole(least: int, most: int) -> Passes:
    """Passes a whole number, both limits included."""
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def among(values: Any, *, empty: bool = False) -> Passes:
    """Passes one of these words; empty: or none."""
    known = set(values)
    return lambda value: isinstance(value, str) and (value in known or (empty and value == ""))


def list_of(passes: Passes) -> Passes:
    """Passes a list of what passes."""
    return lambda value: isinstance(value, list) and all(passes(item) for item in value)


def is_flag(value: Any) -> bool:
    """True or false."""
    return isinstance(value, bool)


def is_list(value: Any) -> bool:
    """A list of anything."""
    return isinstance(value, list)


def is_day(value: Any) -> bool:
    """A day as 2026-04-01."""
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def day_or_none(value: Any) -> bool:
    """A day, or null for an open end."""
    return value is None or is_day(value)
