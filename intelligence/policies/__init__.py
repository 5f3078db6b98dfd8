"""Who shares, sends, acknowledges and decides, when, and what is missing."""

from intelligence.policies.handling import can_acknowledge, can_decide, can_undo_use, can_use
from intelligence.policies.writing import (
    can_add_recipients,
    can_change,
    can_correct,
    can_look,
    can_send,
    can_withdraw,
    can_write,
)

__all__ = [
    "can_acknowledge",
    "can_add_recipients",
    "can_change",
    "can_correct",
    "can_decide",
    "can_look",
    "can_send",
    "can_undo_use",
    "can_use",
    "can_withdraw",
    "can_write",
]
