"""What is followed: breaches, recommendations, and what is to be looked at next time."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.shortcuts import get_object_or_404

from accounts.models import User
from programmes import visibility
from programmes.models import (
    Activity,
    Breach,
    BreachState,
    CheckItem,
    Programme,
    Recommendation,
    RecommendationState,
    Standing,
)
from programmes.queries.finding import activities_seen, areas_of, viewer_of

OPEN_BREACH = frozenset({BreachState.OPEN.value, BreachState.ENFORCEMENT.value})
BREACH, RECOMMENDATION = "breach", "recommendation"
NAMES = (
    "activity__programme__inspectorate", "activity__kind", "activity__agency", "activity__local_area", "agency__kind", "text",
)  # fmt: skip


def breaches_seen(user: User) -> QuerySet[Breach]:
    """Those of the activities that this person may see, the first to be addressed first."""
    rows = Breach.objects.filter(activity__in=activities_seen(user).order_by().values("pk"))
    return rows.select_related(*NAMES).order_by("address_by", "pk")


def breach_for(user: User, pk: int) -> Breach:
    """One of them, or 404."""
    return get_object_or_404(breaches_seen(user), pk=pk)


def recommendations_seen(user: User) -> QuerySet[Recommendation]:
    """Those of the activities that this person may see."""
    rows = Recommendation.objects.filter(activity__in=activities_seen(user).order_by().values("pk"))
    return rows.select_related(*NAMES).order_by(F("due_on").asc(nulls_last=True), "pk")


def recommendation_for(user: User, pk: int) -> Recommendation:
    """One of them, or 404."""
    return get_object_or_404(recommendations_seen(user), pk=pk)


@dataclass(frozen=True)
class FollowingFilter:
    """What to show of what is followed; empty: all that is open. late: only what is past its day. closed: what is closed too."""

    text: str = ""
    what: str = ""
    late: bool = False
    closed: bool = False


def followed(user: User, programme: Programme, asked: FollowingFilter, today: date) -> QuerySet[Any]:
    """Breaches and recommendations of one programme in one list, the longest due first.

    Rows of what, pk, words, agency__name, due, state and closed. One query, whatever is asked.
    """
    columns = ("what", "pk", "title", "agency__name", "agency__demonstration", "due", "state")
    breaches = breaches_seen(user).filter(activity__programme=programme)
    recommendations = recommendations_seen(user).filter(activity__programme=programme)
    if not asked.closed:
        breaches = breaches.filter(state__in=OPEN_BREACH)
        recommendations = recommendations.filter(state=RecommendationState.OPEN)
    if asked.text:
        fits = Q(agency__name__icontains=asked.text) | Q(text__body__icontains=asked.text)
        breaches = breaches.filter(fits | Q(standard__icontains=asked.text))
        recommendations = recommendations.filter(fits)
    if asked.late:
        breaches = breaches.filter(state__in=OPEN_BREACH, address_by__lt=today)
        recommendations = recommendations.filter(state=RecommendationState.OPEN, due_on__lt=today)
    kind = CharField()
    first = breaches.order_by().annotate(what=Value(BREACH, kind), title=F("standard"), due=F("address_by")).values(*columns)
    second = recommendations.order_by().annotate(what=Value(RECOMMENDATION, kind), title=F("text__body"), due=F("due_on"))
    chosen = {BREACH: first, RECOMMENDATION: second.values(*columns)}
    rows: QuerySet[Any] = chosen[asked.what] if asked.what in chosen else first.union(second.values(*columns), all=True)
    return rows.order_by(F("due").asc(nulls_last=True), "what", "pk")


def check_items_seen(user: User) -> QuerySet[CheckItem]:
    """What is to be looked at next time, of the own programmes."""
    rows = CheckItem.objects.filter(visibility.own(viewer_of(user)))
    return rows.select_related("programme__inspectorate", "agency", "local_area", "activity__kind").order_by("pk")


def check_item_for(user: User, pk: int) -> CheckItem:
    """One of them, or 404."""
    return get_object_or_404(check_items_seen(user), pk=pk)


def check_items_of(user: User, activity: Activity) -> QuerySet[CheckItem]:
    """What this activity looked at, and what waits to be looked at where it is."""
    here = Q(local_area__in=areas_of(activity))
    if activity.agency_id:
        here = Q(agency=activity.agency_id) | here & Q(agency=None)
    waits = Q(activity=None, programme=activity.programme_id) & here
    return check_items_seen(user).filter(waits | Q(activity=activity))


def where_looked(user: User, item: CheckItem) -> QuerySet[Activity]:
    """The activities of its programme in which it can have been looked at."""
    here = Q(agency=item.agency_id) if item.agency_id else Q(local_area=item.local_area_id)
    near = Q(agency__places__partnership__local_area=item.local_area_id)
    took_place = Q(standing__in=[Standing.DONE, Standing.PUBLISHED])
    keys = Activity.objects.filter(here | near, took_place, programme=item.programme_id).values("pk")
    return activities_seen(user).filter(pk__in=keys)
