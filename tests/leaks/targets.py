"""One inspection at each point of its life: where each stands, and what the addresses need to know of it."""

from collections import defaultdict
from dataclasses import dataclass, field

from inspections.models import Inspection
from inspections.workflow import Status
from reports.models import Report

ABSENT = 999_999_999  # the id of nothing
# Key → the status in which it stands. Beside one of each status: an unannounced week that was deferred before anybody knew of
# it, points that were sent, and an inspection of another area by another team.
UNANNOUNCED, SENT, ELSEWHERE = "deferred-unannounced", "factual-accuracy-sent", "elsewhere"
KEYS = (*(status.value for status in Status), UNANNOUNCED, SENT, ELSEWHERE)
ALONG = {
    Status.DEFERRED.value: Status.SET_UP,
    UNANNOUNCED: Status.PLANNED,
    Status.PAUSED.value: Status.FIELDWORK,
    Status.CANCELLED.value: Status.FIELDWORK,
    SENT: Status.FACTUAL_ACCURACY,
    ELSEWHERE: Status.FIELDWORK,
}

MOST = {"note": 6, "item": 4, "paragraph": 3, "finding": 3, "point": 2}


@dataclass
class Target:
    """One planted inspection. ids: by the name of an address's argument; those of texts under the noun of their address."""

    key: str
    inspection: Inspection
    ids: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    secrets: dict[str, str] = field(default_factory=dict)
    slug: str = "nothing"
    known: bool = True
    sent: bool = True
    report: Report | None = None

    @property
    def pk(self) -> int:
        """Its key in addresses."""
        return self.inspection.pk
