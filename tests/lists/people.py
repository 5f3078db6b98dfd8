"""What stands in the lists of people: one more of it."""

from datetime import date

from agencies import commands
from agencies.models import RoleKind
from inspections import commands as inspecting
from tests.doors.world import World
from tests.factories import MembershipFactory, RoleFactory
from tests.walk import local_area


def contact(world: World, _number: int) -> None:
    agency = world.fieldwork.local_area.partnership.agencies.order_by("pk").first()
    MembershipFactory(local_area=world.fieldwork.local_area, agency=agency)


def role_of_the_inspector(world: World, number: int) -> None:
    kind = [RoleKind.SIGNATORY, RoleKind.QUALITY, RoleKind.ANALYST][number]
    RoleFactory(user=world.people.cqc, kind=kind, valid_from=date(2021, 1, 1 + number))


def invitation(world: World, number: int) -> None:
    area = world.fieldwork.local_area
    facts = {"name": f"Guest {number}", "job_title": "Nurse", "local_area": area}
    commands.invite(email=f"guest{number}@walk.example", **facts, by=world.people.co_ordinator)


def interest(world: World, number: int) -> None:
    commands.declare_interest(kind="lives", local_area=local_area(f"X06{number}"), by=world.people.cqc)


def colleague_of_the_inspector(world: World, _number: int) -> None:
    MembershipFactory(inspectorate=world.people.ofsted.membership.inspectorate)


def override(world: World, _number: int) -> None:
    person = MembershipFactory(inspectorate=world.people.cqc.membership.inspectorate).user
    commands.declare_interest(kind="lives", local_area=world.planned.local_area, by=person)
    inspecting.ask_override(world.planned, person=person, reason="Wanted", by=world.people.programme_lead)
