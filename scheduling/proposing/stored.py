"""A problem as JSON, and back: what was asked is kept whole, so that the same can be asked again. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Protocol, cast

from cattrs import Converter

from scheduling.proposing.facts import Place, Problem


class _Structuring(Protocol):
    """What is used of the converter."""

    def structure(self, stored: Any, of: type[Problem]) -> Problem: ...


def _converter() -> Converter:
    made = Converter()
    made.register_unstructure_hook(date, date.isoformat)
    made.register_structure_hook(date, lambda value, _type: date.fromisoformat(value))
    made.register_unstructure_hook(timedelta, lambda value: value.days)
    made.register_structure_hook(timedelta, lambda value, _type: timedelta(days=value))
    # Sets have no order: in JSON they have one, so that the same problem is always the same text.
    made.register_unstructure_hook_func(lambda of: getattr(of, "__origin__", of) is frozenset, sorted)
    return made


CONVERTER = _converter()


def stored(problem: Problem) -> dict[str, Any]:
    """As JSON. Keys of mappings become text there."""
    return cast("dict[str, Any]", CONVERTER.unstructure(problem, Problem))


def read(kept: dict[str, Any]) -> Problem:
    """The problem that was stored so."""
    return cast("_Structuring", CONVERTER).structure(kept, Problem)


def stored_places(plan: Sequence[Place]) -> list[list[int]]:
    """As [key of local area, number of week, key of set, 1 where it is fixed]."""
    return [[one.area, one.week, one.set, int(one.fixed)] for one in plan]


def read_places(kept: list[list[int]]) -> list[Place]:
    """The places that were stored so."""
    return [Place(area, week, of, fixed=bool(fixed)) for area, week, of, fixed in kept]
