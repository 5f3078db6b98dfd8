"""When a programme year begins and ends, how many places it has, and what fits into it."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jtai.errors import Invalid

FIRST_YEAR, LAST_YEAR = 2016, 2100
FIRST_MONTH = 4
MOST_PLACES = 60
NORMAL_PLACES = 10


def first_day(year: int) -> date:
    """The programme year begins on 1 April."""
    return date(year, FIRST_MONTH, 1)


def last_day(year: int) -> date:
    """And ends on 31 March."""
    return date(year + 1, FIRST_MONTH, 1) - timedelta(days=1)


def check_week_in_year(year: int, fieldwork_start: date) -> None:
    """Raises Invalid when fieldwork would not start in this programme year."""
    first, last = first_day(year), last_day(year)
    if not first <= fieldwork_start <= last:
        words = {"first": date_format(first, "j F Y"), "last": date_format(last, "j F Y")}
        raise Invalid(_("Fieldwork must start in this programme year, from %(first)s to %(last)s.") % words, "fieldwork_start")
