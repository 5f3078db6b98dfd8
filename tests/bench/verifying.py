"""How long it takes to prove that a long trail is whole, and how much memory."""

import time
import tracemalloc

from django.db import connection

from audit.sealing import seal
from audit.verifying import Seen, verify_all
from tests.bench.report import Row
from tests.bench.sizes import MOST_FOR_VERIFYING, MOST_MEMORY, Sizes

STREAMS = 100
# Each with its own end, as in life: in one transaction the ends of the streams would be passed from row version to row version.
AT_ONCE = 1_000
MEGABYTE = 1_000_000
FILL = """
SELECT audit_record('inspection:' || (900000 + number %% %s), 'accounts.user:1', 'note.edit', 'inspections.evidencenote:' || number,
    words, encode(sha256(convert_to('{"kept_beside": false, "number": ' || number || '}', 'UTF8')), 'hex'))
FROM generate_series(%s, %s) AS number, LATERAL (SELECT jsonb_build_object('kept_beside', false, 'number', number) AS words) AS said
"""


def rows_of(sizes: Sizes) -> list[Row]:
    """Seconds for so many events in a hundred streams, and the most memory that Python held meanwhile."""
    with connection.cursor() as cursor:
        for first in range(1, sizes.events + 1, AT_ONCE):
            cursor.execute(FILL, [STREAMS, first, min(first + AT_ONCE - 1, sizes.events)])
    seal()
    seen, begun = Seen(), time.monotonic()
    faults = list(verify_all(seen))
    took = time.monotonic() - begun
    tracemalloc.start()
    faults += verify_all(Seen())
    most = tracemalloc.get_traced_memory()[1] / MEGABYTE
    tracemalloc.stop()
    assert faults == [], faults[:3]
    return [
        Row(f"verify_audit: {seen.events} events", took, "s", MOST_FOR_VERIFYING),
        Row("verify_audit: memory", most, "MB", MOST_MEMORY),
    ]
