"""What grows in requests for access: one more of it."""

from disclosure import commands, queries
from tests.doors.access_world import RECEIVED, made_before, read
from tests.doors.world import World
from tests.lists.more import Grow
from tests.walk import note


def request(world: World, number: int) -> None:
    facts = {"kind": "subject-access", "about": "Somebody", "received_on": RECEIVED}
    commands.open_request(reference=f"SAR-9{number}", **facts, by=world.people.governance)


def search(world: World, number: int) -> None:
    commands.search(world.access.request, words=f"child {number}", by=world.people.governance)


def found(world: World, number: int) -> None:
    note(world.fieldwork, by=world.people.cqc, text=f"Another worker, number {number}.")


def chosen(world: World, number: int) -> None:
    made = note(world.fieldwork, by=world.people.cqc, text=f"A colleague of Jane Smith, number {number}.")
    item = queries.item_for(world.access.request.inspectorate, "note", made.pk)
    commands.choose(world.access.request, item, passages="colleague", reason="DPA sch 2 para 16", by=world.people.governance)


def export(world: World, _number: int) -> None:
    request = world.access.request
    made_before(request)
    commands.export(request, seen=read(request), by=world.people.governance)


def redaction(world: World, number: int) -> None:
    item = queries.item_for(world.access.request.inspectorate, "note", world.note.pk)
    passage = ["The", "worker", "family", "well"][number]
    commands.choose(world.access.request, item, passages=passage, reason="DPA sch 3", by=world.people.governance)


GROWS: dict[str, tuple[Grow, ...]] = {
    "access_requests": (request,),
    "access_request": (search, chosen, export),
    "access_search": (found,),
    "access_item": (redaction,),
    "access_item_lift": (redaction,),
    "access_preview": (chosen, redaction),
    "access_index": (chosen,),
}
