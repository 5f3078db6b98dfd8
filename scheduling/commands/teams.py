"""Places on the teams of a year: giving one, and undoing one that was given a moment ago."""

from django.db import transaction

from accounts.models import User
from inspections import commands
from inspections.models import Inspection, Part, TeamPlace
from scheduling import policies


@transaction.atomic
def give_place(inspection: Inspection, *, person: User, part: str, by: User) -> TeamPlace:
    """A place on the team; who is an inspector there already can be made its lead inspector."""
    there = TeamPlace.objects.filter(inspection=inspection, user=person, part=Part.INSPECTOR, ended_at=None).first()
    if there is not None and part == Part.LEAD:
        return commands.make_lead(there, by=by)
    return commands.assign(inspection, person=person, part=part, by=by)


@transaction.atomic
def take_back(place: TeamPlace, *, by: User) -> TeamPlace:
    """The place that this person has just given ends, and the person in it is told, as whenever one ends."""
    place.refresh_from_db(fields=["ended_at", "ended_by"])
    policies.can_take_back_place.check(by, place)
    return commands.end_place(place, by=by)
