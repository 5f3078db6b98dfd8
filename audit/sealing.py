"""Seals: each minute the ends of the streams that moved, and each hour its reads, are written down under a key kept elsewhere.

Whoever owns the database can rewrite a chain to its end. What they cannot do is make a seal that says the same.
"""

import hashlib
import hmac
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from audit.models import Mark, Seal

# A seal is written at least this often, so that one who cuts off the newest seals leaves a hole that shows.
AT_LEAST = timedelta(hours=1)
# An hour of reads is closed when requests that began in it are over.
PATIENCE = timedelta(minutes=10)
# Any fixed number: two sealers wait for each other by it.
LOCK = 4_711_001
READS = "reads:"

log = logging.getLogger(__name__)


def keys() -> dict[str, bytes]:
    """The keys by their fingerprints, the one in use first; raises ImproperlyConfigured when there is none."""
    known = [key.encode() for key in settings.SEAL_KEYS]
    if not known:
        raise ImproperlyConfigured("Set JTAI_SEAL_KEY in the environment: seals are made with it (docs/operations.md).")
    return {hashlib.sha256(key).hexdigest()[:16]: key for key in known}


def root_of(marks: Iterable[tuple[str, int, str]]) -> tuple[str, int]:
    """The digest over marks in the order of their streams, and how many they were."""
    digest, number = hashlib.sha256(), 0
    for stream, sequence, end in marks:
        digest.update(f"{stream}\n{sequence}\n{end}\n".encode())
        number += 1
    return digest.hexdigest(), number


def mac_of(seal: Seal, key: bytes) -> str:
    """What this seal's mac must be under that key."""
    said = [
        str(seal.number),
        seal.at.strftime("%Y-%m-%dT%H:%M:%S.%f"),
        str(seal.marks_made),
        seal.root,
        seal.previous,
        seal.key,
    ]
    return hmac.new(key, "\n".join(said).encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def seal() -> Seal | None:
    """Seal what moved since the last time; None when nothing did and the last seal is young.

    Costs five short statements then: neither streams that stand still nor hours already sealed are looked at.
    """
    fingerprint, key = next(iter(keys().items()))
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp() FROM (SELECT pg_advisory_xact_lock(%s)) AS locked", [LOCK])
        (now,) = cursor.fetchone()
        last = Seal.objects.order_by("-number").first()
        cursor.execute("SELECT stream, sequence, digest FROM audit_take_moved()")
        marks = [*cursor.fetchall(), *_closed_hours(now)]
    if not marks and last is not None and now - last.at < AT_LEAST:
        return None
    marks.sort()
    root, number = root_of(marks)
    made = Seal(
        number=last.number + 1 if last else 1,
        at=now,
        marks_made=number,
        root=root,
        previous=last.mac if last else "",
        key=fingerprint,
    )
    made.mac = mac_of(made, key)
    made.save(force_insert=True)
    Mark.objects.bulk_create([Mark(seal=made, stream=stream, sequence=count, digest=end) for stream, count, end in marks])
    # Outside the database too: where logs are kept elsewhere, the newest seal cannot be cut off unseen.
    log.info("Seal %s:%s over %s ends", made.number, made.mac, number)
    return made


HOURS = """
SELECT to_char(hour, 'YYYY-MM-DD"T"HH24'), count(*),
    encode(sha256(convert_to(string_agg(concat_ws('|', extract(epoch FROM quarter)::bigint, actor, stream, thing), E'\\n'
        ORDER BY quarter, actor COLLATE "C", stream COLLATE "C", thing COLLATE "C"), 'UTF8')), 'hex')
FROM (SELECT date_trunc('hour', quarter AT TIME ZONE 'UTC') AS hour, quarter, actor, stream, thing FROM audit_read
    WHERE quarter >= %s AND quarter < %s) AS read
GROUP BY hour ORDER BY hour
"""


def _closed_hours(now: datetime) -> list[tuple[str, int, str]]:
    """Marks of the hours of reads that closed since the last seal that saw one."""
    newest = Mark.objects.filter(stream__startswith=READS).order_by("-stream").values_list("stream", flat=True).first()
    until = (now - PATIENCE).replace(minute=0, second=0, microsecond=0)
    since = hour_of(newest) + timedelta(hours=1) if newest else datetime(2000, 1, 1, tzinfo=now.tzinfo)
    if since >= until:
        return []
    with connection.cursor() as cursor:
        cursor.execute(HOURS, [since, until])
        return [(READS + hour, count, digest) for hour, count, digest in cursor.fetchall()]


def hour_of(stream: str) -> datetime:
    """The hour that a stream of reads is about."""
    return datetime.fromisoformat(f"{stream.removeprefix(READS)}:00:00+00:00")
