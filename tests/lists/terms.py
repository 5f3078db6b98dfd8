"""What stands in the lists of school holidays: one more of it."""

from datetime import date

from agencies.models import LocalArea, SchoolHoliday
from tests.doors.world import OPEN_YEAR, World
from tests.lists import more
from tests.walk import AREA

Grow = more.Grow


def holiday(_world: World, number: int) -> None:
    area = LocalArea.objects.get(code=AREA)
    day = date(OPEN_YEAR, 10, 1 + number)
    SchoolHoliday.objects.create(local_area=area, school_year=OPEN_YEAR, name=f"Grown {number}", first_day=day, last_day=day)


GROWS: dict[str, tuple[Grow, ...]] = {
    "school_holidays": (more.area, holiday),
    "school_holidays_of_area": (holiday,),
    "school_holidays_export": (holiday,),
    "api_school_holidays": (more.area, holiday),
    "api_school_holidays_of_area": (holiday,),
}
STANDS: dict[str, str] = {
    "school_holidays_template": "one line",
    "school_holidays_import": "one form",
    "school_holiday_add": "one form",
    "school_holiday_change": "one holiday",
    "school_holiday_remove": "one holiday",
}
