"""Overrides of conflicts of interest on one inspection, and what its people's interests leave in doubt."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from agencies.models import Interest
from agencies.queries import conflicts_among, never_stated
from inspections import policies
from inspections.models import ConflictOverride, Inspection
from inspections.queries.reference import people_taking_part


def overrides_of(user: User, inspection: Inspection) -> QuerySet[ConflictOverride]:
    """Those that wait first, then the newest; none for people who do not decide about them."""
    if not policies.can_see_overrides(user, inspection):
        return ConflictOverride.objects.none()
    rows = ConflictOverride.objects.filter(inspection=inspection).select_related("user", "asked_by", "decided_by")
    return rows.order_by("decided_at", "-asked_at", "-pk")


def override_for(user: User, inspection: Inspection, pk: int) -> ConflictOverride:
    """One of them, or 404."""
    found = get_object_or_404(overrides_of(user, inspection), pk=pk)
    found.inspection = inspection
    return found


@dataclass(frozen=True)
class Doubts:
    """Keys of people. undeclared: never said anything about interests. conflicted: by one that nobody has allowed.

    borne: by one that an override allows, with the key of that override.
    """

    undeclared: frozenset[int] = frozenset()
    conflicted: frozenset[int] = frozenset()
    borne: Mapping[int, int] = field(default_factory=dict)


def doubts_about(inspection: Inspection, people: list[User]) -> Doubts:
    """What of these people's interests is in doubt; what the interests are is not among it. For those who staff the team."""
    if not people:
        return Doubts()
    against: dict[int, list[Interest]] = defaultdict(list)
    for interest in conflicts_among(people, inspection.local_area, inspection.fieldwork_start):
        against[interest.user_id].append(interest)
    newest = {}
    if against:
        decided = ConflictOverride.objects.filter(inspection=inspection, user__in=against, decided_at__isnull=False)
        newest = {row.user_id: row for row in decided.order_by("decided_at", "pk")}
    borne = {key: newest[key].pk for key, rows in against.items() if key in newest and policies.allows(newest[key], rows)}
    return Doubts(never_stated(people), frozenset(against.keys() - borne.keys()), borne)


def person_taking_part(inspection: Inspection, pk: int) -> User:
    """Somebody of the inspectorates that take part, or 404."""
    person = people_taking_part(inspection).filter(pk=pk).first()
    if person is None:
        raise Http404
    return person
