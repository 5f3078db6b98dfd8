"""Who may read which trail. One rule each, so that a new role has one place to go."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.streams import stream_of
from agencies.models import PastMembership, RoleKind
from agencies.queries import has_role, membership_of
from audit.queries import trail_of
from inspections import access
from inspections.models import Inspection
from inspections.workflow import LEAD
from jtai.errors import NotAllowed
from jtai.policy import policy


@policy
def can_see_trail(by: User, inspection: Inspection) -> None:
    """The lead inspector."""
    if LEAD not in access.grants_of(by, inspection):
        raise NotAllowed(_("Only the lead inspector can read the trail of an inspection."))


@policy
def can_see_person_trail(by: User, person: User) -> None:
    """Oneself; the administrator of the inspectorate to which the person belongs or belonged; a system administrator.

    A system administrator sees account events only.
    """
    if not (by.is_system_administrator or sees_casework(by, person)):
        raise NotAllowed(_("Only this person’s own administrator can read their trail."))


def _administered(by: User) -> int | None:
    """The key of the inspectorate in which somebody holds an administrator's role."""
    own = membership_of(by)
    if own is None or own.inspectorate_id is None or not has_role(by, RoleKind.ADMINISTRATOR):
        return None
    return own.inspectorate_id


def administers(by: User, person: User) -> bool:
    """Whether somebody holds an administrator's role in the inspectorate to which this person belongs."""
    own, theirs = _administered(by), membership_of(person)
    return own is not None and theirs is not None and theirs.inspectorate_id == own


def _stay(by: User, person: User) -> PastMembership | None:
    """The last time that the person belonged to the inspectorate that somebody administers, wherever they are now."""
    own = _administered(by)
    return None if own is None else PastMembership.objects.filter(user=person, inspectorate=own).first()


def sees_casework(by: User, person: User) -> bool:
    """Whether the trail of this person shows more than their account: what they did and opened, by number, never in words."""
    return by.pk == person.pk or administers(by, person) or _stay(by, person) is not None


def period(by: User, person: User) -> tuple[datetime | None, datetime | None]:
    """The part of a person's trail that an administrator reads: what they did for another organisation is that one's.

    From a moment to before another; None leaves that side open. All of it for oneself, and for system administrators, who see
    account events only.
    """
    if by.pk == person.pk or by.is_system_administrator:
        return None, None
    here = membership_of(person)
    stays = PastMembership.objects.filter(user=person)
    if administers(by, person) and here is not None:
        return _began(person, here.since, stays.first()), None
    stay = _stay(by, person)
    if stay is None:
        return None, None
    return _began(person, stay.since, stays.filter(pk__lt=stay.pk).first()), _ended(person, stay)


def _began(person: User, day: date, before: PastMembership | None) -> datetime:
    """The beginning of a stay: the end of the one before, where that was on the same day."""
    return _ended(person, before) if before is not None and before.until == day else _midnight(day)


def _ended(person: User, stay: PastMembership) -> datetime:
    """Right after the event that ended a stay. Stays and the events that end them have the same order, also within a day."""
    day = _midnight(stay.until)
    left = (
        trail_of(stream_of(person))
        .filter(verb="person.leave", at__gte=day, at__lt=day + timedelta(days=1))
        .order_by("sequence")
    )
    place = PastMembership.objects.filter(user=person, until=stay.until, pk__lt=stay.pk).count()
    event = left[place : place + 1].first()
    return day if event is None else event.at + timedelta(microseconds=1)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
