"""Days on which nobody works, and periods without fieldwork."""

import time
from datetime import date

from agencies.models import BankHoliday, ClosedPeriod

KEPT_SECONDS = 60
# What this process read last, and when. Another process may add a day, so it is read again after a minute.
_kept: list[tuple[float, frozenset[date]]] = []


def holidays() -> frozenset[date]:
    """Every bank holiday of England and Wales that is recorded. At most a minute old."""
    now = time.monotonic()
    if not _kept or now - _kept[0][0] > KEPT_SECONDS:
        _kept[:] = [(now, frozenset(BankHoliday.objects.values_list("day", flat=True)))]
    return _kept[0][1]


def forget_holidays() -> None:
    """A day was added or taken away: read them anew."""
    _kept.clear()


def holidays_of_year(year: int) -> list[BankHoliday]:
    """The bank holidays of one calendar year, in order."""
    return list(BankHoliday.objects.filter(day__year=year))


def closed_periods(first: date, last: date) -> list[ClosedPeriod]:
    """The periods without fieldwork that touch these days, both included."""
    return list(ClosedPeriod.objects.filter(first_day__lte=last, last_day__gte=first))
