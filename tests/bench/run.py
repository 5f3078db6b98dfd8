"""One run from the small world to the full one."""

import time
from collections.abc import Mapping
from pathlib import Path

from tests.bench import planning, reading, ruling, verifying
from tests.bench.measuring import EMPTY, Measured, measure
from tests.bench.pages import Visit
from tests.bench.report import Row
from tests.bench.server import Server
from tests.bench.sizes import (
    LIST,
    LIST_OF_A_LEAD,
    MOST_AGAINST_A_LEAD,
    MOST_CPU,
    MOST_GROWTH,
    MOST_QUERIES,
    READS_OF,
    Sizes,
)
from tests.bench.world import Filler

MILLISECONDS = 1_000


def rows_of(sizes: Sizes, names: list[str], env: Mapping[str, str], var: Path) -> list[Row]:
    """Fill to the small size, measure, fill up, measure again."""
    begun = time.monotonic()
    filler = Filler(sizes)
    filler.grow_to(sizes.small)
    filler.tidy()
    (var / "log").mkdir(parents=True, exist_ok=True)
    server = Server.start(env, var / "log" / "bench-web.log")
    try:
        visit = Visit.of_the_measured()
        pages = [page for page in visit.pages() if page.name in names]
        small = measure(server, visit, pages, sizes)
        filled = time.monotonic()
        filler.grow_to(sizes.inspections)
        filler.tidy()
        building = time.monotonic() - filled
        full = measure(server, visit, pages, sizes)
        queries = {page.name: visit.queries_of(page) for page in pages}
    finally:
        server.stop()
    reads = reading.rows_of(env, visit, [page for page in pages if page.name in READS_OF], sizes, var)
    rows = [Row(f"{name}: CPU", full.ratio(name), "× empty view", MOST_CPU[name]) for name in queries]
    rows += [Row(f"{name}: queries", queries[name], "a request", MOST_QUERIES) for name in queries]
    rows += [
        Row(
            f"{name}: from {sizes.small} to {sizes.inspections} inspections",
            full.ratio(name) / small.ratio(name),
            "× the CPU",
            MOST_GROWTH,
        )
        for name in queries
    ]
    rows += _against_a_lead(full, queries)
    rows += [*reads, *verifying.rows_of(sizes), *ruling.rows_of(full.seconds[EMPTY]), *planning.rows_of()]
    rows += [
        Row(f"{name}: CPU time at {count} inspections", measured.seconds[name] * MILLISECONDS, "ms a request")
        for count, measured in ((sizes.small, small), (sizes.inspections, full))
        for name in [EMPTY, *queries]
    ]
    rows += [
        Row("inspections", sizes.inspections, ""),
        Row("notes", sizes.notes, ""),
        Row("people", sizes.people, ""),
        Row("groups", len(filler.groups), ""),
        Row("filling", building, "s"),
        Row("the whole run", time.monotonic() - begun, "s"),
    ]
    return rows


def _against_a_lead(full: Measured, queries: Mapping[str, int]) -> list[Row]:
    """Whoever may see least waits no longer than a lead, and costs not one query more."""
    if not {LIST, LIST_OF_A_LEAD} <= queries.keys():
        return []
    more = abs(queries[LIST] - queries[LIST_OF_A_LEAD])
    ratio = full.ratio(LIST) / full.ratio(LIST_OF_A_LEAD)
    return [
        Row("list of the least privileged, against a lead", ratio, "× the CPU", MOST_AGAINST_A_LEAD),
        Row("the same: difference in queries", more, "queries", 0),
    ]
