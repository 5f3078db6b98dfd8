"""What pages of two versions and of a history say besides the words: the other fields that came with them."""

from collections.abc import Callable, Mapping
from typing import Any

from writing.models import Revision
from writing.queries import begun_from, history_of

Labels = Mapping[str, Any]
# A field and its value, in words.
Say = Callable[[str, Any], str]
NOTHING = (None, "")


def beside_words(revision: Revision, labels: Labels, say: Say) -> list[dict[str, str]]:
    """The fields that a version came with, as rows of a summary list; the empty ones are left out."""
    values = revision.values
    return [
        {"key": str(label), "value": say(field, values[field])}
        for field, label in labels.items()
        if values.get(field) not in NOTHING and values[field] != []
    ]


def _told(value: Any) -> str:
    return "" if value is None else str(value)


def compared(kept: Revision, stands: Mapping[str, Any], labels: Labels, say: Say) -> dict[str, Any]:
    """Who wrote what stands, with which correction, and where the version beside differs from it.

    stays: what the version kept beside left as it found it, which stays as it stands whichever is chosen.
    """
    before = begun_from(kept)
    values = before.values if before else {}
    others = [
        {
            "label": str(label),
            "kept": say(field, kept.values[field]),
            "current": say(field, stands[field]),
            "stays": field in values and values[field] == kept.values[field],
        }
        for field, label in labels.items()
        if field in stands and field in kept.values and _told(stands[field]) != _told(kept.values[field])
    ]
    standing = history_of(kept.text).get(number=kept.text.version)
    return {
        "kept": kept,
        "others": others,
        "by": standing.author,
        "corrected": standing.values.get("correction", ""),
        "words_stay": before is not None and before.body == kept.body,
    }
