"""School holidays of local areas, and of which they are known."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, Q, QuerySet, When
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import LocalArea, SchoolHoliday
from agencies.queries import (
    AreaAndYear,
    AreaFilter,
    holidays_of_schools,
    local_area_for,
    local_areas,
    school_holidays,
    terms_missing,
)
from inspections.models import Inspection
from inspections.queries import caseload
from inspections.workflow import NO_PLACE, Status
from jtai import schoolyears
from jtai.schoolyears import PARTS, Part
from scheduling import policies
from scheduling.models import ProgrammeYear
from scheduling.proposing.facts import Span
from scheduling.proposing.words import days, listed

KNOWN, PARTLY, UNKNOWN = "known", "partly", "unknown"
BOTH = 2  # school years
SORTS = {
    "": ("name",),
    "region": ("region__demonstration", "region__name", "name"),
    UNKNOWN: ("how_known", "before_count", "now_count", "name"),
    KNOWN: ("-how_known", "-before_count", "-now_count", "name"),
}


@dataclass(frozen=True)
class TermsFilter:
    """What a person asks of the list; empty: everything.

    terms: "known" of both school years, "partly" known of at least one, or "unknown" of at least one. sort: name, "region", "unknown" or "known" first.
    """

    text: str = ""
    region: str = ""
    terms: str = ""
    sort: str = ""


@dataclass(frozen=True)
class Known:
    """Of how many local areas the holidays of a school year are known, and of how many in part."""

    school_year: int
    known: int
    partly: int
    areas: int

    @property
    def name(self) -> str:
        """“2026-27”."""
        return schoolyears.named(self.school_year)

    @property
    def unknown(self) -> int:
        """Of how many nothing is."""
        return self.areas - self.known - self.partly


def areas_with_terms(user: User, year: ProgrammeYear, asked: TermsFilter | None = None) -> QuerySet[LocalArea]:
    """The local areas that fit. before_count, now_count: how many holidays of each of the two school years are recorded."""
    policies.can_see_years.check(user)
    asked = asked or TermsFilter()
    before, now = (Q(school_holidays__school_year=one) for one in schoolyears.school_years_of(year.year))
    rows = local_areas(AreaFilter(text=asked.text, region=asked.region)).annotate(
        before_count=Count("school_holidays", filter=before), now_count=Count("school_holidays", filter=now)
    )
    if asked.terms or asked.sort in {KNOWN, UNKNOWN}:
        return _by_known(rows, year, asked).order_by(*SORTS.get(asked.sort, SORTS[""]))
    return rows.order_by(*SORTS.get(asked.sort, SORTS[""]))


def _by_known(rows: QuerySet[LocalArea], year: ProgrammeYear, asked: TermsFilter) -> QuerySet[LocalArea]:
    """Those that fit, each with how_known: 2 for each school year that is known, 1 for each that is known in part. One query."""
    missing = terms_missing(None, schoolyears.school_years_of(year.year))
    whole = [area for (area, _year), parts in missing.items() if not parts]
    partly = {area for (area, _year), parts in missing.items() if parts}
    if asked.terms == UNKNOWN:
        return _ranked(rows.filter(Q(before_count=0) | Q(now_count=0)), missing)
    if asked.terms:
        both = {area for area, times in Counter(whole).items() if times == BOTH}
        rows = rows.filter(pk__in=both if asked.terms == KNOWN else partly)
    return _ranked(rows, missing)


def _ranked(rows: QuerySet[LocalArea], missing: Mapping[AreaAndYear, Collection[Part]]) -> QuerySet[LocalArea]:
    points: Counter[int] = Counter()
    for (area, _year), parts in missing.items():
        points[area] += 1 if parts else 2
    cases = [When(pk__in=[area for area, number in points.items() if number == one], then=one) for one in set(points.values())]
    return rows.annotate(how_known=Case(*cases, default=0, output_field=IntegerField()))


def missing_of(areas: Iterable[LocalArea] | None, year: ProgrammeYear) -> Mapping[AreaAndYear, Collection[Part]]:
    """What is missing of each of these areas, or of all, and school year of which something is recorded. One query."""
    return terms_missing(areas, schoolyears.school_years_of(year.year))


def terms_counted(user: User, year: ProgrammeYear) -> list[Known]:
    """Of how many areas the holidays are known, for each of the two school years. Two queries."""
    policies.can_see_years.check(user)
    years = schoolyears.school_years_of(year.year)
    counted = Counter((one, bool(parts)) for (_area, one), parts in terms_missing(None, years).items())
    areas = LocalArea.objects.count()
    return [Known(one, counted[one, False], counted[one, True], areas) for one in years]


def parts_missing(school_year: int, rows: Iterable[SchoolHoliday]) -> str:
    """What is missing of a school year of which these holidays are recorded, in words: “Easter and summer”; empty: nothing."""
    parts = schoolyears.missing(school_year, [(row.first_day, row.last_day) for row in rows])
    return listed([str(one.name) for one in parts])


def parts_lost(holiday: SchoolHoliday, rows: Iterable[SchoolHoliday]) -> str:
    """What of its school year is recorded with this one of these holidays and missing without it, in words."""
    days = [(row.first_day, row.last_day) for row in rows]
    stays = [each for each in days if each != (holiday.first_day, holiday.last_day)]
    now = schoolyears.missing(holiday.school_year, days)
    return listed([str(one.name) for one in schoolyears.missing(holiday.school_year, stays) if one not in now])


def known_in_words(parts: Collection[Part]) -> str:
    """How far a school year is known of which these parts are missing: “Christmas only”, “without Easter and summer”; empty: whole."""
    there = [str(one.name) for one in PARTS if one not in parts]
    if not parts:
        return ""
    if not there:
        return _("none of the usual holidays")
    if len(there) < len(parts):
        return _("%(parts)s only") % {"parts": listed(there)}
    return _("without %(parts)s") % {"parts": listed([str(one.name) for one in parts])}


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
