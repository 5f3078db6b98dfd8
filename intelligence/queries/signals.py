"""What is known about a local area or a topic: counts, age and urgency, each said in words. Never one score."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Min, OrderBy, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from agencies.models import LocalArea
from agencies.queries import holidays
from intelligence import naming
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
        said = [self._concerns, self._practices]
        if self.urgent:
            said.append(self._urgent % {"count": self.urgent})
        if self.oldest_open is not None:
            said.append(self._waiting % {"count": self.open, "days": self.oldest_open})
        return said

    @property
    def _concerns(self) -> str:
        if not self.concerns:
            return _("No concern was shared")
        said = ngettext("%(count)d concern was shared", "%(count)d concerns were shared", self.concerns)
        return said % {"count": self.concerns}

    @property
    def _practices(self) -> str:
        if not self.practices:
            return _("No exceptional practice was shared")
        said = ngettext(
            "%(count)d example of exceptional practice was shared",
            "%(count)d examples of exceptional practice were shared",
            self.practices,
        )
        return said % {"count": self.practices}

    @property
    def _urgent(self) -> str:
        """Said of what is there: the number counts both."""
        if not self.practices:
            return ngettext("%(count)d concern is urgent", "%(count)d concerns are urgent", self.urgent)
        if not self.concerns:
            return ngettext("%(count)d example is urgent", "%(count)d examples are urgent", self.urgent)
        return ngettext("%(count)d of these is urgent", "%(count)d of these are urgent", self.urgent)

    @property
    def _waiting(self) -> str:
        if not self.oldest_open:
            return ngettext(
                "%(count)d waits for an answer, for less than a working day",
                "%(count)d wait for an answer, none for as long as a working day",
                self.open,
            )
        if self.oldest_open == 1:
            return ngettext(
                "%(count)d waits for an answer, for 1 working day",
                "%(count)d wait for an answer, the oldest for 1 working day",
                self.open,
            )
        return ngettext(
            "%(count)d waits for an answer, for %(days)d working days",
            "%(count)d wait for an answer, the oldest for %(days)d working days",
            self.open,
        )


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


@dataclass(frozen=True)
class SignalFilter:
    """Of what to show what is known. region: a code. kind: of Kind. sort: one of SIGNAL_ORDERS, or nothing."""

    region: str = ""
    kind: str = ""
    sort: str = ""


_LONGEST = OrderBy(F("oldest"), nulls_last=True)
SIGNAL_ORDERS: dict[str, tuple[Any, ...]] = {
    "": (),
    "oldest": (_LONGEST,),
    "urgent": ("-urgents",),
    "concerns": ("-concerns",),
    "practices": ("-practices",),
    "waiting": ("-opens", _LONGEST),
}


@dataclass(frozen=True)
class Known:
    """What is known of one local area or topic. code, name: of it. demonstration: it is an invented area."""

    code: str
    name: str
    signal: Signal
    demonstration: bool = False


def _asked_for(user: User, asked: SignalFilter) -> QuerySet[Item]:
    rows = _rows(user)
    if asked.region:
        rows = rows.filter(local_area__region__code=asked.region)
    return rows.filter(kind=asked.kind) if asked.kind else rows


def areas_known(user: User, asked: SignalFilter) -> QuerySet[Any]:
    """A row for each local area of which this person may know something, for `known_of_areas`. By name where nothing else decides."""
    rows = _asked_for(user, asked).values("local_area__code", "local_area__name", "local_area__demonstration")
    order = SIGNAL_ORDERS.get(asked.sort, ())
    return rows.annotate(**_measures(user)).order_by(*order, "local_area__name", "local_area__code")


def known_of_areas(rows: Iterable[Any]) -> list[Known]:
    """These rows in words."""
    return [
        Known(row["local_area__code"], row["local_area__name"], _signal(row), row["local_area__demonstration"]) for row in rows
    ]


def topics_known(user: User, asked: SignalFilter) -> list[Known]:
    """The same of each deep dive topic that an item names, in the order of the topics. Two queries."""
    rows: Iterable[Any] = _asked_for(user, asked).exclude(topic="").values("topic").annotate(**_measures(user))
    found = {row["topic"]: _signal(row) for row in rows}
    return [Known(code, name, found[code]) for code, name in naming.topics() if code in found]
