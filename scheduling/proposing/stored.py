"""A problem as JSON, and back: what was asked is kept whole, so that the same can be asked again. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any, Protocol, cast

from cattrs import Converter

from scheduling.proposing.facts import Inspector, Place, Problem, Span


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
    """As JSON, in which nobody can be found again. Keys of mappings become text there."""
    return cast("dict[str, Any]", CONVERTER.unstructure(without_people(problem), Problem))


def without_people(problem: Problem) -> Problem:
    """The same to every rule: of inspectors it says in which weeks they are away, by numbers that are nobody's keys.

    Leave that is taken back, or of somebody who has left, is to be kept nowhere; so is who is tied to a local area.
    """
    people = sorted(problem.inspectors, key=partial(_told_of, problem))
    number = {one.key: place for place, one in enumerate(people, start=1)}
    return replace(
        problem,
        inspectors=tuple(replace(one, key=number[one.key], away=_weeks_away(problem, one)) for one in people),
        areas=tuple(
            replace(
                one,
                tied=_numbered(one.tied, number),
                allowed=_numbered(one.allowed, number),
                allowed_to_lead=_numbered(one.allowed_to_lead, number),
            )
            for one in problem.areas
        ),
    )


def _told_of(problem: Problem, one: Inspector) -> tuple[Any, ...]:
    """An order that says nothing of names or keys, unless two are alike in all of it."""
    return one.inspectorate, one.leads, one.most or 0, [span.first for span in _weeks_away(problem, one)]


def _weeks_away(problem: Problem, one: Inspector) -> tuple[Span, ...]:
    rules = problem.rules
    weeks = range(-rules.busy_before, len(problem.weeks) + rules.busy_after)
    return tuple(span for span in map(problem.span, weeks) if not one.is_there(span))


def _numbered(people: frozenset[int], number: Mapping[int, int]) -> frozenset[int]:
    return frozenset(number[key] for key in people if key in number)


def is_same(problem: Problem, kept: dict[str, Any]) -> bool:
    """Whether a problem is still the one that was stored so."""
    return bool(json.loads(json.dumps(stored(problem))) == kept)


def read(kept: dict[str, Any]) -> Problem:
    """The problem that was stored so."""
    return cast("_Structuring", CONVERTER).structure(kept, Problem)


def stored_places(plan: Sequence[Place]) -> list[list[int]]:
    """As [key of local area, number of week, key of set, 1 where it is fixed]."""
    return [[one.area, one.week, one.set, int(one.fixed)] for one in plan]


def read_places(kept: list[list[int]]) -> list[Place]:
    """The places that were stored so."""
    return [Place(area, week, of, fixed=bool(fixed)) for area, week, of, fixed in kept]
