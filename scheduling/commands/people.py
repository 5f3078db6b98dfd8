"""What people can take on in a year, and when they are away. Leave is personal: its days stand in no trail."""

from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.commands import stream_of
from accounts.models import User
from agencies.policies import OFFICE_OF_THE_YEAR
from agencies.queries import forget, inspectorate_of
from audit import trail
from jtai.errors import Invalid, NotNow
from scheduling import policies
from scheduling.bounds import MOST_INSPECTIONS, check_days_away
from scheduling.models import Absence, AbsenceKind, Capacity, ProgrammeYear


def _lock(person: User) -> None:
    """One change of a person's year at a time; their inspectorate and roles are read anew."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    forget(person)


@transaction.atomic
def set_capacity(year: ProgrammeYear, *, person: User, inspections: int, leads: bool = False, by: User) -> Capacity:
    """Say how many joint inspections somebody can be on in a year, and whether they may lead one.

    Raises Invalid for a number that makes no sense, and for a lead inspector who is not of Ofsted.
    """
    _lock(person)
    policies.can_lead_people.check(by, person)
    if not 0 <= inspections <= MOST_INSPECTIONS:
        raise Invalid(_("The number must be from 0 to %(most)d.") % {"most": MOST_INSPECTIONS}, "inspections")
    if leads and inspectorate_of(person).code != OFFICE_OF_THE_YEAR:
        raise Invalid(_("The lead inspector comes from Ofsted."), "leads")
    before = Capacity.objects.filter(year=year, user=person).first()
    if before is not None and (before.inspections, before.leads) == (inspections, leads):
        return before  # said a second time, nothing changes
    values = {"inspections": inspections, "leads": leads, "set_by": by}
    capacity = Capacity.objects.update_or_create(year=year, user=person, defaults=values)[0]
    trail.record("capacity.set", capacity, stream=stream_of(person), by=by, year=str(year), inspections=inspections)
    return capacity


@transaction.atomic
def record_absence(*, person: User, kind: str, first_day: date, last_day: date, by: User) -> Absence:
    """Enter days on which somebody can be on no joint inspection. The same sent twice is entered once.

    Raises Invalid for days that are over or make no sense, NotNow where they meet what is entered already.
    """
    _lock(person)
    policies.can_change_leave.check(by, person)
    _check(kind, first_day, last_day)
    same = Absence.objects.filter(user=person, kind=kind, first_day=first_day, last_day=last_day).first()
    if same is not None:
        return same
    _check_free(person, first_day, last_day)
    absence = Absence.objects.create(user=person, kind=kind, first_day=first_day, last_day=last_day, recorded_by=by)
    trail.record("absence.record", absence, stream=stream_of(person), by=by)
    return absence


@transaction.atomic
def change_absence(absence: Absence, *, kind: str, first_day: date, last_day: date, by: User) -> Absence:
    """Other days, or another kind. Raises as record_absence does."""
    absence = _own(absence, by)
    _check(kind, first_day, last_day)
    if (absence.kind, absence.first_day, absence.last_day) == (kind, first_day, last_day):
        return absence
    _check_free(absence.user, first_day, last_day, but=absence)
    absence.kind, absence.first_day, absence.last_day = kind, first_day, last_day
    absence.save(update_fields=["kind", "first_day", "last_day"])
    trail.record("absence.change", absence, stream=stream_of(absence.user), by=by)
    return absence


@transaction.atomic
def remove_absence(absence: Absence, *, by: User) -> None:
    """They are there after all. Nothing of the days is kept."""
    absence = _own(absence, by)
    trail.record("absence.remove", absence, stream=stream_of(absence.user), by=by)
    absence.delete()


def forget_absences(user: User, by: User) -> None:
    """The person leaves their inspectorate: nobody plans with their days any more, so none is kept. In the caller's transaction."""
    del by
    Absence.objects.filter(user=user).delete()


def _own(absence: Absence, by: User) -> Absence:
    """As it stands now, locked. Raises NotNow when somebody has removed it meanwhile."""
    _lock(absence.user)
    policies.can_change_leave.check(by, absence.user)
    found = Absence.objects.select_related("user").filter(pk=absence.pk).first()
    if found is None:
        raise NotNow(_("This was removed meanwhile. Nothing has to be done."))
    return found


def _check(kind: str, first_day: date, last_day: date) -> None:
    if kind not in AbsenceKind.values:
        raise Invalid(_("Select what it is."), "kind")
    check_days_away(first_day, last_day)


def _check_free(person: User, first_day: date, last_day: date, but: Absence | None = None) -> None:
    others = Absence.objects.filter(user=person, first_day__lte=last_day, last_day__gte=first_day)
    met = (others if but is None else others.exclude(pk=but.pk)).first()
    if met is not None:
        words = {"first": date_format(met.first_day, "j F Y"), "last": date_format(met.last_day, "j F Y")}
        raise NotNow(_("There is an entry from %(first)s to %(last)s already. Change that one, or choose other days.") % words)
