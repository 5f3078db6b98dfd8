"""What changes the programme of a year."""

from scheduling.commands.feeds import (
    end_feed,
    end_feed_apart,
    end_feed_with_sign_ins,
    make_feed,
    note_feed_read,
    revoke_feed,
)
from scheduling.commands.years import (
    open_year,
    place_inspection,
)

__all__ = [
    "end_feed",
    "end_feed_apart",
    "end_feed_with_sign_ins",
    "make_feed",
    "note_feed_read",
    "open_year",
    "place_inspection",
    "revoke_feed",
]
