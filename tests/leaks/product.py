"""The whole product: each viewer with each inspection and all its addresses, then each hidden thing with each of its viewers."""

import gc
import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from django.db import connection, transaction
from django.test.runner import DiscoverRunner
from django.test.utils import override_settings, setup_test_environment, teardown_test_environment

from tests import proven
from tests.leaks.asking import asks
from tests.leaks.differing import HIDDEN, Hidden, differences, reading
from tests.leaks.planting import Planted, plant
from tests.leaks.rules import NEED_NOT, may_see
from tests.leaks.searching import listening, look, look_of, plainly
from tests.leaks.targets import ELSEWHERE, KEYS
from tests.leaks.viewers import BY_NAME

Found = dict[str, Any]
Work = dict[str, Callable[[], Found]]


class Kept(Protocol):
    """Where the progress is kept."""

    done: dict[str, dict[str, object]]

    def keep(self, batch: str, **what: object) -> None:
        """A batch is done."""


@dataclass(frozen=True)
class Wanted:
    """What to search; nothing named means everything."""

    viewers: list[str]
    targets: list[str]
    processes: int = 2


def search(kept: Kept, wanted: Wanted, end: float | None) -> bool:
    """All batches that are not done yet, in databases of its own. False when the time was over before the end."""
    setup_test_environment(debug=False)
    proven.start()
    # The sessions are planted once and looked through for hours: nobody in them is idle, and none of them ends.
    patient = override_settings(**proven.PATIENT, WHITENOISE_AUTOREFRESH=True)
    patient.enable()
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        work = _work(_planted(wanted), kept, wanted)
        with plainly(), _copies(wanted.processes) as numbers:
            return _all_of(work, numbers, kept, end)
    finally:
        runner.teardown_databases(databases)
        patient.disable()
        teardown_test_environment()


def _planted(wanted: Wanted) -> Planted:
    """Committed, so that each process gets a copy of it."""
    with transaction.atomic():
        planted = plant(tuple(wanted.targets) or KEYS)
        # Nothing is handed to a worker: as in bin/test, what waits goes on waiting.
        connection.run_on_commit = []
    return planted


@contextmanager
def _copies(processes: int) -> Iterator[list[int]]:
    """The planted database, once for each process; gone afterwards."""
    numbers = list(range(1, processes + 1))
    for number in numbers:
        connection.creation.clone_test_db(suffix=str(number), verbosity=0)
    try:
        yield numbers
    finally:
        for number in numbers:
            connection.creation.destroy_test_db(suffix=str(number), verbosity=0)


def _all_of(work: Work, numbers: list[int], kept: Kept, end: float | None) -> bool:
    """Side by side, each process in its own copy of the world."""
    side_by_side = multiprocessing.get_context("fork")  # what was planted is there without being sent
    free = side_by_side.SimpleQueue()
    for number in numbers:
        free.put(number)
    complete = True
    with side_by_side.Pool(len(numbers), _Process.begin, (free, work, end)) as pool:
        for batch, found, seconds in pool.imap_unordered(_Process.do, work):
            if found is None:
                complete = False
                continue
            kept.keep(batch, **found)
            for line in [*dict.fromkeys(found["leaks"]), *found.get("unfound", [])]:
                print(line)
            print(f"{batch}: {found['cases']} cases, {len(found['leaks'])} leaks, {seconds:.0f} s", flush=True)
    return complete


class _Process:
    """What one of the processes has for itself."""

    work: Work
    end: float | None

    @classmethod
    def begin(cls, free: Any, work: Work, end: float | None) -> None:
        """In a copy of the database that no other process has."""
        cls.work, cls.end = work, end
        connection.creation.setup_worker_connection(free.get())
        # The tables of the search and the product itself stay: looking through them for what is gone takes a tenth of the time.
        gc.collect()
        gc.freeze()

    @classmethod
    def do(cls, batch: str) -> tuple[str, Found | None, float]:
        """One batch, and how long it took; nothing when the time is over."""
        begun = time.monotonic()
        if cls.end is not None and begun > cls.end:
            return batch, None, 0
        return batch, cls.work[batch](), time.monotonic() - begun


def _work(planted: Planted, kept: Kept, wanted: Wanted) -> Work:
    return {
        batch: work
        for batch, viewer, work in _batches(planted)
        if batch not in kept.done and (not wanted.viewers or viewer in wanted.viewers)
    }


def _batches(planted: Planted) -> Iterator[tuple[str, str, Callable[[], Found]]]:
    for viewer in BY_NAME:
        for key in planted.targets:
            yield f"{viewer} on {key}", viewer, partial(_all, planted, viewer, key)
    for hidden in (one for one in HIDDEN if one.key in planted.targets):
        for viewer in hidden.viewers:
            yield f"{hidden.what} from {viewer}", viewer, partial(_told, planted, viewer, hidden)


def _told(planted: Planted, viewer: str, hidden: Hidden) -> Found:
    """Whether this viewer can tell that something hidden is there."""
    with listening(), transaction.atomic():
        return {"cases": 2 * len(reading(planted, hidden.key)), "leaks": differences(planted, hidden, viewer)}


def _all(planted: Planted, viewer: str, key: str) -> Found:
    """Every request of one viewer about one inspection, and which secrets of it the viewer should have found and did not."""
    leaks: list[str] = []
    cases, found = 0, set()
    with listening() as lines:
        for ask in asks(planted, key):
            outcome = look(planted, viewer, ask, lines)
            leaks += outcome.leaks
            found |= {mark.kind for mark in outcome.found if mark.target == key}
            cases += 1
    may = {
        mark.kind
        for mark in planted.marks.known.values()
        if mark.target == key and may_see(look_of(planted, BY_NAME[viewer], mark)) and key != ELSEWHERE
    }
    unfound = [f"{viewer} on {key}: {kind} is nowhere" for kind in sorted(may - found - NEED_NOT)]
    return {"cases": cases, "leaks": leaks, "unfound": unfound}
