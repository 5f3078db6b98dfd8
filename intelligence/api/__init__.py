"""What the inspectorates share, over the API."""

from intelligence.api.files import ItemFileOperation, ItemFilesOperation
from intelligence.api.handling import AcknowledgeOperation, DecisionsOperation, QueueOperation, SignalsOperation
from intelligence.api.items import ItemOperation, ItemsOperation, SimilarOperation
from intelligence.api.revisions import ItemRevisionOperation, ItemRevisionsOperation, ItemSettleOperation
from intelligence.api.sending import CorrectOperation, RecipientsOperation, SendOperation, WithdrawOperation

__all__ = [
    "AcknowledgeOperation",
    "CorrectOperation",
    "DecisionsOperation",
    "ItemFileOperation",
    "ItemFilesOperation",
    "ItemOperation",
    "ItemRevisionOperation",
    "ItemRevisionsOperation",
    "ItemSettleOperation",
    "ItemsOperation",
    "QueueOperation",
    "RecipientsOperation",
    "SendOperation",
    "SignalsOperation",
    "SimilarOperation",
    "WithdrawOperation",
]
