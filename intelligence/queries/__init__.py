"""What can be found of items and of what becomes of them, always with the viewer."""

from intelligence.queries.handling import (
    Duty,
    QueueFilter,
    Tally,
    day_after,
    days_for,
    duties,
    duties_of,
    late_deliveries,
    standing,
    tally_of,
)
from intelligence.queries.history import (
    attachment_for,
    attachments_of,
    history_for,
    kept_revision,
    revision_for,
    waiting_for,
)
from intelligence.queries.items import (
    Held,
    ItemFilter,
    Shown,
    item_for,
    items_seen,
    number_of_drafts,
    own_delivery,
    recipients_for,
    shown,
    similar,
)
from intelligence.queries.losing import left_drafts
from intelligence.queries.office import looks_after, office_people
from intelligence.queries.signals import Signal, signal_of_area, signal_of_topic, signals_of_areas

__all__ = [
    "Duty",
    "Held",
    "ItemFilter",
    "QueueFilter",
    "Shown",
    "Signal",
    "Tally",
    "attachment_for",
    "attachments_of",
    "day_after",
    "days_for",
    "duties",
    "duties_of",
    "history_for",
    "item_for",
    "items_seen",
    "kept_revision",
    "late_deliveries",
    "left_drafts",
    "looks_after",
    "number_of_drafts",
    "office_people",
    "own_delivery",
    "recipients_for",
    "revision_for",
    "shown",
    "signal_of_area",
    "signal_of_topic",
    "signals_of_areas",
    "similar",
    "standing",
    "tally_of",
    "waiting_for",
]
