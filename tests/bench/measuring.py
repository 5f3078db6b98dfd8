"""CPU per request of each page and of the empty view, in turns."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from tests.bench import cpu
from tests.bench.pages import Page, Visit
from tests.bench.server import Browser, NotMeasurable, Server
from tests.bench.sizes import Sizes

EMPTY = "empty view"
WARM_UP = 40
ATTEMPTS = 5


@dataclass(frozen=True)
class Measured:
    """CPU seconds a request, by page; of the empty view too."""

    seconds: dict[str, float]

    def ratio(self, name: str) -> float:
        """How many empty views a page costs."""
        return self.seconds[name] / self.seconds[EMPTY]


def measure(server: Server, visit: Visit, pages: list[Page], sizes: Sizes) -> Measured:
    """Each page in turn with the empty view, several rounds: a slow moment of the machine meets all of them."""
    signed_in, signed_out = Browser(server.port, visit.session), Browser(server.port, "")

    def empty() -> None:
        if signed_out.get("/healthz") != 200:
            raise NotMeasurable("The empty view does not answer.")

    work: dict[str, tuple[Callable[[], None], int]] = {EMPTY: (empty, sizes.empty_requests)}
    others = {page.name: Browser(server.port, page.session) for page in pages if page.session}
    for page in pages:
        work[page.name] = (asking(others.get(page.name, signed_in), page), sizes.requests)
    for ask, _times in work.values():
        for _number in range(min(WARM_UP, sizes.requests)):
            ask()
    total: dict[str, float] = defaultdict(float)
    for _round in range(sizes.rounds):
        for name, (ask, times) in work.items():
            total[name] += block(server, ask, times)
    for one in (signed_in, signed_out, *others.values()):
        one.close()
    return Measured({name: total[name] / (times * sizes.rounds) for name, (_ask, times) in work.items()})


def block(server: Server, ask: Callable[[], None], times: int) -> float:
    """CPU seconds of so many requests. Begun again when a kept connection grew old meanwhile: its backend took its time along."""
    for _attempt in range(ATTEMPTS):
        before = {pid: cpu.seconds_of(pid) for pid in server.processes()}
        for _number in range(times):
            ask()
        after = {pid: cpu.seconds_of(pid) for pid in server.processes()}
        if before.keys() <= after.keys():
            return sum(after.values()) - sum(before.values())
    raise NotMeasurable("The database’s connections do not last for a block of requests.")


def asking(browser: Browser, page: Page) -> Callable[[], None]:
    """One request for this page, that raises when it is answered in another way than it should be."""

    def ask() -> None:
        status = browser.post(page.address, page.sends()) if page.sends else browser.get(page.address)
        if status != page.good:
            raise NotMeasurable(f"{page.name} answers {status} instead of {int(page.good)}.")

    return ask
