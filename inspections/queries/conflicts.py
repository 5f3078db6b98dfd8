"""Overrides of conflicts of interest on one inspection, and what its people's interests leave in doubt."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from agencies.models import Interest, RoleKind
from agencies.queries import (
    conflicts,
    conflicts_among,
    has_role,
    inspectorate_of,
    membership_of,
    never_stated,
    stands,
    ties_of,
)
from inspections import access, policies
from inspections.models import ConflictOverride, Inspection, TeamPlace
from inspections.queries.reference import people_taking_part
from inspections.workflow import ENDS


def overrides_of(user: User, inspection: Inspection) -> QuerySet[ConflictOverride]:
    """Those that wait first, then the newest; none for people who do not decide about them.

    With why_asked and why_decided: the reasons, as far as this person may read them, else None. They may say what the interest
    is: while it waits they are for whoever may decide, afterwards for the person's own inspectorate and those who wrote them.
    """
    if not policies.can_see_overrides(user, inspection):
        return ConflictOverride.objects.none()
    own = Q(user__membership__inspectorate=inspectorate_of(user)) | Q(asked_by=user) | Q(decided_by=user)
    rows = ConflictOverride.objects.filter(inspection=inspection).annotate(
        why_asked=Case(When(own | Q(decided_at=None, withdrawn_at=None), then=F("reason"))),
        why_decided=Case(When(own, then=F("decision_reason"))),
        closed_at=Coalesce("decided_at", "withdrawn_at"),
    )
    people = ("user__membership__inspectorate", "asked_by", "decided_by")
    return rows.select_related(*people).order_by(F("closed_at").desc(nulls_first=True), "-asked_at", "-pk")


def override_for(user: User, inspection: Inspection, pk: int) -> ConflictOverride:
    """One of them, or 404."""
    found = get_object_or_404(overrides_of(user, inspection), pk=pk)
    found.inspection = inspection
    return found


def decided_before(user: User, override: ConflictOverride) -> list[ConflictOverride]:
    """What was decided earlier about the same part for the same person, the newest first; as `overrides_of` shows it to this user."""
    rows = overrides_of(user, override.inspection).filter(user=override.user, part=override.part, decided_at__isnull=False)
    return list(rows.filter(asked_at__lt=override.asked_at))


@dataclass(frozen=True)
class Doubts:
    """Keys of people. undeclared: never said anything about interests. conflicted: by one that nobody has allowed.

    borne: by one that an override allows, with the key of that override.
    """

    undeclared: frozenset[int] = frozenset()
    conflicted: frozenset[int] = frozenset()
    borne: Mapping[int, int] = field(default_factory=dict)


def doubts_about(inspection: Inspection, parts: Mapping[User, str]) -> Doubts:
    """What of these people's interests is in doubt; what the interests are is not among it. For those who staff the team.

    parts: of their places.
    """
    people = list(parts)
    if not people:
        return Doubts()
    part_of = {person.pk: part for person, part in parts.items()}
    against: dict[int, list[Interest]] = defaultdict(list)
    for interest in conflicts_among(people, inspection.local_area, inspection.fieldwork_start):
        against[interest.user_id].append(interest)
    newest = {}
    if against:
        decided = ConflictOverride.objects.filter(inspection=inspection, user__in=against, decided_at__isnull=False)
        newest = {row.user_id: row for row in decided.order_by("decided_at", "pk") if row.part == part_of[row.user_id]}
    borne = {key: newest[key].pk for key, rows in against.items() if key in newest and policies.allows(newest[key], rows)}
    return Doubts(never_stated(people), frozenset(against.keys() - borne.keys()), borne)


def conflicts_of_office(user: User) -> list[TeamPlace]:
    """For a programme lead: the places of the own inspectorate's people on live inspections against which an interest stands.

    One that no override bears, and not their own. Three queries at most, however many there are, by the day of fieldwork.
    """
    membership = membership_of(user)
    if membership is None or membership.inspectorate_id is None or not has_role(user, RoleKind.PROGRAMME_LEAD):
        return []
    rows = TeamPlace.objects.filter(
        Exists(Interest.objects.filter(user=OuterRef("user"))),
        inspectorate=membership.inspectorate_id,
        ended_at=None,
        inspection__in=access.visible_to(user).exclude(status__in=[status.value for status in ENDS]).order_by().values("pk"),
    ).exclude(user=user)
    places = list(rows.select_related("user", "inspection__local_area").order_by("inspection__fieldwork_start", "pk"))
    ties = defaultdict(list)
    for tie in ties_of([place.user for place in places]) if places else []:
        ties[tie.user_id].append(tie)
    against = {}
    for place in places:
        inspection = place.inspection
        there = [tie for tie in ties[place.user_id] if stands(tie, inspection.local_area, inspection.fieldwork_start)]
        if there:
            against[place] = there
    newest = {}
    if against:
        decided = ConflictOverride.objects.filter(
            inspection__in=[place.inspection_id for place in against], decided_at__isnull=False
        )
        newest = {(row.inspection_id, row.user_id, row.part): row for row in decided.order_by("decided_at", "pk")}
    of_place = {place: newest.get((place.inspection_id, place.user_id, place.part)) for place in against}
    return [place for place, rows in against.items() if (last := of_place[place]) is None or not policies.allows(last, rows)]


def is_allowed(inspection: Inspection, person: User, part: str) -> bool:
    """Whether an override already bears a place of this part for somebody with a conflict of interest."""
    newest = policies.last_decision(inspection, person, part)
    against = conflicts(person, inspection.local_area, inspection.fieldwork_start)
    return newest is not None and policies.allows(newest, against)


def person_taking_part(inspection: Inspection, pk: int) -> User:
    """Somebody of the inspectorates that take part, or 404."""
    person = people_taking_part(inspection).filter(pk=pk).first()
    if person is None:
        raise Http404
    return person
