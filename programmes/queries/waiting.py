"""What waits in the own programmes, for the page on which somebody's day begins."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from jtai.programmeyears import year_of
from programmes import rules, visibility
from programmes.models import Breach, Programme, Recommendation, RecommendationState
from programmes.queries.due import everything
from programmes.queries.finding import viewer_of
from programmes.queries.following import BREACH, OPEN_BREACH, RECOMMENDATION, breaches_seen, in_one_list, recommendations_seen
from programmes.rules import State

NEXT = 5
OPEN = Q(state__in=OPEN_BREACH)
ASKED = Q(state=RecommendationState.OPEN)


@dataclass(frozen=True)
class Waits:
    """Of one programme: how many breaches and recommendations are open, and how many of these are past their day."""

    programme: Programme
    breaches: int
    late_breaches: int
    recommendations: int
    late_recommendations: int

    @property
    def late(self) -> int:
        """Of both."""
        return self.late_breaches + self.late_recommendations


def own_programmes(user: User) -> QuerySet[Programme]:
    """Those of the inspectorate for which this person does casework; none for everybody else."""
    viewer = viewer_of(user)
    rows = Programme.objects.filter(visibility.programmes_seen_by(viewer), inspectorate=viewer)
    return rows.select_related("inspectorate").order_by("position")


def followed_in_own(user: User, today: date) -> list[Waits]:
    """What is followed in each of the own programmes in which something is open. One query beside those about the viewer."""
    rows = own_programmes(user).annotate(
        open_breaches=_count(Breach, OPEN),
        late_breaches=_count(Breach, OPEN & Q(address_by__lt=today)),
        open_recommendations=_count(Recommendation, ASKED),
        late_recommendations=_count(Recommendation, ASKED & Q(due_on__lt=today)),
    )
    found = [
        Waits(row, row.open_breaches, row.late_breaches, row.open_recommendations, row.late_recommendations) for row in rows
    ]
    return [one for one in found if one.breaches or one.recommendations]


def _count(model: type[Model], where: Q) -> Coalesce:
    rows = model._default_manager.filter(where, activity__programme=OuterRef("pk"))  # noqa: SLF001 -- documented model API
    counted = rows.order_by().values("activity__programme").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def next_followed(user: User, most: int = NEXT) -> list[dict[str, Any]]:
    """The open breaches and recommendations of all own programmes whose day comes first, those that are late before all others.

    Rows as `followed` has them, with the key of their programme; without those that have no day. One query.
    """
    own = {"activity__programme__in": own_programmes(user).order_by().values("pk")}
    breaches, asked = breaches_seen(user).filter(OPEN, **own), recommendations_seen(user).filter(ASKED, **own)
    rows = in_one_list(breaches, asked.exclude(due_on=None))
    return list(rows.order_by(F("due").asc(), "what", "pk")[:most])


def overdue_by_rule(user: User, today: date) -> list[tuple[Programme, int]]:
    """Each own programme of whose duties of this programme year some are overdue, and how many.

    As many as the page of what is due shows as overdue, without breaches and recommendations, which `followed_in_own` counts. Ten
    queries, however many programmes there are.
    """
    year = year_of(today)
    counted = []
    for known, facts in everything(own_programmes(user))[0]:
        duties = rules.evaluate(known.rules, facts, year, today).duties
        number = sum(duty.state == State.OVERDUE and duty.kind not in {BREACH, RECOMMENDATION} for duty in duties)
        counted.append((known.programme, number))
    return [(programme, number) for programme, number in counted if number]
