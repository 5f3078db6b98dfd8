"""A row for each address of what the inspectorates share. All are asked with the inspection of another area."""

from typing import Any

from tests.leaks.rows import At, Kwargs, Row, alone, first, nothing, sent
from tests.leaks.targets import ABSENT, Target
from tests.walk import AREA

ITEM = alone("pk", "shared")
SEARCH = ("", "?text=stand", "?text=qz", "?state=draft", "?state=withdrawn", "?state=open", f"?local_area={AREA}&kind=concern")
API_SEARCH = tuple(f"{query or '?'}{'&' if query else ''}page_size=100" for query in SEARCH)
NEW: dict[str, Any] = {"kind": "concern", "text": "Words.", "source_kind": "other"}
WORDS = {**NEW, "base": 1, "correction": "Wrong", "why": "Wrong", "reason": "Because", "outcome": "no-action", "version": 2}


def files(target: Target) -> list[Kwargs]:
    """Each planted file below its item."""
    pairs = zip(target.ids["shared_of_file"], target.ids["shared_file"], strict=True)
    return [{"pk": pk, "file": file} for pk, file in pairs] or [{"pk": ABSENT, "file": ABSENT}]


def uses(target: Target) -> list[Kwargs]:
    """The planted use, below its item."""
    return [{"pk": first(target, "shared"), "use": first(target, "shared_use")}]


def revision(argument: str) -> At:
    """The first words of what was sent, the draft of another, and what was kept beside that."""

    def at(target: Target) -> list[Kwargs]:
        pairs = zip(target.ids["shared_of_revision"], target.ids[f"shared_{argument}"], strict=True)
        return [{"pk": pk, argument: which} for pk, which in pairs] or [{"pk": ABSENT, argument: ABSENT}]

    return at


SHARING: dict[str, Row] = {
    "items": Row(nothing, SEARCH),
    "items_export": Row(lambda _target: [{"kind": "csv"}], SEARCH),
    "item_signals": Row(nothing, ("", "?kind=concern&sort=oldest")),
    "item_trail": Row(ITEM, ("", "?text=stand", "?verb=intelligence.use")),
    "item_trail_csv": Row(ITEM),
    "item_use_add": Row(ITEM, ("", "?text=Fell"), sends=sent(target="programmes.activity:1")),
    "item_use_undo": Row(uses),
    "item_queue": Row(nothing, ("", "?late=on", "?waits=withdrawn")),
    "item_add": Row(nothing, ("", f"?local_area={AREA}"), sends=sent(**NEW, look="yes")),
    **{
        name: Row(ITEM, sends=sent(**WORDS))
        for name in (
            "item", "item_edit", "item_discard", "item_file_add", "item_send", "item_recipients", "item_acknowledge",
            "item_decide", "item_correct", "item_withdraw", "item_history",
        )
    },
    **{name: Row(files) for name in ("item_file", "item_file_remove", "api_item_file")},
    "api_item_file_take_back": Row(files, sends=sent(why="Wrong")),
    "item_versions": Row(revision("number"), sends=sent(keep="current", base=2)),
    "api_items": Row(nothing, API_SEARCH, sends=sent(local_area=AREA, **NEW)),
    "api_item_queue": Row(nothing, ("?page_size=100",)),
    "api_item_signals": Row(nothing, (f"?local_area={AREA}", "?topic=walk-topic")),
    "api_item_similar": Row(nothing, sends=sent(local_area=AREA, words="Marked words stand here")),
    "api_item_signals_areas": Row(nothing, ("?page_size=100",)),
    "api_item_signals_topics": Row(nothing),
    "api_item_uses": Row(ITEM, ("", "?text=Fell"), sends=sent(target="programmes.activity:1")),
    "api_item_use": Row(uses),
    "api_item": Row(ITEM, sends=sent(**NEW)),
    "api_item_send": Row(ITEM, sends=sent(marking="official", recipients=["hmicfrs"])),
    "api_item_recipients": Row(ITEM, sends=sent(recipients=["hmi-probation"])),
    "api_item_acknowledge": Row(ITEM, sends=sent(version=2)),
    "api_item_decide": Row(ITEM, sends=sent(version=2, outcome="selection", reason="Because")),
    "api_item_correct": Row(ITEM, sends=sent(text="Words.", correction="Wrong")),
    "api_item_withdraw": Row(ITEM, sends=sent(why="Wrong")),
    "api_item_history": Row(ITEM, ("?page_size=100",)),
    "api_item_revision": Row(revision("revision")),
    "api_item_settle": Row(revision("revision"), sends=sent(keep="current", base=2)),
    "api_item_files": Row(ITEM, sends=sent(name="April.csv", content="YSxiDQoxLDI=")),
}  # fmt: skip
