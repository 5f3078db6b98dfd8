"""The constraint on links to somebody's calendar, tried to be broken."""

from collections.abc import Callable

from scheduling.commands import make_feed
from scheduling.models import CalendarFeed
from tests.inspections.people_kept import again
from tests.walk import cast

TRIES: dict[str, Callable[[], object]] = {
    "calendar_feed_one_a_person": again(CalendarFeed, digest="b" * 64),
}


def furnish() -> None:
    """A former link and one that still opens something."""
    person = cast().cqc
    make_feed(by=person)
    make_feed(by=person)
