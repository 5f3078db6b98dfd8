"""What waits in the own programmes, for the page on which somebody's day begins."""

from datetime import date
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet, Value

from accounts.models import User
from jtai.programmeyears import year_of
from programmes import rules, visibility
from programmes.models import Breach, Programme, Recommendation, RecommendationState
from programmes.queries.due import everything
from programmes.queries.finding import viewer_of
from programmes.queries.following import BREACH, OPEN_BREACH, RECOMMENDATION
from programmes.rules import State

OPEN = Q(state__in=OPEN_BREACH)
ASKED = Q(state=RecommendationState.OPEN)


def own_programmes(user: User) -> QuerySet[Programme]:
    """Those of the inspectorate for which this person does casework; none for everybody else."""
    viewer = viewer_of(user)
    rows = Programme.objects.filter(visibility.programmes_seen_by(viewer), inspectorate=viewer)
    return rows.select_related("inspectorate").order_by("position")


def late_for_home(user: User, today: date) -> list[QuerySet[Any, Any]]:
    """What is followed in the own programmes and past its day, as rows of (what, code, name, number, late, urgent) to be united in one query.

    what: "breach" or "recommendation"; code, name: of the programme; late is the number again, urgent 0.
    """
    own = {"activity__programme__in": own_programmes(user).order_by().values("pk")}
    breaches = Breach.objects.filter(OPEN, address_by__lt=today, **own)
    recommendations = Recommendation.objects.filter(ASKED, due_on__lt=today, **own)
    return [_counted(breaches, BREACH), _counted(recommendations, RECOMMENDATION)]


def _counted(rows: QuerySet[Any], what: str) -> QuerySet[Any, Any]:
    programme = {"code": F("activity__programme__code"), "name": F("activity__programme__short_name")}
    counted = rows.order_by().values(what=Value(what, CharField()), **programme)
    rows_of: QuerySet[Any, Any] = counted.annotate(number=Count("pk"), late=Count("pk"), urgent=Value(0)).values_list(
        "what", "code", "name", "number", "late", "urgent"
    )
    return rows_of


def overdue_by_rule(user: User, today: date) -> dict[int, int]:
    """By the key of each own programme with rules: how many of its duties of this programme year are overdue.

    As many as the page of what is due shows as overdue. Ten queries at most, however many programmes there are.
    """
    year = year_of(today)
    counted = {}
    for known, facts in everything(own_programmes(user).filter(rules__isnull=False).distinct())[0]:
        duties = rules.evaluate(known.rules, facts, year, today).duties
        counted[known.programme.pk] = sum(duty.state == State.OVERDUE for duty in duties)
    return counted
