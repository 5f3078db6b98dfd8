"""What it costs to write down who opened what: the same page of the same rows with and without it, in turns, in one run."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

from django.db import connection

from tests.bench.measuring import asking, block
from tests.bench.pages import Page, Visit
from tests.bench.report import Row
from tests.bench.server import Browser, Server
from tests.bench.sizes import MOST_FOR_READS, Sizes

WITHOUT, FIRST, AGAIN = "without", "every one the first of its quarter", "again in its quarter"
ENVIRONMENTS = {
    WITHOUT: {"DJANGO_SETTINGS_MODULE": "tests.bench.without_reads"},
    FIRST: {"JTAI_READS_REMEMBERED": "0"},
    AGAIN: {},
}
TURNS = 2  # twice the rounds of the pages: two numbers that lie close together are compared


def rows_of(env: Mapping[str, str], visit: Visit, pages: list[Page], sizes: Sizes, var: Path) -> list[Row]:
    """The ratio for each page of one inspection that is only read."""
    found = []
    with connection.cursor() as cursor:
        # So that a read can be the first of its quarter more than once. It is only the bench's database.
        cursor.execute("ALTER TABLE audit_read DISABLE TRIGGER USER")
    servers = {
        name: Server.start({**env, **more}, var / "log" / f"bench-reads-{number}.log")
        for number, (name, more) in enumerate(ENVIRONMENTS.items())
    }
    try:
        for page in pages:
            spent = _spent(servers, visit, page, sizes)
            found += [
                Row(f"{page.name}: with its reads, {name}", spent[name] / spent[WITHOUT], "× without", MOST_FOR_READS)
                for name in (FIRST, AGAIN)
            ]
    finally:
        for server in servers.values():
            server.stop()
    return found


def _spent(servers: Mapping[str, Server], visit: Visit, page: Page, sizes: Sizes) -> dict[str, float]:
    browsers = {name: Browser(server.port, visit.session) for name, server in servers.items()}
    asks = {name: asking(browser, page) for name, browser in browsers.items()}
    asks[FIRST] = _forgetting(asks[FIRST])
    total: dict[str, float] = defaultdict(float)
    for ask in asks.values():
        for _number in range(sizes.requests):
            ask()
    for _round in range(sizes.rounds * TURNS):
        for name, ask in asks.items():
            _tidy()
            total[name] += block(servers[name], ask, sizes.requests)
    for browser in browsers.values():
        browser.close()
    return total


def _tidy() -> None:
    """What was taken away goes from the index too: in life a row stays, and nobody looks past hundreds of dead ones for its place."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM audit_read")


def _forgetting(ask: Callable[[], None]) -> Callable[[], None]:
    """The rows are taken away by a connection of our own, whose time is not counted."""

    def first() -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM audit_read")
        ask()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM audit_read")
            assert cursor.fetchone() == (1,), "a read was not written"

    return first
