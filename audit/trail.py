"""The one writer and the readers of the trail."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.db.models import QuerySet

from audit.models import Event, Head


def key_of(thing: models.Model | None) -> str:
    """`app.model:id`; "system" when nobody acted."""
    if thing is None:
        return "system"
    return f"{thing._meta.label_lower}:{thing.pk}"  # noqa: SLF001 -- _meta is Django's documented model API


def record(verb: str, target: models.Model, /, *, stream: str, by: models.Model | None, **words: Any) -> None:
    """Append one event to the stream's chain, in the caller's transaction and last in it.

    verb: dotted and past-facing ("inspection.notify"). words: names and texts, kept apart so that they can be erased.
    Locks the stream's head until commit, in one statement.
    """
    data = json.dumps(words, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit_record(%s, %s, %s, %s, %s::jsonb, %s)",
            [stream, key_of(by), verb, key_of(target), data, hashlib.sha256(data.encode()).hexdigest()],
        )


def trail_of(stream: str) -> QuerySet[Event]:
    """The events of a stream, newest first, with their words."""
    return Event.objects.filter(stream=stream).select_related("words").order_by("-sequence")


@dataclass(frozen=True)
class Fault:
    """One place where a chain does not hold."""

    stream: str
    sequence: int
    what: str


def digest_of(event: Event) -> str:
    """The digest that the database gave this event when it was appended."""
    parts = [
        event.previous,
        event.stream,
        str(event.sequence),
        event.at.strftime("%Y-%m-%dT%H:%M:%S.%f"),
        event.actor,
        event.verb,
        event.target,
        event.words_digest,
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def verify(stream: str) -> Iterator[Fault]:
    """Every changed, missing or inserted event of a stream, and a cut tail."""
    previous, expected = "", 0
    for event in Event.objects.filter(stream=stream).order_by("sequence").iterator():
        expected += 1
        if event.sequence != expected:
            yield Fault(stream, expected, "missing")
            expected = event.sequence
        elif event.previous != previous:
            yield Fault(stream, event.sequence, "does not follow the one before")
        if digest_of(event) != event.digest:
            yield Fault(stream, event.sequence, "changed")
        previous = event.digest
    head = Head.objects.filter(stream=stream).first()
    if head is None or (head.sequence, head.digest) != (expected, previous):
        yield Fault(stream, expected, "cut at the end")
