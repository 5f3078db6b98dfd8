"""The one writer of the trail. The database appends, chains, and refuses to change or remove (audit/migrations)."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from audit.queries import key_of, trail_of
from audit.verifying import Fault, verify

__all__ = ["Fault", "erase", "forget_reads", "key_of", "record", "trail_of", "verify"]


def _said(words: dict[str, Any]) -> tuple[str, str]:
    """The words as they are stored, and their digest."""
    data = json.dumps(words, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return data, hashlib.sha256(data.encode()).hexdigest()


def record(verb: str, target: models.Model, /, *, stream: str, by: models.Model | None, **words: Any) -> None:
    """Append one event to the stream's chain, in the caller's transaction and last in it.

    verb: dotted and past-facing ("inspection.notify"). words: names and texts, kept apart so that they can be erased.
    Locks the stream's head until commit, in one statement.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit_record(%s, %s, %s, %s, %s::jsonb, %s)",
            [stream, key_of(by), verb, key_of(target), *_said(words)],
        )


def erase(stream: str, sequences: Iterable[int], /, *, by: models.Model | None, **words: Any) -> int:
    """Empty the words of these events, and append the event that says so; returns how many had words until now.

    The chain still verifies: an event keeps the digest of what was said. words: under which policy, and why.
    """
    ranges = ranges_of(sequences)
    if not ranges:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_erase(%s, %s, %s::jsonb, %s)", [stream, key_of(by), *_said({**words, "ranges": ranges})])
        (gone,) = cursor.fetchone()
    return int(gone)


def ranges_of(sequences: Iterable[int]) -> list[list[int]]:
    """Ascending numbers as [first, last] pairs."""
    found: list[list[int]] = []
    for number in sorted(set(sequences)):
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found


def forget_reads(before: datetime, /, *, by: models.Model | None, **words: Any) -> int:
    """Remove the reads before this moment, which is at least a year ago, and append the event that says so; returns how many."""
    said = _said({**words, "before": before.isoformat()})
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_forget_reads(%s, %s, %s::jsonb, %s)", [before, key_of(by), *said])
        (gone,) = cursor.fetchone()
    return int(gone)
