"""School holidays of local areas. An area without a row of a school year is one whose terms are not known."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import QuerySet

from agencies.models import LocalArea, SchoolHoliday


def school_holidays(areas: Iterable[LocalArea | int], first: date, last: date) -> dict[int, list[SchoolHoliday]]:
    """The holidays of each of these areas that touch these days, both included, in their order, by the area's key. One query.

    An area with an empty list has no holiday then, or its terms are not known.
    """
    found: dict[int, list[SchoolHoliday]] = {key: [] for key in _keys(areas)}
    rows = SchoolHoliday.objects.filter(local_area__in=list(found), first_day__lte=last, last_day__gte=first)
    for row in rows.order_by("first_day", "pk"):
        found[row.local_area_id].append(row)
    return found


def holidays_of_schools(area: LocalArea | int, school_years: Collection[int]) -> QuerySet[SchoolHoliday]:
    """The holidays of one area in these school years, in their order."""
    key = area.pk if isinstance(area, LocalArea) else area
    return SchoolHoliday.objects.filter(local_area=key, school_year__in=school_years).order_by("first_day", "pk")


def _keys(areas: Iterable[LocalArea | int]) -> list[int]:
    return [area.pk if isinstance(area, LocalArea) else area for area in areas]
