"""A row for each address of letters between the inspectorates. All are asked with the inspection of another area."""

from typing import Any

from tests.leaks.rows import At, Kwargs, Row, alone, first, nothing, sent
from tests.leaks.targets import Target
from tests.walk import AREA

LETTER = alone("pk", "letter")
SEARCH = (
    "",
    "?text=stand",
    "?text=qz",
    "?state=draft",
    "?state=waiting&way=received",
    "?inspectorate=cqc",
    f"?local_area={AREA}",
)
API_SEARCH = tuple(f"{query or '?'}{'&' if query else ''}page_size=100" for query in SEARCH)
NEW: dict[str, Any] = {"recipient": "hmi-probation", "subject": "Words", "text": "Words."}
WORDS = {**NEW, "base": 1, "version": 1, "marking": "official"}


def revision(argument: str) -> At:
    """The first words of each letter."""

    def at(target: Target) -> list[Kwargs]:
        if argument == "number":
            return [{"pk": pk, "number": 1} for pk in target.ids["letter"]] or [{"pk": first(target, "letter"), "number": 1}]
        return [{"pk": first(target, "letter"), "revision": first(target, "letter_revision")}]

    return at


LETTERS: dict[str, Row] = {
    "letters": Row(nothing, SEARCH),
    "letter_add": Row(nothing, ("", f"?recipient=cqc&local_area={AREA}", "?recipient=hmi-probation"), sends=sent(**WORDS)),
    **{
        name: Row(LETTER, sends=sent(**WORDS))
        for name in (
            "letter", "letter_edit", "letter_discard", "letter_send", "letter_acknowledge", "letter_print", "letter_progress",
            "letter_pdf", "letter_history", "api_letter_acknowledge", "api_letter_print", "api_letter_pdf",
        )
    },
    "letter_trail": Row(LETTER, ("", "?text=sent")),
    "letter_trail_csv": Row(LETTER),
    "letter_versions": Row(revision("number"), sends=sent(keep="current", base=2)),
    "api_letters": Row(nothing, API_SEARCH, sends=sent(**NEW)),
    "api_letter": Row(LETTER, sends=sent(**NEW)),
    "api_letter_send": Row(LETTER, sends=sent(marking="official", version=1)),
    "api_letter_history": Row(LETTER, ("?page_size=100",)),
    "api_letter_revision": Row(revision("revision")),
    "api_letter_settle": Row(revision("revision"), sends=sent(keep="current", base=2)),
}  # fmt: skip
