"""School holidays of local areas. An area without a row of a school year is one whose terms are not known."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from agencies.models import LocalArea, SchoolHoliday
from jtai import schoolyears

# A local area's key and a school year.
AreaAndYear = tuple[int, int]


def school_holidays(areas: Iterable[LocalArea | int], first: date, last: date) -> dict[int, list[SchoolHoliday]]:
    """The holidays of each of these areas that touch these days, both included, in their order, by the area's key. One query.

    An area with an empty list has no holiday then, or its terms are not known: `terms_missing` tells.
    """
    found: dict[int, list[SchoolHoliday]] = {key: [] for key in _keys(areas)}
    rows = SchoolHoliday.objects.filter(local_area__in=list(found), first_day__lte=last, last_day__gte=first)
    for row in rows.order_by("first_day", "pk"):
        found[row.local_area_id].append(row)
    return found


def terms_missing(
    areas: Iterable[LocalArea | int] | None, school_years: Collection[int]
) -> Mapping[AreaAndYear, tuple[schoolyears.Part, ...]]:
    """Which parts of each school year are missing, of these areas or of all. One query.

    An area and year that is not in it has no holiday at all; one with nothing missing is known.
    """
    rows = SchoolHoliday.objects.filter(school_year__in=school_years)
    if areas is not None:
        rows = rows.filter(local_area__in=_keys(areas))
    days: dict[AreaAndYear, list[tuple[date, date]]] = defaultdict(list)
    for area, year, first, last in rows.order_by().values_list("local_area", "school_year", "first_day", "last_day"):
        days[area, year].append((first, last))
    return {(area, year): schoolyears.missing(year, spans) for (area, year), spans in days.items()}


def holidays_of_schools(area: LocalArea | int, school_years: Collection[int]) -> QuerySet[SchoolHoliday]:
    """The holidays of one area in these school years, in their order."""
    key = area.pk if isinstance(area, LocalArea) else area
    return SchoolHoliday.objects.filter(local_area=key, school_year__in=school_years).order_by("first_day", "pk")


def _keys(areas: Iterable[LocalArea | int]) -> list[int]:
    return [area.pk if isinstance(area, LocalArea) else area for area in areas]
