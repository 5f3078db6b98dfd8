"""What grows in the calendar of a year, and in one's own."""

from datetime import timedelta

from django.utils import timezone

from scheduling.models import Absence
from tests.doors.world import World
from tests.lists import more


def absence(world: World, number: int) -> None:
    """Of CQC's inspector, whose calendar it is."""
    day = timezone.localdate() + timedelta(days=7 * number)
    Absence.objects.create(
        user=world.people.cqc, kind="leave", first_day=day, last_day=day, recorded_by=world.people.cqc_programme_lead
    )


GROWS: dict[str, tuple[more.Grow, ...]] = {
    "year_calendar": (more.planned_in_the_year,),
    "year_calendar_file": (more.planned_in_the_year,),
    "api_year_calendar": (more.planned_in_the_year,),
    "calendar_file": (absence,),
}
STANDS = {
    "calendar_feed": "one link",
    "calendar_feed_make": "one link",
    "calendar_feed_revoke": "one question",
}
