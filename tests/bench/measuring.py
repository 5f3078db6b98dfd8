"""CPU per request of each page and of the empty view, in turns."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from tests.bench import cpu
from tests.bench.pages import Page, Visit
from tests.bench.server import Browser, NotMeasurable, Server, postmaster
from tests.bench.sizes import Sizes

EMPTY = "empty view"
WARM_UP = 40


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
    for page in pages:
        work[page.name] = (_asking(signed_in, page), sizes.requests)
    for ask, _times in work.values():
        for _number in range(min(WARM_UP, sizes.requests)):
            ask()
    mother = postmaster()
    total: dict[str, float] = defaultdict(float)
    for _round in range(sizes.rounds):
        for name, (ask, times) in work.items():
            before = cpu.spent(server.processes(), mother)
            for _number in range(times):
                ask()
            total[name] += cpu.spent(server.processes(), mother) - before
    signed_in.close()
    signed_out.close()
    return Measured({name: total[name] / (times * sizes.rounds) for name, (_ask, times) in work.items()})


def _asking(browser: Browser, page: Page) -> Callable[[], None]:
    def ask() -> None:
        status = browser.post(page.address, page.sends()) if page.sends else browser.get(page.address)
        if status != page.good:
            raise NotMeasurable(f"{page.name} answers {status} instead of {int(page.good)}.")

    return ask
