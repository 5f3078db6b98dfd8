"""What the inspectors of the demonstration can take on in a programme year, and some leave."""

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from agencies.models import RoleKind
from agencies.policies import OFFICE_OF_THE_YEAR
from agencies.queries import holders_of, inspectorates
from scheduling.commands import record_absence, set_capacity
from scheduling.models import AbsenceKind, ProgrammeYear
from scheduling.queries.available import inspectors, live_places

# How many inspections each can be on, and how far ahead their leave begins: one after another, and from the beginning again.
CAN_BE_ON = (4, 3, 5, 2)
LEAVE_AFTER = (18, 47, 75, 103, 131)
A_FORTNIGHT = timedelta(days=11)


def furnish_people(year: ProgrammeYear) -> int:
    """What every invented inspector can take on in this year, said by their programme lead, and leave of every third; how many people."""
    said = 0
    for inspectorate in inspectorates():
        by = holders_of(inspectorate, RoleKind.PROGRAMME_LEAD).filter(demonstration=True).first()
        if by is None:
            continue
        people = inspectors({}).filter(demonstration=True, membership__inspectorate=inspectorate).select_related("membership")
        for number, person in enumerate(people):
            _say(year, person, number, leads=inspectorate.code == OFFICE_OF_THE_YEAR, by=by)
            said += 1
        _away_from_a_team(list(people), by)
    return said


def _say(year: ProgrammeYear, person: User, number: int, *, leads: bool, by: User) -> None:
    may_lead = leads and "lead inspector" in person.membership.job_title.lower()
    set_capacity(year, person=person, inspections=CAN_BE_ON[number % len(CAN_BE_ON)], leads=may_lead, by=by)
    if number % 3 == 0:
        first = timezone.localdate() + timedelta(days=LEAVE_AFTER[number // 3 % len(LEAVE_AFTER)])
        first -= timedelta(days=first.weekday())
        kind = AbsenceKind.TRAINING if number % 2 else AbsenceKind.LEAVE
        last = first + (timedelta(days=1) if number % 2 else A_FORTNIGHT)
        record_absence(person=person, kind=kind, first_day=first, last_day=last, by=person)


def _away_from_a_team(people: list[User], by: User) -> None:
    """One of them is away on the last days of an inspection that is to come, so that something is too much."""
    rows = live_places().filter(user__in=people, user__absences=None, inspection__fieldwork_start__gt=timezone.localdate())
    place = rows.select_related("inspection", "user").order_by("inspection__fieldwork_start", "pk").first()
    if place is not None:
        last: date = place.inspection.fieldwork_end
        record_absence(person=place.user, kind=AbsenceKind.OTHER, first_day=last - timedelta(days=1), last_day=last, by=by)
