"""What is followed: breaches, recommendations, and what is to be looked at next time."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import CharField, F, Prefetch, Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce, Concat, Trim
from django.shortcuts import get_object_or_404

from accounts.models import User
from agencies.models import Agency, LocalArea, PartnershipMember
from programmes import visibility
from programmes.models import (
    Activity,
    Breach,
    BreachState,
    CheckItem,
    CheckLook,
    Programme,
    Recommendation,
    RecommendationState,
    Standing,
)
from programmes.queries.finding import activities_seen, areas_of, viewer_of

OPEN_BREACH = frozenset({BreachState.OPEN.value, BreachState.ENFORCEMENT.value})
BREACH, RECOMMENDATION = "breach", "recommendation"
LOOKED = ("recorded_by", "activity__kind", "activity__agency", "activity__local_area")
NAMES = (
    "activity__programme__inspectorate", "activity__kind", "activity__agency", "activity__local_area", "agency__kind", "text",
)  # fmt: skip


def breaches_seen(user: User) -> QuerySet[Breach]:
    """Those of the activities that this person may see, the first to be addressed first."""
    rows = Breach.objects.filter(activity__in=activities_seen(user).order_by().values("pk"))
    return rows.select_related(*NAMES).order_by("address_by", "pk")


def breach_for(user: User, pk: int) -> Breach:
    """One of them, or 404."""
    return get_object_or_404(breaches_seen(user).select_related("recorded_by"), pk=pk)


def recommendations_seen(user: User) -> QuerySet[Recommendation]:
    """Those of the activities that this person may see."""
    rows = Recommendation.objects.filter(activity__in=activities_seen(user).order_by().values("pk"))
    return rows.select_related(*NAMES).order_by(F("due_on").asc(nulls_last=True), "pk")


def recommendation_for(user: User, pk: int) -> Recommendation:
    """One of them, or 404."""
    return get_object_or_404(recommendations_seen(user).select_related("recorded_by"), pk=pk)


@dataclass(frozen=True)
class FollowingFilter:
    """What to show of what is followed; empty: all that is open. late: only what is past its day, so none in enforcement. closed: what is closed too.

    state: one of either's states, which then decides alone. area, body: codes of a local area and of an agency.
    """

    text: str = ""
    what: str = ""
    state: str = ""
    area: str = ""
    body: str = ""
    late: bool = False
    closed: bool = False
    sort: str = ""

    def narrows(self) -> bool:
        """Whether it asks for anything but what is open."""
        return any(getattr(self, field.name) for field in fields(self) if field.name != "sort")


COLUMNS = ("what", "pk", "title", "agency__name", "agency__demonstration", "due", "state")
# What a file of the list has besides.
WIDE = ("words", "to", "kind", "reference", "since", "closed", "said")
# What was done about a breach, step by step.
_DONE = Trim(Concat("note", Value(" "), "resolution", output_field=TextField()))
SORTS = {
    "": (F("due").asc(nulls_last=True), "what", "pk"),
    "last": (F("due").desc(nulls_last=True), "what", "pk"),
    "agency": ("agency__name", F("due").asc(nulls_last=True), "what", "pk"),
}


def followed(
    user: User, programme: Programme, asked: FollowingFilter, today: date, *, wide: bool = False
) -> QuerySet[Any, dict[str, Any]]:
    """Breaches and recommendations of one programme in one list, the longest due first unless asked otherwise.

    Rows of COLUMNS, and of WIDE where they are asked for. One query, whatever is asked.
    """
    breaches = breaches_seen(user).filter(_of(programme, asked))
    recommendations = recommendations_seen(user).filter(_of(programme, asked))
    if asked.text:
        fits = Q(agency__name__icontains=asked.text) | Q(text__body__icontains=asked.text)
        breaches = breaches.filter(fits | Q(standard__icontains=asked.text))
        recommendations = recommendations.filter(fits)
    if asked.state:
        breaches, recommendations = breaches.filter(state=asked.state), recommendations.filter(state=asked.state)
    elif not asked.closed or asked.late:
        breaches = breaches.filter(state__in=OPEN_BREACH)
        recommendations = recommendations.filter(state=RecommendationState.OPEN)
    if asked.late:
        breaches = breaches.filter(state=BreachState.OPEN, address_by__lt=today)
        recommendations = recommendations.filter(state=RecommendationState.OPEN, due_on__lt=today)
    return in_one_list(breaches, recommendations, what=asked.what, wide=wide).order_by(*SORTS[asked.sort])


def in_one_list(
    breaches: QuerySet[Breach], recommendations: QuerySet[Recommendation], *, what: str = "", wide: bool = False
) -> QuerySet[Any, dict[str, Any]]:
    """Both, or those of one kind (what), as rows of the same columns."""
    names = (*COLUMNS, "activity__programme", *(WIDE if wide else ()))
    kind, nothing = CharField(), Value("", CharField())
    shared = (
        {"words": F("text__body"), "kind": F("activity__kind__name"), "reference": F("activity__reference")} if wide else {}
    )
    of_breach = (
        {"to": nothing, "since": F("found_on"), "closed": Coalesce("addressed_on", "resolved_on"), "said": _DONE}
        if wide
        else {}
    )
    of_other = (
        {"to": F("addressee"), "since": F("activity__ends_on"), "closed": F("closed_on"), "said": F("note")} if wide else {}
    )
    first = breaches.order_by().annotate(
        what=Value(BREACH, kind), title=F("standard"), due=F("address_by"), **shared, **of_breach
    )
    second = recommendations.order_by().annotate(
        what=Value(RECOMMENDATION, kind), title=F("text__body"), due=F("due_on"), **shared, **of_other
    )
    chosen: dict[str, QuerySet[Any, dict[str, Any]]] = {BREACH: first.values(*names), RECOMMENDATION: second.values(*names)}
    return chosen[what] if what in chosen else chosen[BREACH].union(chosen[RECOMMENDATION], all=True)


def _of(programme: Programme, asked: FollowingFilter) -> Q:
    found = Q(activity__programme=programme)
    if asked.area:
        near = PartnershipMember.objects.filter(partnership__local_area__code=asked.area)
        found &= Q(activity__local_area__code=asked.area) | Q(agency__in=near.values("agency"))
    return found & Q(agency__code=asked.body) if asked.body else found


def bodies_followed(user: User, programme: Programme) -> QuerySet[Agency]:
    """Of whom something is or was followed in a programme, by name; of what this person may see."""
    return Agency.objects.filter(_followed_of(user, programme)).order_by("name", "pk")


def areas_followed(user: User, programme: Programme) -> QuerySet[LocalArea]:
    """The local areas in which these work, by name."""
    bodies = Agency.objects.filter(_followed_of(user, programme))
    places = PartnershipMember.objects.filter(agency__in=bodies).values("partnership__local_area")
    return LocalArea.objects.filter(pk__in=places).order_by("name")


def _followed_of(user: User, programme: Programme) -> Q:
    here = {"activity__programme": programme}
    several = (breaches_seen(user).filter(**here), recommendations_seen(user).filter(**here))
    first, second = (rows.order_by().values("agency") for rows in several)
    return Q(pk__in=first) | Q(pk__in=second)


def check_items_seen(user: User) -> QuerySet[CheckItem]:
    """What is to be looked at next time, of the own programmes."""
    rows = CheckItem.objects.filter(visibility.own(viewer_of(user)))
    return rows.select_related("programme__inspectorate", "agency", "local_area").order_by("pk")


def check_item_for(user: User, pk: int) -> CheckItem:
    """One of them with every look, or 404."""
    return get_object_or_404(with_looks(check_items_seen(user)), pk=pk)


def check_items_of(user: User, activity: Activity) -> QuerySet[CheckItem]:
    """What this activity looked at, and what waits to be looked at where it is."""
    here = Q(local_area__in=areas_of(activity))
    if activity.agency_id:
        here = Q(agency=activity.agency_id) | here & Q(agency=None)
    waits = Q(looks=None, programme=activity.programme_id) & here
    keys = CheckItem.objects.filter(waits | Q(looks__activity=activity)).values("pk")
    seen = Prefetch("looks", looks_of().filter(activity=activity))
    return check_items_seen(user).filter(pk__in=keys).prefetch_related(seen)


def looks_of() -> QuerySet[CheckLook]:
    """Looks with who recorded them and in which activity, the first first."""
    return CheckLook.objects.select_related(*LOOKED).order_by("seen_on", "pk")


def with_looks(rows: QuerySet[CheckItem]) -> QuerySet[CheckItem]:
    """These with every look. One query more."""
    return rows.prefetch_related(Prefetch("looks", looks_of()))


def looked_in(user: User, pk: int) -> Activity | None:
    """The activity on whose page somebody was before, as far as this person may see it."""
    return activities_seen(user).filter(pk=pk).first()


def where_looked(user: User, item: CheckItem) -> QuerySet[Activity]:
    """The activities of its programme in which it can have been looked at."""
    here = Q(agency=item.agency_id) if item.agency_id else Q(local_area=item.local_area_id)
    near = Q(agency__places__partnership__local_area=item.local_area_id)
    took_place = Q(standing__in=[Standing.DONE, Standing.PUBLISHED])
    keys = Activity.objects.filter(here | near, took_place, programme=item.programme_id).values("pk")
    return activities_seen(user).filter(pk__in=keys)
