"""What grows in letters between the inspectorates: one more of it."""

from audit.trail import record
from intelligence import commands
from intelligence.models import Letter
from tests.doors.world import World
from tests.letters import about_letter, fresh_letter, posted
from tests.lists.more import Grow, agency, area
from tests.lists.sharing import inspectorate
from tests.sharing import sent

WORDS = "The police attend no conference, and so it is in district %d."


def letter(world: World, number: int) -> None:
    posted(by=world.people.lead, subject=f"Conferences in district {number}")


def offered(world: World, number: int) -> None:
    """An item that CQC, Ofsted and HMI Probation have."""
    sent(by=world.people.cqc, to=("ofsted", "hmi-probation"), text=WORDS % number)


def _cites(letter: Letter, world: World, number: int) -> None:
    letter.items.add(sent(by=world.people.lead, to=("cqc",), text=WORDS % number))


def cited(world: World, number: int) -> None:
    _cites(world.letters.sent, world, number)


def cited_in_the_draft(world: World, number: int) -> None:
    _cites(world.letters.ready, world, number)


def named(world: World, number: int) -> None:
    """An agency that it is about."""
    found = world.letters.sent
    assert found.local_area is not None
    found.agencies.add(list(found.local_area.partnership.agencies.order_by("pk"))[number])


def revision(world: World, number: int) -> None:
    draft = fresh_letter(world.letters.draft)
    text, about = f"They wait for {number + 2} weeks.", about_letter(to="ofsted")
    commands.edit_letter(draft, base=draft.text.version, text=text, about=about, by=world.people.cqc)


def deed(world: World, number: int) -> None:
    row = world.letters.sent
    record("intelligence.letter_acknowledge", row, stream=row.stream, by=world.people.cqc, number=number)


GROWS: dict[str, tuple[Grow, ...]] = {
    "letters": (letter, area, inspectorate),
    "letter_add": (agency, offered, inspectorate),
    "letter": (cited, named),
    "letter_edit": (agency, offered, inspectorate),
    "letter_send": (cited_in_the_draft,),
    "letter_history": (revision,),
    "letter_trail": (deed,),
    "letter_trail_csv": (deed,),
    "api_letters": (letter,),
    "api_letter": (cited, named),
    "api_letter_history": (revision,),
}
STANDS: dict[str, str] = {
    "letter_discard": "one draft",
    "letter_progress": "one job",
    "letter_pdf": "one stored file",
    "letter_versions": "two versions",
    "api_letter_pdf": "one stored file",
    "api_letter_revision": "one revision",
}
