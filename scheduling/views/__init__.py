"""The pages of the year."""

from scheduling.views.calendar import year_calendar, year_calendar_file
from scheduling.views.feeds import (
    calendar_feed,
    calendar_feed_make,
    calendar_feed_revoke,
    calendar_file,
)
from scheduling.views.years import (
    plan_inspection,
    programme_year,
    programme_years,
    year_open,
)

__all__ = [
    "calendar_feed",
    "calendar_feed_make",
    "calendar_feed_revoke",
    "calendar_file",
    "plan_inspection",
    "programme_year",
    "programme_years",
    "year_calendar",
    "year_calendar_file",
    "year_open",
]
