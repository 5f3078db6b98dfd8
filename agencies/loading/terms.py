"""School holidays of the invented local areas. Of real ones no source is in the reference: people record them."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from agencies.loading.places import areas_by_code
from agencies.loading.sheet import Row, Sheet
from agencies.loading.sync import Outcome, sync
from agencies.models import LocalArea, SchoolHoliday
from jtai.schoolyears import first_day

LAST_WEEK = 53


def load_school_holidays(path: Path, school_years: Iterable[int]) -> Outcome:
    """school_holidays.csv, made into rows for each of these school years.

    Weeks are counted from the one in which 1 September lies, which is 0. A holiday is from Monday to Friday.
    """
    sheet = Sheet(path, ["gss_code", "name", "first_week", "last_week", "half_term"])
    areas = {code: area for code, area in areas_by_code().items() if area.demonstration}
    years, wanted = list(school_years), []
    for row in sheet:
        sheet.once(row, ["gss_code", "first_week"])
        area = areas.get(row.known("gss_code", areas))
        wanted += [_made(row, area, year) for year in years]
    sheet.finish()
    scope = SchoolHoliday.objects.filter(local_area__demonstration=True, school_year__in=years)
    return sync(scope, ["local_area_id", "first_day"], ["school_year", "name", "last_day", "half_term"], wanted)


def _made(row: Row, area: LocalArea | None, school_year: int) -> SchoolHoliday:
    first, last = row.number("first_week", 0, LAST_WEEK), row.number("last_week", 0, LAST_WEEK)
    if last < first:
        row.fault("last_week", "lies before first_week")
    begins = _monday(school_year)
    return SchoolHoliday(
        local_area=area,
        school_year=school_year,
        name=row.text("name", 60),
        first_day=begins + timedelta(weeks=first),
        last_day=begins + timedelta(weeks=last, days=4),
        half_term=row.flag("half_term"),
    )


def _monday(school_year: int) -> date:
    day = first_day(school_year)
    return day - timedelta(days=day.weekday())
