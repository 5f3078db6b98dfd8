"""Several people at the same moment, each with a connection of their own: nobody is thrown out, nobody loses a word."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from inspections import commands, queries
from inspections.models import Finding, Inspection
from jtai.errors import DomainError
from tests.walk import cast, finding, inspection_at, strand_of

pytestmark = pytest.mark.django_db(transaction=True)
FIELDS = {"level": "practice", "kind": "strength", "effect": "improves"}
TIMES = 6


def together(*works: Callable[[], Any]) -> list[Any]:
    """What each of them returned or was refused with, all begun at once. A fault stays a fault."""
    start = Barrier(len(works))

    def one(work: Callable[[], Any]) -> Any:
        try:
            start.wait()
            return work()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))


def _found(inspection: Inspection, pk: int) -> tuple[Finding, Any]:
    person = cast().cqc
    return queries.finding_for(person, queries.inspection_for(person, inspection.pk), pk), person


def test_settling_and_saving_wait_for_each_other():
    inspection = inspection_at("fieldwork")
    strand, person = strand_of(inspection), cast().cqc
    for _time in range(TIMES):
        pk = finding(inspection, by=person).pk
        found, _person = _found(inspection, pk)
        commands.edit_finding(found, base=1, strand=strand, statement="First", **FIELDS, by=person)
        kept = commands.edit_finding(found, base=1, strand=strand, statement="Second", **FIELDS, by=person).kept

        def settle(pk: int = pk, kept: Any = kept) -> Any:
            found, person = _found(inspection, pk)
            return commands.settle_versions(found, kept, keep="mine", base=2, by=person)

        def save(pk: int = pk) -> Any:
            found, person = _found(inspection, pk)
            return commands.edit_finding(found, base=2, strand=strand, statement="Third", **FIELDS, by=person)

        together(settle, save)
        found, _person = _found(inspection, pk)
        assert {"First", "Second", "Third"} <= set(queries.history_of(found.text).values_list("body", flat=True))


def test_eight_people_save_the_same_finding():
    inspection = inspection_at("fieldwork")
    strand, pk = strand_of(inspection), finding(inspection, by=cast().cqc).pk

    def save(number: int) -> Callable[[], Any]:
        def work() -> Any:
            found, person = _found(inspection, pk)
            return commands.edit_finding(found, base=1, strand=strand, statement=f"Words {number}", **FIELDS, by=person)

        return work

    together(*(save(number) for number in range(8)))
    found, _person = _found(inspection, pk)
    history = list(queries.history_of(found.text))
    assert {row.body for row in history} >= {f"Words {number}" for number in range(8)}
    assert sum(not row.kept_beside for row in history) == 2


def test_a_step_pressed_by_many_is_taken_once():
    inspection = inspection_at("planned")
    done = together(*[lambda: commands.take_step("notify", inspection, by=cast().lead)] * 4)
    assert sorted(type(one).__name__ for one in done) == ["Inspection", "NotNow", "NotNow", "NotNow"]
