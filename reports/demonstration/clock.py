"""A clock that the demonstration can set, so that commands write the days on which they would have been used."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone


class Clock:
    """Tells the set moment, a little later at each look, so that what was recorded later is later. today: the real one."""

    def __init__(self) -> None:
        self.today = timezone.localdate()
        self._moment = datetime.now(UTC)

    def now(self) -> datetime:
        """The set moment; each look moves it on by two seconds."""
        self._moment += timedelta(seconds=2)
        return self._moment

    def on(self, day: date, hour: int = 9) -> None:
        """Set the clock to that day and hour in London; a day that has not come yet becomes now."""
        moment = datetime.combine(day, time(hour), tzinfo=ZoneInfo(settings.TIME_ZONE)).astimezone(UTC)
        self._moment = min(moment, datetime.now(UTC))


@contextmanager
def demonstration_clock() -> Iterator[Clock]:
    """Inside, Django's clock is ours. Only the demonstration loader does this; the trail keeps the database's own time."""
    clock = Clock()
    real, timezone.now = timezone.now, clock.now
    try:
        yield clock
    finally:
        timezone.now = real
