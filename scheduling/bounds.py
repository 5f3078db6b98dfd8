"""Which programme years there are, how many places one has, and what fits into it."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jtai.errors import Invalid
from jtai.programmeyears import first_day, last_day

FIRST_YEAR, LAST_YEAR = 2016, 2100
MOST_PLACES = 60
NORMAL_PLACES = 10


def check_week_in_year(year: int, fieldwork_start: date) -> None:
    """Raises Invalid when fieldwork would not start in this programme year."""
    first, last = first_day(year), last_day(year)
    if not first <= fieldwork_start <= last:
        words = {"first": date_format(first, "j F Y"), "last": date_format(last, "j F Y")}
        raise Invalid(_("Fieldwork must start in this programme year, from %(first)s to %(last)s.") % words, "fieldwork_start")
