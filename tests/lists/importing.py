"""What stands in the lists of imports: one more of it."""

from programmes.importing.running import ask_import
from programmes.models import JudgementArea, Programme
from tests.doors.programmes_world import CODE
from tests.doors.world import World
from tests.lists import more
from tests.lists.programmes import kind

Grow = more.Grow


def table(world: World, number: int) -> None:
    data = f"activity,agency,starts_on\ngrown {number},,\n".encode()
    programme = Programme.objects.get(code=CODE)
    ask_import(programme, data=data, name=f"grown-{number}.csv", only_check=True, by=world.people.cqc)


def judged(_world: World, number: int) -> None:
    area = JudgementArea.objects.filter(programme__code=CODE).earliest("position")
    more.copied(area, code=f"grown-{number}", position=50 + number)


def fault(world: World, number: int) -> None:
    run = world.programmes.refused
    run.refresh_from_db()
    run.faults = [*run.faults, {"line": 9 + number, "column": "agency", "what": f"Grown {number}."}]
    run.fault_count = len(run.faults)
    run.save(update_fields=["faults", "fault_count"])


GROWS: dict[str, tuple[Grow, ...]] = {
    "activity_import": (kind, judged),
    "activity_import_template": (judged,),
    "activity_imports": (table,),
    "activity_import_run": (fault,),
    "activity_import_faults": (fault,),
    "api_imports": (table,),
    "api_import_faults": (fault,),
}
STANDS: dict[str, str] = {"activity_import_progress": "one job", "api_import": "one import"}
