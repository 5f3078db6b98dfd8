"""What stands, as a mark: whoever is about to overwrite it sends back the mark of what they saw. Empty: nothing stands."""

import hashlib
import json

from programmes.models import Activity, CheckItem

MARK = 32  # characters


def mark_of_judgements(activity: Activity) -> str:
    """Of its judgements."""
    return _mark(sorted((row.area_id, row.value_id) for row in activity.judgements.all()))


def mark_of_look(item: CheckItem) -> str:
    """Of what was seen of something to look at."""
    return _mark([item.activity_id, item.seen, str(item.seen_on)] if item.activity_id else [])


def _mark(what: list[object] | list[tuple[int, int]]) -> str:
    return hashlib.sha256(json.dumps(what).encode()).hexdigest()[:MARK] if what else ""
