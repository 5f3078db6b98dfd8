"""School holidays: by hand one at a time, or a table of them, each area and school year as a whole."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import LocalArea, SchoolHoliday
from audit import trail
from jtai import schoolyears
from jtai.errors import Changed, Invalid, NotNow
from scheduling import policies
from scheduling.bounds import FIRST_SCHOOL_YEAR, LAST_SCHOOL_YEAR, check_school_holiday
from scheduling.importing import Checked, check
from scheduling.importing.checking import said
from scheduling.models import ProgrammeYear
from scheduling.queries import mark_of_holiday, mark_of_terms

STREAM = "reference"
CHANGED = ("school_year", "name", "first_day", "last_day", "half_term")


@transaction.atomic
def add_school_holiday(
    area: LocalArea, *, school_year: int, name: str, first_day: date, last_day: date, half_term: bool = False, by: User
) -> SchoolHoliday:
    """Record a holiday of an area's schools. Sent twice it is recorded once.

    Raises Invalid when the days are none of this school year, or overlap with another holiday.
    """
    policies.can_own_year.check(by)
    _lock([area.pk])
    values = {
        "school_year": school_year, "name": _named(name), "first_day": first_day, "last_day": last_day, "half_term": half_term,
    }  # fmt: skip
    there = SchoolHoliday.objects.filter(local_area=area, **values).first()
    if there is not None:
        return there
    made = SchoolHoliday(local_area=area, **values)
    _check(made)
    made.save()
    _record("school_holiday.add", made, by=by)
    return made


@transaction.atomic
def change_school_holiday(
    holiday: SchoolHoliday,
    *,
    school_year: int,
    name: str,
    first_day: date,
    last_day: date,
    half_term: bool = False,
    seen: str,
    by: User,
) -> SchoolHoliday:
    """Change a holiday. seen: its mark as the person saw it. Raises Changed when somebody else was quicker, and Invalid as adding does."""
    policies.can_own_year.check(by)
    locked = _locked(holiday, seen)
    before = said(locked)
    locked.school_year, locked.name, locked.half_term = school_year, _named(name), half_term
    locked.first_day, locked.last_day = first_day, last_day
    _check(locked)
    locked.save(update_fields=CHANGED)
    _record("school_holiday.change", locked, by=by, before=before)
    return locked


@transaction.atomic
def remove_school_holiday(holiday: SchoolHoliday, *, seen: str, by: User) -> None:
    """Take a holiday out. seen: its mark as the person saw it. Raises Changed when it has been changed since."""
    policies.can_own_year.check(by)
    locked = _locked(holiday, seen)
    SchoolHoliday.objects.filter(pk=locked.pk).delete()
    _record("school_holiday.remove", locked, by=by)


@transaction.atomic
def load_school_holidays(year: ProgrammeYear, *, data: bytes, name: str, seen: str, by: User) -> Checked:
    """Load a table: of each area and school year that it names, what is recorded goes and its lines come.

    seen: the mark of what goes, as the person saw it. Every line is checked once more; a table with a fault loads nothing.
    Raises NotNow for that, and Changed when what goes is not what the person saw.
    """
    policies.can_own_year.check(by)
    _lock({row.area.pk for row in check(data).rows})
    checked = check(data)
    if checked.faults.count:
        raise NotNow(_("The table has faults, so nothing was loaded. Correct them, then send it in again."))
    goes = [row for rows in checked.replaced.values() for row in rows]
    if mark_of_terms(goes) != seen:
        raise Changed(_("Somebody changed school holidays meanwhile. Look at what this table would replace now, then load it."))
    comes = [row for row in checked.rows if row.key not in checked.same]
    SchoolHoliday.objects.filter(pk__in=[row.pk for row in goes]).delete()
    SchoolHoliday.objects.bulk_create(
        SchoolHoliday(
            local_area=row.area, school_year=row.school_year, name=row.name,
            first_day=row.first_day, last_day=row.last_day, half_term=row.half_term,
        )
        for row in comes
    )  # fmt: skip
    _record_load(year, checked, name=name, added=len(comes), removed=len(goes), by=by)
    return checked


def _record_load(year: ProgrammeYear, checked: Checked, *, name: str, added: int, removed: int, by: User) -> None:
    codes = {row.area.pk: row.area.code for row in checked.rows}
    whose = [f"{codes[area]} {schoolyears.named(one)}" for area, one in checked.keys if (area, one) not in checked.same]
    trail.record("school_holiday.load", year, stream=STREAM, by=by, name=name, added=added, removed=removed, whose=whose)


def _lock(areas: Iterable[int]) -> None:
    """Until commit, nobody else changes the holidays of these areas."""
    list(LocalArea.objects.select_for_update(no_key=True).filter(pk__in=areas).order_by("pk").values_list("pk"))


def _locked(holiday: SchoolHoliday, seen: str) -> SchoolHoliday:
    """As it stands now, if that is what the person saw."""
    _lock([holiday.local_area_id])
    locked = SchoolHoliday.objects.select_related("local_area").filter(pk=holiday.pk).first()
    if locked is None:
        raise NotNow(_("Somebody removed this holiday meanwhile. Add it again if it is still needed."))
    if mark_of_holiday(locked) != seen:
        raise Changed(
            _("Somebody changed this holiday meanwhile. It now says: %(now)s. Send yours again to replace that.")
            % {"now": said(locked)}
        )
    return locked


def _named(name: str) -> str:
    """Raises Invalid for a name of which nothing shows."""
    words = " ".join(name.split())
    if not words:
        raise Invalid(_("Enter the name of the holiday."), "name")
    return words


def _check(holiday: SchoolHoliday) -> None:
    if not FIRST_SCHOOL_YEAR <= holiday.school_year <= LAST_SCHOOL_YEAR:
        names = {"first": schoolyears.named(FIRST_SCHOOL_YEAR), "last": schoolyears.named(LAST_SCHOOL_YEAR)}
        raise Invalid(_("School years are from %(first)s to %(last)s.") % names, "school_year")
    check_school_holiday(holiday.school_year, holiday.first_day, holiday.last_day)
    touches = Q(first_day__lte=holiday.last_day, last_day__gte=holiday.first_day)
    others = SchoolHoliday.objects.filter(touches, local_area=holiday.local_area_id).exclude(pk=holiday.pk)
    clash = others.order_by("first_day").first()
    if clash is not None:
        raise Invalid(_("These days overlap with another holiday: %(holiday)s.") % {"holiday": said(clash)}, "first_day")


def _record(verb: str, holiday: SchoolHoliday, *, by: User, **words: object) -> None:
    area = holiday.local_area
    trail.record(
        verb, area, stream=STREAM, by=by, area=area.name, name=holiday.name, first_day=holiday.first_day,
        last_day=holiday.last_day, half_term=holiday.half_term, school_year=schoolyears.named(holiday.school_year), **words,
    )  # fmt: skip
