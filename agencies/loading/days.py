"""Bank holidays from the `holidays` library, and the periods without fieldwork."""

from datetime import date
from pathlib import Path

from holidays import country_holidays

from agencies.loading.sheet import Row, Sheet
from agencies.loading.sync import Outcome, sync
from agencies.models import BankHoliday, ClosedPeriod
from agencies.queries import forget_holidays
from jtai.workingdays import FRIDAY

HOLIDAY_YEARS = range(2014, 2033)
CLOSED_YEARS = range(2016, 2031)


def load_bank_holidays() -> Outcome:
    """The bank holidays of England and Wales, 2014 to 2032, one-off days included.

    Days that a person added stay as that person wrote them. A holiday on a weekend is left out: its substitute is the
    bank holiday.
    """
    by_hand = set(BankHoliday.objects.filter(added_by_hand=True).values_list("day", flat=True))
    known = country_holidays("GB", subdiv="ENG", years=HOLIDAY_YEARS, language="en_GB")
    wanted = [
        BankHoliday(day=day, name=name, added_by_hand=False)
        for day, name in sorted(known.items())
        if day.weekday() <= FRIDAY and day not in by_hand
    ]
    done = sync(BankHoliday.objects.filter(added_by_hand=False), ["day"], ["name"], wanted)
    forget_holidays()
    return done


def load_closed_periods(path: Path) -> Outcome:
    """closed_periods.csv: month and day of each period, made into a row for each year from 2016 to 2030.

    A period whose last day comes before its first one runs over the new year.
    """
    sheet = Sheet(path, ["name", "first_day", "last_day", "reason"])
    wanted = []
    for row in sheet:
        sheet.once(row, ["first_day", "last_day"])
        name, reason = row.text("name", 80), row.text("reason", 300)
        first, last = _month_and_day(row, "first_day"), _month_and_day(row, "last_day")
        wanted += [
            ClosedPeriod(
                name=name,
                reason=reason,
                first_day=date(year, *first),
                last_day=date(year + (last < first), *last),
            )
            for year in CLOSED_YEARS
        ]
    sheet.finish()
    return sync(ClosedPeriod.objects.all(), ["first_day", "last_day"], ["name", "reason"], wanted, remove=True)


def _month_and_day(row: Row, column: str) -> tuple[int, int]:
    """Month and day as in 07-20. 29 February is refused: most years have none."""
    try:
        day = date.fromisoformat(f"2023-{row.cells[column]}")
    except ValueError:
        row.fault(column, f"“{row.cells[column]}” is not a month and a day like 07-20")
        return 1, 1
    return day.month, day.day
