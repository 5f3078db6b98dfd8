"""What is known about a local area or a topic: counts, age and urgency, each said in words. Never one score."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from agencies.models import LocalArea
from agencies.queries import holidays
from intelligence.models import Item, Kind, State
from intelligence.queries.items import ItemFilter, items_seen
from jtai import workingdays


@dataclass(frozen=True)
class Signal:
    """What one person may know. oldest_open: working days since the oldest item was sent that somebody has not answered yet."""

    concerns: int = 0
    practices: int = 0
    urgent: int = 0
    open: int = 0
    oldest_open: int | None = None

    @property
    def explanation(self) -> list[str]:
        """Each part in a sentence."""
        if not self.concerns and not self.practices:
            return [_("Nothing that you can see was shared.")]
        said = [
            ngettext("%(count)d concern was shared", "%(count)d concerns were shared", self.concerns)
            % {"count": self.concerns},
            ngettext(
                "%(count)d example of exceptional practice was shared",
                "%(count)d examples of exceptional practice were shared",
                self.practices,
            )
            % {"count": self.practices},
        ]
        if self.urgent:
            said.append(ngettext("%(count)d is urgent", "%(count)d are urgent", self.urgent) % {"count": self.urgent})
        if self.oldest_open is not None:
            words = ngettext(
                "%(count)d waits for an answer, the oldest for %(days)d working days",
                "%(count)d wait for an answer, the oldest for %(days)d working days",
                self.open,
            )
            said.append(words % {"count": self.open, "days": self.oldest_open})
        return said


def _rows(user: User) -> QuerySet[Item]:
    """Those that were sent and stand."""
    return items_seen(user).filter(withdrawn_at=None).order_by()


def _measures(user: User) -> dict[str, Any]:
    waiting = Q(pk__in=items_seen(user, ItemFilter(state=State.OPEN)).order_by().values("pk"))
    return {
        "concerns": Count("pk", filter=Q(kind=Kind.CONCERN)),
        "practices": Count("pk", filter=Q(kind=Kind.PRACTICE)),
        "urgents": Count("pk", filter=Q(urgent=True)),
        "opens": Count("pk", filter=waiting),
        "oldest": Min("sent_at", filter=waiting),
    }


def _signal(row: dict[str, Any]) -> Signal:
    oldest: datetime | None = row["oldest"]
    age = None if oldest is None else max(0, workingdays.between(localdate(oldest), localdate(), holidays()))
    return Signal(row["concerns"], row["practices"], row["urgents"], row["opens"], age)


def signal_of_area(user: User, area: LocalArea) -> Signal:
    """What is known to this person about a local area. One query."""
    return _signal(_rows(user).filter(local_area=area).aggregate(**_measures(user)))


def signal_of_topic(user: User, code: str) -> Signal:
    """The same of a deep dive topic. One query."""
    return _signal(_rows(user).filter(topic=code).aggregate(**_measures(user)))


def signals_of_areas(user: User, areas: Iterable[LocalArea]) -> dict[int, Signal]:
    """The same of several local areas by their keys, in one query; one of which nothing is known has an empty signal."""
    keys = [area.pk for area in areas]
    rows: Iterable[Any] = _rows(user).filter(local_area__in=keys).values("local_area").annotate(**_measures(user))
    return dict.fromkeys(keys, Signal()) | {row["local_area"]: _signal(row) for row in rows}
