"""Which programme years there are, how many places one has, and what fits into it or into a school year."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jtai import schoolyears
from jtai.errors import Invalid
from jtai.programmeyears import first_day, last_day

FIRST_YEAR, LAST_YEAR = 2016, 2100
MOST_PLACES = 60
MOST_SETS = 6  # of one plan
MOST_SEED = 999_999
NORMAL_PLACES = 10
MOST_INSPECTIONS = 20  # that one person can be on in a year
LONGEST_AWAY = timedelta(days=365)  # from the first day to the last: a leap year, both included
FARTHEST_AHEAD = timedelta(days=3 * 366)
LONGEST_HOLIDAY = 60  # days of a school holiday: a summer has some 45


# School years of which holidays can be recorded: those that the programme years touch.
FIRST_SCHOOL_YEAR, LAST_SCHOOL_YEAR = FIRST_YEAR - 1, LAST_YEAR


def check_week_in_year(year: int, fieldwork_start: date) -> None:
    """Raises Invalid when fieldwork would not start in this programme year."""
    first, last = first_day(year), last_day(year)
    if not first <= fieldwork_start <= last:
        words = {"first": date_format(first, "j F Y"), "last": date_format(last, "j F Y")}
        raise Invalid(_("Fieldwork must start in this programme year, from %(first)s to %(last)s.") % words, "fieldwork_start")


def check_days_away(first: date, last: date) -> None:
    """Raises Invalid for days of leave that are the wrong way round, are over, lie too far ahead or are too many."""
    today = timezone.localdate()
    if last < first:
        raise Invalid(_("The last day must be the first day or a later one."), "last_day")
    if last < today:
        raise Invalid(_("The last day must be today or in the future. What is over changes no plan."), "last_day")
    if last - first > LONGEST_AWAY:
        raise Invalid(_("Enter at most a year at once."), "last_day")
    if last > today + FARTHEST_AHEAD:
        raise Invalid(_("The last day must be within the next three years."), "last_day")


def check_school_holiday(school_year: int, first: date, last: date) -> None:
    """Raises Invalid when these days, both included, are no holiday of this school year."""
    if last < first:
        raise Invalid(_("The last day lies before the first day."), "last_day")
    begins, ends, back = (
        schoolyears.first_day(school_year),
        schoolyears.last_day(school_year),
        schoolyears.latest_end(school_year),
    )
    words = {"year": schoolyears.named(school_year)}
    if not begins <= first <= ends:
        days = {"first": date_format(begins, "j F Y"), "last": date_format(ends, "j F Y")}
        raise Invalid(_("A holiday of %(year)s begins from %(first)s to %(last)s.") % {**words, **days}, "first_day")
    if last > back:
        raise Invalid(_("A holiday of %(year)s ends by %(last)s.") % {**words, "last": date_format(back, "j F Y")}, "last_day")
    count = (last - first).days + 1
    if count > LONGEST_HOLIDAY:
        said = _("Check the days: this holiday would last %(count)d days. Enter at most %(most)d.")
        raise Invalid(said % {"count": count, "most": LONGEST_HOLIDAY}, "last_day")
