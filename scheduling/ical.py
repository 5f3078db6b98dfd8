"""A calendar as calendar programs read it (RFC 5545, RFC 7986)."""

from collections.abc import Iterable
from datetime import timedelta

from icalendar import Calendar, Event

from scheduling.queries import Entry

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Joint targeted area inspections//Calendar//EN"
READ_EVERY = timedelta(hours=6)
ONE = timedelta(days=1)


def written(name: str, entries: Iterable[Entry]) -> bytes:
    """The same entries give the same bytes. name: what the program calls the calendar."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", READ_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for entry in sorted(entries, key=lambda one: (one.first, one.last, one.uid)):
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _event(entry: Entry) -> Event:
    """Days, not hours: the end is the day after the last one. Without a method the stamp is when it was last changed."""
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.revision)
    event.add("summary", entry.summary)
    event.add("dtstart", entry.first)
    event.add("dtend", entry.last + ONE)
    event.add("status", "TENTATIVE" if entry.open else "CONFIRMED")
    event.add("transp", "OPAQUE" if entry.busy else "TRANSPARENT")
    event.add("class", "CONFIDENTIAL" if entry.secret else "PRIVATE")
    if entry.address:
        event.add("url", entry.address)
    return event
