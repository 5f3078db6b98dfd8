"""What the inspectorates tell each other."""

from intelligence.models.handling import Decision, Delivery, Outcome, Use, Waits
from intelligence.models.items import Attachment, Item, Kind, Marking, Source, State, Strand
from intelligence.models.letters import Letter, LetterDocument, LetterState, LetterWay

__all__ = [
    "Attachment",
    "Decision",
    "Delivery",
    "Item",
    "Kind",
    "Letter",
    "LetterDocument",
    "LetterState",
    "LetterWay",
    "Marking",
    "Outcome",
    "Source",
    "State",
    "Strand",
    "Use",
    "Waits",
]
