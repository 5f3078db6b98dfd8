"""Days and kinds as they stand in a sentence."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from programmes.rules.facts import Done


def day(on: date) -> str:
    """2 June 2025."""
    return _day(on, get_language())


# A programme's sentences name the same few thousand days again and again, and writing one out is most of a rule's work.
@lru_cache(maxsize=8192)
def _day(on: date, _language: str | None) -> str:
    return date_format(on, "j F Y")


def span(one: Done) -> str:
    """The days of an activity: 2 June 2025, or its first and last."""
    if one.starts_on == one.ends_on:
        return day(one.starts_on)
    return _("%(first)s to %(last)s") % {"first": day(one.starts_on), "last": day(one.ends_on)}


def when(one: Done) -> str:
    """On 2 June 2025, or from its first to its last day."""
    if one.starts_on == one.ends_on:
        return _("on %(day)s") % {"day": day(one.starts_on)}
    return _("from %(first)s to %(last)s") % {"first": day(one.starts_on), "last": day(one.ends_on)}


def found_in(one: Done) -> str:
    """In which inspection something was judged: its days."""
    return _("inspection of %(days)s") % {"days": _short_span(one.starts_on, one.ends_on)}


def _short_span(first: date, last: date) -> str:
    """12 to 23 December 2024: what both days share is said once."""
    if first == last:
        return day(first)
    said = day(first) if first.year != last.year else date_format(first, "j" if first.month == last.month else "j F")
    return _("%(first)s to %(last)s") % {"first": said, "last": day(last)}


def inside(name: str) -> str:
    """A name within a sentence: “monitoring visit”, but “PEEL assessment”."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def either(names: Sequence[str]) -> str:
    """Standard inspection or short inspection."""
    return _(" or ").join([names[0], *(inside(name) for name in names[1:])]) if names else ""


def times_a_year(times: int) -> str:
    """“four a year are needed”."""
    numbers = {1: _("one"), 2: _("two"), 3: _("three"), 4: _("four"), 6: _("six"), 12: _("twelve")}
    words = {"number": numbers.get(times, str(times))}
    return ngettext("%(number)s a year is needed", "%(number)s a year are needed", times) % words


def every_years(years: int) -> str:
    """“One is needed every 3 years”."""
    return ngettext("One is needed every year", "One is needed every %(years)d years", years) % {"years": years}
