"""What the inspectorates share, over the API."""

from intelligence.api.files import ItemFileOperation, ItemFilesOperation, ItemFileTakeBackOperation
from intelligence.api.handling import AcknowledgeOperation, DecisionsOperation, QueueOperation, SignalsOperation
from intelligence.api.items import ItemOperation, ItemsOperation, SimilarOperation
from intelligence.api.letter_words import (
    LetterPdfOperation,
    LetterPrintOperation,
    LetterRevisionOperation,
    LetterRevisionsOperation,
    LetterSettleOperation,
)
from intelligence.api.letters import LetterAcknowledgeOperation, LetterOperation, LetterSendOperation, LettersOperation
from intelligence.api.revisions import ItemRevisionOperation, ItemRevisionsOperation, ItemSettleOperation
from intelligence.api.sending import CorrectOperation, RecipientsOperation, SendOperation, WithdrawOperation
from intelligence.api.using import AreaSignalsOperation, ItemUseOperation, ItemUsesOperation, TopicSignalsOperation

__all__ = [
    "AcknowledgeOperation",
    "AreaSignalsOperation",
    "CorrectOperation",
    "DecisionsOperation",
    "ItemFileOperation",
    "ItemFileTakeBackOperation",
    "ItemFilesOperation",
    "ItemOperation",
    "ItemRevisionOperation",
    "ItemRevisionsOperation",
    "ItemSettleOperation",
    "ItemUseOperation",
    "ItemUsesOperation",
    "ItemsOperation",
    "LetterAcknowledgeOperation",
    "LetterOperation",
    "LetterPdfOperation",
    "LetterPrintOperation",
    "LetterRevisionOperation",
    "LetterRevisionsOperation",
    "LetterSendOperation",
    "LetterSettleOperation",
    "LettersOperation",
    "QueueOperation",
    "RecipientsOperation",
    "SendOperation",
    "SignalsOperation",
    "SimilarOperation",
    "TopicSignalsOperation",
    "WithdrawOperation",
]
