"""Typing into values. Fields are named like the arguments of the command that they feed."""

from intelligence.forms.handling import (
    CorrectForm,
    DecideForm,
    QueueSearch,
    RecipientsForm,
    SendForm,
    UseForm,
    UseSearch,
    WithdrawForm,
)
from intelligence.forms.items import AreaForm, ItemForm, ItemSearch, SignalSearch

__all__ = [
    "AreaForm",
    "CorrectForm",
    "DecideForm",
    "ItemForm",
    "ItemSearch",
    "QueueSearch",
    "RecipientsForm",
    "SendForm",
    "SignalSearch",
    "UseForm",
    "UseSearch",
    "WithdrawForm",
]
