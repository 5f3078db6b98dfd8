"""School holidays of local areas, and of which they are known."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import LocalArea, SchoolHoliday
from agencies.queries import AreaFilter, holidays_of_schools, local_area_for, local_areas, school_holidays
from inspections.models import Inspection
from inspections.queries import caseload
from inspections.workflow import NO_PLACE, Status
from jtai import schoolyears
from scheduling import policies
from scheduling.models import ProgrammeYear
from scheduling.proposing.facts import Span
from scheduling.proposing.words import days

KNOWN, UNKNOWN = "known", "unknown"
SORTS = {
    "": ("name",),
    "region": ("region__demonstration", "region__name", "name"),
    UNKNOWN: (F("before_count").asc(), F("now_count").asc(), "name"),
    KNOWN: (F("before_count").desc(), F("now_count").desc(), "name"),
}


@dataclass(frozen=True)
class TermsFilter:
    """What a person asks of the list; empty: everything.

    terms: "known" of both school years, or "unknown" of at least one. sort: name, "region", "unknown" or "known" first.
    """

    text: str = ""
    region: str = ""
    terms: str = ""
    sort: str = ""


@dataclass(frozen=True)
class Known:
    """Of how many local areas the holidays of a school year are known."""

    school_year: int
    known: int
    areas: int

    @property
    def name(self) -> str:
        """“2026-27”."""
        return schoolyears.named(self.school_year)

    @property
    def unknown(self) -> int:
        """Of how many they are not."""
        return self.areas - self.known


def areas_with_terms(user: User, year: ProgrammeYear, asked: TermsFilter | None = None) -> QuerySet[LocalArea]:
    """The local areas that fit. before_count, now_count: how many holidays of each of the two school years are recorded."""
    policies.can_see_years.check(user)
    asked = asked or TermsFilter()
    before, now = (Q(school_holidays__school_year=one) for one in schoolyears.school_years_of(year.year))
    rows = local_areas(AreaFilter(text=asked.text, region=asked.region)).annotate(
        before_count=Count("school_holidays", filter=before), now_count=Count("school_holidays", filter=now)
    )
    both = Q(before_count__gt=0, now_count__gt=0)
    if asked.terms:
        rows = rows.filter(both if asked.terms == KNOWN else ~both)
    return rows.order_by(*SORTS.get(asked.sort, SORTS[""]))


def terms_counted(user: User, year: ProgrammeYear) -> list[Known]:
    """Of how many areas the holidays are known, for each of the two school years. Two queries."""
    policies.can_see_years.check(user)
    years = schoolyears.school_years_of(year.year)
    rows = SchoolHoliday.objects.filter(school_year__in=years).order_by().values("school_year")
    counted = dict(rows.annotate(areas=Count("local_area", distinct=True)).values_list("school_year", "areas"))
    areas = LocalArea.objects.count()
    return [Known(one, counted.get(one, 0), areas) for one in years]


def terms_area_for(user: User, code: str) -> LocalArea:
    """A local area by its code, or 404."""
    policies.can_see_years.check(user)
    return local_area_for(code)


def terms_of(user: User, year: ProgrammeYear, area: LocalArea) -> dict[int, list[SchoolHoliday]]:
    """The holidays of an area by school year, for both school years; an empty list: they are not known. One query."""
    policies.can_see_years.check(user)
    years = schoolyears.school_years_of(year.year)
    found: dict[int, list[SchoolHoliday]] = {one: [] for one in years}
    for row in holidays_of_schools(area, years):
        found[row.school_year].append(row)
    return found


def school_holiday_for(user: User, year: ProgrammeYear, code: str, pk: int) -> SchoolHoliday:
    """One holiday of an area and of one of the two school years, or 404."""
    policies.can_see_years.check(user)
    years = schoolyears.school_years_of(year.year)
    rows = SchoolHoliday.objects.select_related("local_area__region").filter(school_year__in=years)
    return get_object_or_404(rows, local_area__code=code, pk=pk)


def terms_recorded(user: User, year: ProgrammeYear) -> QuerySet[SchoolHoliday]:
    """All that is known of the two school years, by area and day."""
    policies.can_see_years.check(user)
    rows = SchoolHoliday.objects.filter(school_year__in=schoolyears.school_years_of(year.year)).select_related("local_area")
    return rows.order_by("local_area__name", "first_day", "pk")


@dataclass(frozen=True)
class InHolidays:
    """An inspection whose fieldwork falls into a holiday of its local area's schools."""

    inspection: Inspection
    holiday: SchoolHoliday

    @property
    def what(self) -> str:
        """The holiday with its days: “Christmas”, 21 December 2026 to 1 January 2027."""
        words = {"name": self.holiday.name, "days": days(Span(self.holiday.first_day, self.holiday.last_day))}
        return _("“%(name)s”, %(days)s") % words

    @property
    def says(self) -> str:
        """In a sentence, with what to do."""
        fieldwork = Span(self.inspection.fieldwork_start, self.inspection.fieldwork_end)
        words = {"area": self.inspection.local_area.name, "days": days(fieldwork), "what": self.what}
        if self.holiday.half_term:
            return _("Fieldwork in %(area)s, %(days)s, falls in a half-term of its schools (%(what)s).") % words
        said = _("Fieldwork in %(area)s, %(days)s, falls in its school holidays (%(what)s): see whether its week can stand.")
        if self.inspection.status == Status.PLANNED:
            said = _(
                "Fieldwork in %(area)s, %(days)s, falls in its school holidays (%(what)s): see whether its week can stand, "
                "or choose another week on the inspection’s page."
            )
        return said % words


def in_holidays(inspections: Iterable[Inspection]) -> list[InHolidays]:
    """Those of these inspections whose fieldwork is to come and falls into a holiday of their local area, the longest. One query."""
    rows = [one for one in inspections if one.fieldwork_end >= timezone.localdate()]
    if not rows:
        return []
    first, last = min(one.fieldwork_start for one in rows), max(one.fieldwork_end for one in rows)
    known = school_holidays((one.local_area_id for one in rows), first, last)
    found = []
    for one in rows:
        fieldwork = Span(one.fieldwork_start, one.fieldwork_end)
        met = [row for row in known[one.local_area_id] if fieldwork.meets(Span(row.first_day, row.last_day))]
        if met:
            found.append(InHolidays(one, max(met, key=lambda row: (not row.half_term, row.last_day - row.first_day))))
    return found


def fieldwork_in_holidays(user: User, areas: Collection[int]) -> list[InHolidays]:
    """The inspections in these local areas that this person may see, whose fieldwork is to come and falls into school holidays."""
    rows = caseload(user).filter(local_area__in=areas, fieldwork_end__gte=timezone.localdate()).exclude(status__in=NO_PLACE)
    return in_holidays(rows.select_related("local_area").order_by("fieldwork_start", "pk"))


def mark_of_holiday(row: SchoolHoliday) -> str:
    """What a holiday says, as one word: another word when any of it has changed since."""
    return _mark([row.school_year, row.name, row.first_day.isoformat(), row.last_day.isoformat(), row.half_term])


def mark_of_terms(rows: Iterable[SchoolHoliday]) -> str:
    """The same of several, each with its local area."""
    return _mark(sorted((row.local_area_id, mark_of_holiday(row)) for row in rows))


def _mark(said: object) -> str:
    return hashlib.sha256(repr(said).encode()).hexdigest()[:32]
