"""Overrides of conflicts of interest on one inspection."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
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


def person_taking_part(inspection: Inspection, pk: int) -> User:
    """Somebody of the inspectorates that take part, or 404."""
    person = people_taking_part(inspection).filter(pk=pk).first()
    if person is None:
        raise Http404
    return person
