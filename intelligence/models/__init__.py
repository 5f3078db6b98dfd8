"""What the inspectorates tell each other."""

from intelligence.models.handling import Decision, Delivery, Outcome, Use, Waits
from intelligence.models.items import Attachment, Item, Kind, Marking, Source, State, Strand

__all__ = [
    "Attachment",
    "Decision",
    "Delivery",
    "Item",
    "Kind",
    "Marking",
    "Outcome",
    "Source",
    "State",
    "Strand",
    "Use",
    "Waits",
]
