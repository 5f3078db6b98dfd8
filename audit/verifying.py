"""Proves that the trail is whole: every chain, every word, every seal, every hour of reads. Streams, so memory stays bounded."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection, transaction
from django.utils.dateparse import parse_datetime

from audit import sealing
from audit.models import Event, Seal

# A stream in which somebody writes is sealed the next time; one that is left out for so long was kept out.
UNSEALED_AT_MOST = timedelta(minutes=10)
SEALS = "seals"
ROWS_AT_ONCE = 2_000


@dataclass(frozen=True)
class Fault:
    """One place where the trail does not hold."""

    stream: str
    sequence: int
    what: str

    def __str__(self) -> str:
        return f"{self.stream} #{self.sequence}: {self.what}"


@dataclass
class Seen:
    """What a verification has looked at so far. newest: the last seal."""

    streams: int = 0
    events: int = 0
    seals: int = 0
    hours: int = 0
    newest: Seal | None = None
    forgotten: datetime | None = field(default=None)


MOMENT = """to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')"""
EVENTS = f"""
SELECT e.stream, e.sequence, {MOMENT.format("e.at")}, e.actor, e.verb, e.target, e.words_digest, e.previous, e.digest,
    w.data::text, w.erased_by
FROM audit_event AS e LEFT JOIN audit_words AS w ON w.event_id = e.id WHERE e.stream LIKE %s
ORDER BY e.stream COLLATE "C", e.sequence
"""  # noqa: S608 -- put together of constants
MARKS = """
SELECT stream, sequence, digest, seal_id FROM audit_mark WHERE stream LIKE %s AND stream NOT LIKE 'reads:%%'
ORDER BY stream COLLATE "C", sequence, seal_id
"""
HEADS = """SELECT stream, sequence, digest FROM audit_head WHERE stream LIKE %s ORDER BY stream COLLATE "C" """
SEALED = 'SELECT seal_id, stream, sequence, digest FROM audit_mark ORDER BY seal_id, stream COLLATE "C"'
READ_MARKS = (
    "SELECT stream, sequence, digest FROM audit_mark WHERE stream LIKE 'reads:%%' ORDER BY stream COLLATE \"C\", seal_id"
)
FORGOTTEN = """
SELECT max((w.data ->> 'before')::timestamptz) FROM audit_event AS e JOIN audit_words AS w ON w.event_id = e.id
WHERE e.stream = 'reads' AND e.verb = 'audit.forget_reads'
"""
Row = tuple[Any, ...]


@contextmanager
def _one_moment() -> Iterator[None]:
    """All that is read inside was true at once: else an event written meanwhile would look like a fault."""
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _rows(name: str, sql: str, *values: object) -> Iterator[Row]:
    """Rows by a server-side cursor, some at a time."""
    connection.ensure_connection()
    with connection.connection.cursor(name=name) as cursor:
        cursor.itersize = ROWS_AT_ONCE
        cursor.execute(sql, values or None)
        yield from cursor


class _Streams:
    """Rows in the order of streams, handed out stream by stream."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self.groups = groupby(rows, key=itemgetter(0))
        self.name: str | None = None
        self.rows: Iterator[Row] = iter(())
        self.step()

    def step(self) -> None:
        """To the next stream."""
        self.name, self.rows = next(self.groups, (None, iter(())))

    def of(self, stream: str) -> Iterator[Row]:
        """The rows of this stream, if it is its turn. They are used up before the next step."""
        if self.name == stream:
            yield from self.rows
            self.step()


def verify(stream: str) -> Iterator[Fault]:
    """Every changed, missing or inserted event of one stream, changed words, and a cut tail."""
    with _one_moment():
        yield from _chains(stream.replace("%", r"\%").replace("_", r"\_"), Seen())


def verify_all(seen: Seen) -> Iterator[Fault]:
    """Every fault of the whole trail; fills in what was looked at. Raises ImproperlyConfigured without the key of the seals."""
    with _one_moment():
        seen.newest = Seal.objects.order_by("-number").first()
        yield from _seals(seen)
        yield from _chains("%", seen)
        yield from _reads(seen)


def _seals(seen: Seen) -> Iterator[Fault]:
    """The seals themselves: none is missing, changed or made with another key."""
    keys = sealing.keys()
    marks = _Streams(_rows("audit_sealed", SEALED))
    number, previous = 0, ""
    for seal in Seal.objects.order_by("number").iterator(ROWS_AT_ONCE):
        while marks.name is not None and int(marks.name) < seal.number:
            yield Fault(SEALS, int(marks.name), "seal missing")
            marks.step()
        number += 1
        seen.seals += 1
        if seal.number != number:
            yield Fault(SEALS, number, "seal missing")
            number = seal.number
        elif seal.previous != previous:
            yield Fault(SEALS, number, "seal does not follow the one before")
        root, made = sealing.root_of(row[1:] for row in marks.of(seal.number))  # type: ignore[arg-type]  # -- a number is a name here
        if (root, made) != (seal.root, seal.marks_made):
            yield Fault(SEALS, number, "seal changed: its marks are not those it was made of")
        key = keys.get(seal.key)
        if key is None:
            yield Fault(SEALS, number, "seal forged, or made with a key that is not in JTAI_SEAL_KEY")
        elif not hmac.compare_digest(sealing.mac_of(seal, key), seal.mac):
            yield Fault(SEALS, number, "seal changed or forged")
        previous = seal.mac
    if marks.name is not None:
        yield Fault(SEALS, int(marks.name), "seal missing")


def _chains(pattern: str, seen: Seen) -> Iterator[Fault]:
    """All streams, those that only a seal or a head still knows included."""
    events = _Streams(_rows("audit_events", EVENTS, pattern))
    marks = _Streams(_rows("audit_marks", MARKS, pattern))
    heads = _Streams(_rows("audit_heads", HEADS, pattern))
    while names := [turn.name for turn in (events, marks, heads) if turn.name is not None]:
        stream = min(names)
        seen.streams += 1
        head = next(iter([*heads.of(stream)]), None)
        yield from _chain(stream, events.of(stream), [*marks.of(stream)], head, seen)


def _chain(stream: str, events: Iterator[Row], marks: list[Row], head: Row | None, seen: Seen) -> Iterator[Fault]:
    """One stream from its first event to its end. marks: ascending, each with the seal that made it."""
    sealed = {sequence: (digest, seal) for _stream, sequence, digest, seal in marks}
    last_sealed = max(sealed, default=0)
    chain = _Chain(stream, head[1] if head else 0)
    late = ""
    for event in events:
        seen.events += 1
        yield from chain.take(event)
        mark = sealed.pop(chain.expected, None)
        if mark is not None and mark[0] != event[8]:
            yield Fault(stream, chain.expected, f"rewritten after seal {mark[1]}")
        if not late and seen.newest is not None and chain.expected > last_sealed:
            late = event[2] if _is_late(event[2], seen.newest) else ""
            if late:
                yield Fault(stream, chain.expected, "never sealed")
    yield from chain.end(head)
    beyond = {sequence: mark for sequence, mark in sealed.items() if sequence > chain.expected}
    if chain.expected == 0:
        yield Fault(stream, max(beyond, default=head[1] if head else 0), "stream missing")
    elif beyond:
        yield Fault(stream, chain.expected, f"cut at the end: seal {beyond[max(beyond)][1]} saw event {max(beyond)}")


def _is_late(moment: str, newest: Seal) -> bool:
    return datetime.fromisoformat(f"{moment}+00:00") < newest.at - UNSEALED_AT_MOST


class _Chain:
    """A walk along one stream."""

    def __init__(self, stream: str, head: int) -> None:
        self.stream, self.head = stream, head
        self.expected, self.previous = 0, ""
        self.empty: set[int] = set()
        self.erased: list[tuple[int, int, int]] = []  # first, last, and the event that said so

    def take(self, event: Row) -> Iterator[Fault]:
        """The next event."""
        _stream, sequence, moment, actor, verb, target, words_digest, previous, digest, data, erased_by = event
        self.expected += 1
        if sequence != self.expected:
            missing = f" (up to {sequence - 1})" if sequence - 1 > self.expected else ""
            yield Fault(self.stream, self.expected, f"missing{missing}")
            self.expected = sequence
        elif previous != self.previous:
            yield Fault(self.stream, sequence, "does not follow the one before")
        if self.head < sequence:
            yield Fault(self.stream, sequence, "inserted after the end")
        parts = [previous, self.stream, str(sequence), moment, actor, verb, target, words_digest]
        if hashlib.sha256("\n".join(parts).encode()).hexdigest() != digest:
            yield Fault(self.stream, sequence, "changed")
        yield from self._words(sequence, verb, words_digest, data, erased_by)
        self.previous = digest

    def _words(self, sequence: int, verb: str, digest: str, data: str | None, erased_by: int | None) -> Iterator[Fault]:
        if data is None:
            yield Fault(self.stream, sequence, "words removed")
        elif erased_by is not None and data == "{}":
            self.empty.add(sequence)
        elif digest_of_words(data) != digest:
            yield Fault(self.stream, sequence, "words changed")
        elif verb == "audit.erase_words":
            self.erased += [(first, last, sequence) for first, last in json.loads(data)["ranges"]]

    def end(self, head: Row | None) -> Iterator[Fault]:
        """After the last event."""
        for sequence in sorted(self.empty):
            if not any(first <= sequence <= last < event for first, last, event in self.erased):
                yield Fault(self.stream, sequence, "words removed without an erasure")
        if self.expected and (
            head is None or (head[1] > self.expected) or (head[1] == self.expected and head[2] != self.previous)
        ):
            yield Fault(self.stream, self.expected, "cut at the end")


def digest_of_words(data: str) -> str:
    """The digest that these words had when they were recorded: the database keeps the same JSON in another order."""
    said = json.dumps(json.loads(data), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def _reads(seen: Seen) -> Iterator[Fault]:
    """The sealed hours of reads, those left out that were removed by an event."""
    with connection.cursor() as cursor:
        cursor.execute(FORGOTTEN)
        (seen.forgotten,) = cursor.fetchone()
    until = seen.newest.at - sealing.PATIENCE if seen.newest else datetime(2000, 1, 1).astimezone()
    until = until.replace(minute=0, second=0, microsecond=0)
    since = seen.forgotten or parse_datetime("2000-01-01T00:00:00Z")
    marks = {stream: (count, digest) for stream, count, digest in _rows("audit_read_marks", READ_MARKS)}
    for hour, count, digest in _rows("audit_hours", sealing.HOURS, since, until):
        seen.hours += 1
        stream = sealing.READS + hour
        mark = marks.pop(stream, None)
        if mark is None:
            yield Fault(stream, count, "reads never sealed, or inserted later")
        elif mark != (count, digest):
            yield Fault(stream, mark[0], f"reads changed: {count} rows instead of {mark[0]}, or other ones")
    for stream, (count, _digest) in sorted(marks.items()):
        if since is None or sealing.hour_of(stream) >= since:
            yield Fault(stream, count, "reads missing")


def digest_of(event: Event) -> str:
    """The digest that the database gave this event when it was appended."""
    moment = event.at.strftime("%Y-%m-%dT%H:%M:%S.%f")
    parts = [
        event.previous,
        event.stream,
        str(event.sequence),
        moment,
        event.actor,
        event.verb,
        event.target,
        event.words_digest,
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
