"""What the inspectorates share, over the API."""

from intelligence.api.files import ItemFileOperation, ItemFilesOperation, ItemFileTakeBackOperation
from intelligence.api.handling import AcknowledgeOperation, DecisionsOperation, QueueOperation, SignalsOperation
from intelligence.api.items import ItemOperation, ItemsOperation, SimilarOperation
from intelligence.api.revisions import ItemRevisionOperation, ItemRevisionsOperation, ItemSettleOperation
from intelligence.api.sending import CorrectOperation, RecipientsOperation, SendOperation, WithdrawOperation

__all__ = [
    "AcknowledgeOperation",
    "CorrectOperation",
    "DecisionsOperation",
    "ItemFileOperation",
    "ItemFileTakeBackOperation",
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
