"""The doors to programmes and activities, and the lists of them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import User
from agencies.models import Agency, LocalArea, PartnershipMember
from agencies.policies import does_casework
from agencies.queries import inspectorate_of
from jtai.programmeyears import first_day, last_day
from programmes import policies, visibility
from programmes.models import (
    Activity,
    ActivityKind,
    Breach,
    Evaluator,
    Judgement,
    JudgementArea,
    Programme,
    Recommendation,
    Rule,
    Sharing,
    Standing,
    Subject,
)
from writing.models import Revision, Text
from writing.queries import history_of

SORTS = {
    "": ("-starts_on", "-pk"),
    "oldest": ("starts_on", "pk"),
    "subject": ("agency__name", "local_area__name", "-starts_on", "-pk"),
}


def viewer_of(user: User) -> int | None:
    """The key of the inspectorate for which this person does casework; None for everybody else."""
    return inspectorate_of(user).pk if does_casework(user) else None


def programmes_seen(user: User) -> QuerySet[Programme]:
    """The programmes of which this person sees something, the own ones first. Raises NotAllowed for people without casework.

    planned, done, published, cancelled: how many of its activities this person may see.
    """
    policies.can_see_programmes.check(user)
    viewer = viewer_of(user)
    counts = {
        name: Count("activities", filter=Q(activities__in=_seen(user), activities__standing=name)) for name in Standing.values
    }
    rows = Programme.objects.filter(visibility.programmes_seen_by(viewer)).select_related("inspectorate").annotate(**counts)
    own = Q(inspectorate=viewer)
    return rows.annotate(own=own).order_by("-own", "inspectorate__position", "position")


def hidden_by(programme: Programme, sharing: str) -> int:
    """How many of its activities the other inspectorates see now, and no longer when only this is shared."""
    if sharing == Sharing.ALL or programme.sharing == Sharing.OWN:
        return 0
    rows = programme.activities.all()
    published = Q(standing=Standing.PUBLISHED)
    if programme.sharing == Sharing.PUBLISHED:
        rows = rows.filter(published)
    return rows.count() if sharing == Sharing.OWN else rows.exclude(published).count()


def programme_for(user: User, code: str) -> Programme:
    """One programme of which this person sees something, or 404."""
    rows = Programme.objects.filter(visibility.programmes_seen_by(viewer_of(user)))
    return get_object_or_404(rows.select_related("inspectorate"), code=code)


def kinds_of(programme: Programme) -> QuerySet[ActivityKind]:
    """Its kinds of activity, in order."""
    return ActivityKind.objects.filter(programme=programme).order_by("position")


def timed_kinds(programme: Programme) -> frozenset[str]:
    """Codes of the kinds of which a rule leaves it to the inspectorate when in a period one comes: then it says why now."""
    rules = Rule.objects.filter(programme=programme, evaluator=Evaluator.EVERY_PERIOD)
    return frozenset(code for parameters in rules.values_list("parameters", flat=True) for code in parameters["kinds"])


@dataclass(frozen=True)
class ActivityFilter:
    """What a person asks of the list of activities; empty: everything.

    text: part of the name of the agency or local area. year: a programme year. kind: a code. region: its code.
    """

    text: str = ""
    year: int | None = None
    kind: str = ""
    standing: str = ""
    region: str = ""
    sort: str = ""

    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return any(getattr(self, field.name) for field in fields(self) if field.name != "sort")


def _seen(user: User) -> QuerySet[Activity]:
    return Activity.objects.filter(visibility.activities_seen_by(viewer_of(user)))


def activities_seen(user: User, asked: ActivityFilter | None = None, programme: Programme | None = None) -> QuerySet[Activity]:
    """The activities that this person may see and that fit; of one programme where one is given."""
    asked = asked or ActivityFilter()
    rows = _seen(user)
    if programme is not None:
        rows = rows.filter(programme=programme)
    if asked.text:
        rows = rows.filter(Q(agency__name__icontains=asked.text) | Q(local_area__name__icontains=asked.text))
    if asked.year:
        rows = rows.filter(starts_on__gte=first_day(asked.year), starts_on__lte=last_day(asked.year))
    if asked.kind:
        rows = rows.filter(kind__code=asked.kind)
    if asked.standing:
        rows = rows.filter(standing=asked.standing)
    if asked.region:
        served = PartnershipMember.objects.filter(partnership__local_area__region__code=asked.region)
        rows = rows.filter(Q(local_area__region__code=asked.region) | Q(agency__in=served.values("agency")))
    names = ("programme__inspectorate", "kind__programme", "agency__kind", "local_area", "text")
    return rows.select_related(*names).order_by(*SORTS[asked.sort])


def judgements_first() -> "Prefetch[Any]":
    """The judgements of activities, those on safeguarding first."""
    judged = Judgement.objects.select_related("area", "value").order_by("-area__safeguarding", "area__position")
    return Prefetch("judgements", queryset=judged)


def with_judgements(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """The same with the judgements of each, those on safeguarding first. One query more."""
    return rows.prefetch_related(judgements_first())


def activity_for(user: User, pk: int) -> Activity:
    """One activity with its judgements, or 404 when this person may not see it."""
    rows = with_judgements(activities_seen(user)).select_related("report", "recorded_by")
    rows = rows.prefetch_related(
        Prefetch("breaches", queryset=Breach.objects.select_related("agency", "text")),
        Prefetch("recommendations", queryset=Recommendation.objects.select_related("agency", "text")),
    )
    return get_object_or_404(rows, pk=pk)


def judgement_areas(programme: Programme, on: date) -> list[JudgementArea]:
    """What the programme judges of an activity that ends on this day, each with the values of its scale. Two queries."""
    in_force = Q(valid_to=None) | Q(valid_to__gte=on)
    rows = JudgementArea.objects.filter(in_force, programme=programme, valid_from__lte=on).order_by("position")
    return list(rows.select_related("scale").prefetch_related("scale__values"))


def judged_by(programme: Programme) -> list[JudgementArea]:
    """All that it judges or judged, each with the values of its scale. Two queries."""
    rows = JudgementArea.objects.filter(programme=programme).order_by("position")
    return list(rows.select_related("scale").prefetch_related("scale__values"))


def subjects_of(programme: Programme, *, text: str = "") -> QuerySet[Agency] | QuerySet[LocalArea]:
    """Of which agencies or local areas the programme records activities, by name."""
    if programme.subject == Subject.AREA:
        areas = LocalArea.objects.select_related("region")
        return (areas.filter(name__icontains=text) if text else areas).order_by("name")
    agencies = Agency.objects.filter(kind__in=programme.kinds.all()).select_related("kind")
    return (agencies.filter(name__icontains=text) if text else agencies).order_by("name", "pk")


def subject_for(programme: Programme, code: str) -> Agency | LocalArea:
    """One of them by its code, or 404."""
    return get_object_or_404(subjects_of(programme), code=code)  # type: ignore[return-value]  # -- one of the two


def areas_of(activity: Activity) -> list[int]:
    """The keys of the local areas that it concerns: its own, or those that its agency serves."""
    if activity.local_area_id is not None:
        return [activity.local_area_id]
    served = PartnershipMember.objects.filter(agency=activity.agency_id)
    return list(served.values_list("partnership__local_area", flat=True))


def bodies_of(activity: Activity, keys: Sequence[int] | None = None, *, also: int | None = None) -> QuerySet[Agency]:
    """The agencies that a breach or recommendation of it can be about: its own, those that work with it, and the one it is about."""
    near = PartnershipMember.objects.filter(partnership__local_area__in=areas_of(activity))
    rows = Agency.objects.filter(Q(pk__in=[activity.agency_id, also]) | Q(pk__in=near.values("agency"))).select_related("kind")
    rows = rows if keys is None else rows.filter(pk__in=keys)
    return rows.order_by(F("kind__name"), "name", "pk")


def bodies_in_remit(activity: Activity, keys: Sequence[int] | None = None, *, also: int | None = None) -> QuerySet[Agency]:
    """Those of them at which the programme looks, and the one it is about: a breach is found of nobody else."""
    remit = Q(kind__in=activity.programme.kinds.all()) | Q(pk=also)
    return bodies_of(activity, keys, also=also).filter(remit)


def kept_revision(text: Text, number: int) -> Revision:
    """Words that were kept beside the current ones, by number, or 404."""
    return get_object_or_404(history_of(text).filter(kept_beside=True), number=number)
