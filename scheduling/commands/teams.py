"""Undoing a place on a team that was given a moment ago."""

from django.db import transaction

from accounts.models import User
from inspections import commands
from inspections.models import TeamPlace
from scheduling import policies


@transaction.atomic
def take_back(place: TeamPlace, *, by: User) -> TeamPlace:
    """The place that this person has just given ends, and the person in it is told, as whenever one ends."""
    place.refresh_from_db(fields=["ended_at", "ended_by"])
    policies.can_take_back_place.check(by, place)
    return commands.end_place(place, by=by)
