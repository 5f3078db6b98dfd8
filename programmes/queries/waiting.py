"""What is overdue in the own programmes: one count for the page on which somebody's day begins, the list of programmes, and any other."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.utils.translation import gettext as _

from accounts.models import User
from jtai.programmeyears import year_of
from programmes import rules, visibility
from programmes.models import Programme
from programmes.queries.due import kind_name
from programmes.queries.finding import viewer_of
from programmes.queries.following import BREACH, RECOMMENDATION
from programmes.queries.gathering import gathered, read
from programmes.rules import State


def own_programmes(user: User) -> QuerySet[Programme]:
    """Those of the inspectorate for which this person does casework; none for everybody else."""
    viewer = viewer_of(user)
    rows = Programme.objects.filter(visibility.programmes_seen_by(viewer), inspectorate=viewer)
    return rows.select_related("inspectorate").order_by("position")


@dataclass(frozen=True)
class Overdue:
    """A programme, and how many of each kind of thing are overdue in it, by what the kind is called. asks: it has rules."""

    programme: Programme
    kinds: Mapping[str, int]
    asks: bool

    @property
    def number(self) -> int:
        """How many altogether."""
        return sum(self.kinds.values())


def overdue_of(user: User, today: date) -> list[Overdue]:
    """What is overdue in each own programme in this programme year, in their order: what rules ask, and all that is followed.

    As many as the page of what is due shows as overdue. One query; none for people who do no casework for an inspectorate.
    """
    if viewer_of(user) is None:
        return []
    rows = gathered(own_programmes(user)).values_list("gathered", flat=True)
    return [overdue_from(row, today) for row in rows]


def programmes_for_home(user: User) -> QuerySet[Any, Any]:
    """The same as rows of (what, number, late, urgent, gathered), to be united with what else home counts; number: the position."""
    what, nothing = Value("programme", CharField()), Value(0)
    rows = gathered(own_programmes(user).select_related(None)).order_by()
    united: QuerySet[Any, Any] = rows.annotate(what=what, number=F("position"), late=nothing, urgent=nothing).values_list(
        "what", "number", "late", "urgent", "gathered"
    )
    return united


def overdue_from(row: Mapping[str, Any], today: date) -> Overdue:
    """Of one programme, from all that its rules are asked about."""
    known, facts = read(row)
    duties = rules.evaluate(known.rules, facts, year_of(today), today).duties
    late = Counter(_called(facts.kinds, duty.kind) for duty in duties if duty.state == State.OVERDUE)
    return Overdue(known.programme, late, known.asks)


def _called(kinds: Mapping[str, str], code: str) -> str:
    """What is counted: of what is followed there may be many."""
    several = {BREACH: _("Breaches"), RECOMMENDATION: _("Recommendations")}
    return several.get(code) or kind_name(kinds, code)
