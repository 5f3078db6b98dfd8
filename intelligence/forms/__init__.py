"""Typing into values. Fields are named like the arguments of the command that they feed."""

from intelligence.forms.handling import (
    CorrectForm,
    DecideForm,
    QueueSearch,
    RecipientsForm,
    SendForm,
    SettleSentForm,
    TakeBackForm,
    UseForm,
    UseSearch,
    WithdrawForm,
    keys_of,
)
from intelligence.forms.items import AreaForm, ItemForm, ItemSearch, SignalSearch
from intelligence.forms.letters import AddresseeForm, LetterForm, LetterSearch, SendLetterForm

__all__ = [
    "AddresseeForm",
    "AreaForm",
    "CorrectForm",
    "DecideForm",
    "ItemForm",
    "ItemSearch",
    "LetterForm",
    "LetterSearch",
    "QueueSearch",
    "RecipientsForm",
    "SendForm",
    "SendLetterForm",
    "SettleSentForm",
    "SignalSearch",
    "TakeBackForm",
    "UseForm",
    "UseSearch",
    "WithdrawForm",
    "keys_of",
]
