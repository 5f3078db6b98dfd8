"""Pages of what the inspectorates share."""

from intelligence.views.handling import item_acknowledge, item_decide, item_queue
from intelligence.views.items import item, item_history, item_versions, items, items_export
from intelligence.views.letter_writing import (
    letter_acknowledge,
    letter_add,
    letter_discard,
    letter_edit,
    letter_send,
)
from intelligence.views.letters import (
    letter,
    letter_history,
    letter_pdf,
    letter_print,
    letter_progress,
    letter_versions,
    letters,
)
from intelligence.views.sending import item_correct, item_recipients, item_send, item_withdraw
from intelligence.views.signals import item_signals
from intelligence.views.using import item_use_add, item_use_undo
from intelligence.views.writing import item_add, item_discard, item_edit, item_file, item_file_add, item_file_remove

__all__ = [
    "item",
    "item_acknowledge",
    "item_add",
    "item_correct",
    "item_decide",
    "item_discard",
    "item_edit",
    "item_file",
    "item_file_add",
    "item_file_remove",
    "item_history",
    "item_queue",
    "item_recipients",
    "item_send",
    "item_signals",
    "item_use_add",
    "item_use_undo",
    "item_versions",
    "item_withdraw",
    "items",
    "items_export",
    "letter",
    "letter_acknowledge",
    "letter_add",
    "letter_discard",
    "letter_edit",
    "letter_history",
    "letter_pdf",
    "letter_print",
    "letter_progress",
    "letter_send",
    "letter_versions",
    "letters",
]
