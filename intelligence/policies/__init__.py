"""Who shares, sends, acknowledges and decides, when, and what is missing."""

from intelligence.policies.handling import can_acknowledge, can_decide, can_undo_use, can_use
from intelligence.policies.letters import (
    can_acknowledge_letter,
    can_change_letter,
    can_print_letter,
    can_send_letter,
    can_write_letter,
)
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
    "can_acknowledge_letter",
    "can_add_recipients",
    "can_change",
    "can_change_letter",
    "can_correct",
    "can_decide",
    "can_look",
    "can_print_letter",
    "can_send",
    "can_send_letter",
    "can_undo_use",
    "can_use",
    "can_withdraw",
    "can_write",
    "can_write_letter",
]
