"""Typing into values. Fields are named like the arguments of the command that they feed."""

from intelligence.forms.handling import (
    CorrectForm,
    DecideForm,
    QueueSearch,
    RecipientsForm,
    SendForm,
    TakeBackForm,
    WithdrawForm,
    keys_of,
)
from intelligence.forms.items import AreaForm, ItemForm, ItemSearch

__all__ = [
    "AreaForm",
    "CorrectForm",
    "DecideForm",
    "ItemForm",
    "ItemSearch",
    "QueueSearch",
    "RecipientsForm",
    "SendForm",
    "TakeBackForm",
    "WithdrawForm",
    "keys_of",
]
