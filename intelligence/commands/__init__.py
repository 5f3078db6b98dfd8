"""The only writers of items, of letters, and of what becomes of them."""

from intelligence.commands.files import add_attachment, remove_attachment, take_back_attachment
from intelligence.commands.handling import acknowledge, decide, escalate
from intelligence.commands.letters import LetterAbout, add_letter, discard_letter, edit_letter, letter_about, settle_letter
from intelligence.commands.posting import acknowledge_letter, escalate_letters, send_letter
from intelligence.commands.printing import print_letter
from intelligence.commands.sending import add_recipients, correct_item, send_item, withdraw_item
from intelligence.commands.settling import settle_versions
from intelligence.commands.using import undo_use, use_item
from intelligence.commands.writing import About, about_of, add_item, discard_item, edit_item

__all__ = [
    "About",
    "LetterAbout",
    "about_of",
    "acknowledge",
    "acknowledge_letter",
    "add_attachment",
    "add_item",
    "add_letter",
    "add_recipients",
    "correct_item",
    "decide",
    "discard_item",
    "discard_letter",
    "edit_item",
    "edit_letter",
    "escalate",
    "escalate_letters",
    "letter_about",
    "print_letter",
    "remove_attachment",
    "send_item",
    "send_letter",
    "settle_letter",
    "settle_versions",
    "take_back_attachment",
    "undo_use",
    "use_item",
    "withdraw_item",
]
