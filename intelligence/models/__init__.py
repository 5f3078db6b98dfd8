"""What the inspectorates tell each other."""

from intelligence.models.handling import Decision, Delivery, Outcome, Use
from intelligence.models.items import Attachment, Item, Kind, Marking, Source, Strand

__all__ = [
    "Attachment",
    "Decision",
    "Delivery",
    "Item",
    "Kind",
    "Marking",
    "Outcome",
    "Source",
    "Strand",
    "Use",
]
