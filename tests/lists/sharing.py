"""What grows in what the inspectorates share: one more of it."""

from datetime import date

from agencies.models import Inspectorate
from audit.trail import record
from intelligence import commands
from intelligence.models import Decision, Use
from tests.doors.programmes_world import CODE
from tests.doors.world import World
from tests.factories import InspectorateFactory
from tests.lists.more import Grow, agency, area, topic
from tests.programmes import acting
from tests.sharing import fresh, sent
from tests.walk import local_area

MEMBERS = "The police attend no conference, and so it is in district %d."


def item(world: World, number: int) -> None:
    sent(by=world.people.lead, text=MEMBERS % number)


def alike(world: World, number: int) -> None:
    """As the draft that is to be sent."""
    sent(by=world.people.cqc, to=("ofsted",), text=f"{fresh(world.sharing.draft).text.body} Number {number}.")


def holder(world: World, _number: int) -> None:
    commands.add_recipients(world.sharing.sent, recipients=[InspectorateFactory()], by=world.people.lead)


def decision(world: World, number: int) -> None:
    by = world.people.cqc_programme_lead
    found = fresh(world.sharing.sent)
    if number == 0:
        commands.acknowledge(found, version=1, by=by)
    newest = Decision.objects.filter(delivery__item=found).order_by("-pk").first()
    words = {"outcome": "no-action", "reason": f"Reason {number}", "version": 1, "after": newest.pk if newest else 0}
    commands.decide(found, **words, by=by)


def use(world: World, number: int) -> None:
    office = Inspectorate.objects.get(code="ofsted")
    target = f"inspections.inspection:{world.planned.pk + number}"
    Use.objects.create(item=world.sharing.sent, target=target, inspectorate=office, by=world.people.lead)


def file(world: World, number: int) -> None:
    data, by = f"Grown {number}".encode(), world.people.cqc
    commands.add_attachment(world.sharing.draft, data=data, name=f"grown-{number}.txt", by=by)


def revision(world: World, number: int) -> None:
    text, by = f"The police attend {number} conferences.", world.people.lead
    version = fresh(world.sharing.sent).text.version
    commands.correct_item(world.sharing.sent, base=version, text=text, correction="Counted again", by=by)


def known_area(world: World, number: int) -> None:
    """One more local area of which something is known."""
    sent(by=world.people.lead, text=MEMBERS % number, area=local_area(f"X06{number}").code)


def known_topic(world: World, number: int) -> None:
    """The same of a topic."""
    topic(world, number)
    sent(by=world.people.lead, text=MEMBERS % number, topic=f"grown-{number}")


def deed(world: World, number: int) -> None:
    record("intelligence.decide", world.sharing.sent, stream=world.sharing.sent.stream, by=world.people.cqc, number=number)


def to_be_named(_world: World, number: int) -> None:
    acting.activity(CODE, "inspection", starts_on=date(2024, 1, 1 + number), ends_on=date(2024, 1, 1 + number))


def inspectorate(_world: World, _number: int) -> None:
    InspectorateFactory()


GROWS: dict[str, tuple[Grow, ...]] = {
    "items": (item, area, topic),
    "items_export": (item,),
    "item_queue": (item, area),
    "item_signals": (item, known_area, known_topic),
    "item_trail": (deed,),
    "item_trail_csv": (deed,),
    "item_use_add": (to_be_named,),
    "item_add": (agency, topic),
    "item": (holder, decision, use),
    "item_edit": (agency, topic),
    "item_file_add": (file,),
    "item_send": (alike, file, inspectorate),
    "item_recipients": (inspectorate,),
    "item_history": (revision,),
    "api_items": (item,),
    "api_item_queue": (item,),
    "api_item_signals_areas": (known_area,),
    "api_item_signals_topics": (known_topic,),
    "api_item_uses": (to_be_named, use),
    "api_item": (holder, decision, use),
    "api_item_history": (revision,),
}
