"""The only writers of items and of what becomes of them."""

from intelligence.commands.files import add_attachment, remove_attachment, take_back_attachment
from intelligence.commands.handling import acknowledge, decide, escalate, use_item
from intelligence.commands.sending import add_recipients, correct_item, send_item, withdraw_item
from intelligence.commands.settling import settle_versions
from intelligence.commands.writing import About, about_of, add_item, discard_item, edit_item

__all__ = [
    "About",
    "about_of",
    "acknowledge",
    "add_attachment",
    "add_item",
    "add_recipients",
    "correct_item",
    "decide",
    "discard_item",
    "edit_item",
    "escalate",
    "remove_attachment",
    "send_item",
    "settle_versions",
    "take_back_attachment",
    "use_item",
    "withdraw_item",
]
