"""The whole product: each viewer with each inspection and all its addresses, then each hidden thing with each of its viewers."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from django.db import transaction
from django.test.runner import DiscoverRunner
from django.test.utils import override_settings, setup_test_environment, teardown_test_environment

from tests import proven
from tests.leaks.addresses import asks
from tests.leaks.differing import HIDDEN, differences, reading
from tests.leaks.planting import ELSEWHERE, KEYS, Planted, plant
from tests.leaks.rules import NEED_NOT, may_see
from tests.leaks.searching import listening, look, look_of
from tests.leaks.viewers import BY_NAME

A_YEAR = 365 * 24 * 60 * 60


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


def search(kept: Kept, wanted: Wanted, end: float | None) -> bool:
    """All batches that are not done yet, in a database of its own. False when the time was over before the end."""
    setup_test_environment(debug=False)
    proven.start()
    # The sessions are planted once and looked through for hours: nobody in them is idle.
    patient = override_settings(SESSION_IDLE_SECONDS=A_YEAR, SESSION_LONGEST_SECONDS=A_YEAR, WHITENOISE_AUTOREFRESH=True)
    patient.enable()
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        with transaction.atomic():
            complete = _search(plant(tuple(wanted.targets) or KEYS), kept, wanted, end)
            transaction.set_rollback(True)
    finally:
        runner.teardown_databases(databases)
        patient.disable()
        teardown_test_environment()
    return complete


def _search(planted: Planted, kept: Kept, wanted: Wanted, end: float | None) -> bool:
    for batch, viewer, work in _batches(planted):
        if batch in kept.done or (wanted.viewers and viewer not in wanted.viewers):
            continue
        if end is not None and time.monotonic() > end:
            return False
        begun = time.monotonic()
        found = work()
        kept.keep(batch, **found)
        for line in [*dict.fromkeys(found["leaks"]), *found.get("unfound", [])]:
            print(line)
        print(f"{batch}: {found['cases']} cases, {len(found['leaks'])} leaks, {time.monotonic() - begun:.0f} s", flush=True)
    return True


def _batches(planted: Planted) -> Iterator[tuple[str, str, object]]:
    for viewer in BY_NAME:
        for key in planted.targets:
            yield f"{viewer} on {key}", viewer, lambda viewer=viewer, key=key: _all(planted, viewer, key)
    for hidden in (one for one in HIDDEN if one.key in planted.targets):
        for viewer in hidden.viewers:
            yield (
                f"{hidden.what} from {viewer}",
                viewer,
                lambda viewer=viewer, hidden=hidden: {
                    "cases": 2 * len(reading(planted, hidden.key)),
                    "leaks": differences(planted, hidden, viewer),
                },
            )


def _all(planted: Planted, viewer: str, key: str) -> dict[str, object]:
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
