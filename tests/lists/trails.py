"""What grows on the pages of trails."""

from django.db import connection

from audit.trail import record
from inspections.models import Inspection
from retention.commands import put_on_hold
from retention.models import Run
from tests.doors.world import World
from tests.lists.more import Grow


def event(world: World, number: int) -> None:
    record("note.share", world.note, stream=world.fieldwork.stream, by=world.people.cqc, number=number)


def read(world: World, number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_read (quarter, actor, stream, thing) VALUES (now() - interval '1 day', %s, %s, %s)",
            [f"accounts.user:{world.people.cqc.pk}", world.fieldwork.stream, f"note:{number}"],
        )


def run(_world: World, number: int) -> None:
    Run.objects.create(table_digest="", removed={"sent-emails": number + 1})


def hold(world: World, number: int) -> None:
    """A system administrator's, who looks at the page."""
    people = [world.people.cqc, world.people.hmicfrs, world.people.lead]
    put_on_hold(f"accounts.user:{people[number].pk}", reason="A claim", by=world.people.administrator)
    inspection = Inspection.objects.order_by("pk")[number]
    put_on_hold(f"inspections.inspection:{inspection.pk}", reason="A claim", by=world.people.administrator)


GROWS: dict[str, tuple[Grow, ...]] = {
    "inspection_trail": (event,),
    "inspection_trail_csv": (event,),
    "inspection_reads": (read,),
    "inspection_reads_csv": (read,),
    "own_trail": (event,),
    "own_trail_csv": (event, read),
    "person_trail": (event,),
    "person_trail_csv": (event, read),
    "retention": (run, hold),
}
