"""Tables of activities for tests, and the programmes that they are loaded into."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

from inspections.loading import PROGRAMMES
from jobs.queries import job_for
from jobs.runner import run
from programmes.importing.checking import Checking
from programmes.importing.reading import read
from programmes.importing.running import IMPORT, ask_import
from programmes.loading import load_programmes
from programmes.models import ImportRun, Programme
from tests.walk import Cast, cast, local_area

HEAD = ("reference", "activity", "agency", "starts_on", "ends_on", "standing")
COUNCIL, OTHER_COUNCIL = "Fellmoor Council", "Ravenholt Council"
CONVERSATION = ("A1", "annual-conversation", COUNCIL, "03/03/2026", "03/03/2026", "done")
ASSESSMENT = ("A2", "Self-assessment of social work practice", COUNCIL, "2026-02-02", "", "planned")
Rows = Iterable[Sequence[Any]]


def programmes() -> Cast:
    """Everybody, and the programmes of Annex A."""
    people = cast()
    load_programmes(PROGRAMMES / "programmes.json")
    return people


def ilacs() -> Programme:
    """Ofsted's programme of councils."""
    return Programme.objects.select_related("inspectorate").get(code="ilacs")


def as_csv(rows: Rows, head: Sequence[str] = HEAD) -> bytes:
    """A CSV file in UTF-8."""
    made = io.StringIO()
    csv.writer(made).writerows([head, *rows])
    return made.getvalue().encode()


def as_xlsx(rows: Rows, head: Sequence[str] = HEAD, *more: str) -> bytes:
    """A workbook with the table on its first sheet. more: names of further sheets."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Activities")
    for name in more:
        book.create_sheet(name)
    for row in (head, *rows):
        sheet.append(list(row))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def checked(rows: Rows, head: Sequence[str] = HEAD, programme: Programme | None = None) -> list[tuple[int, str, str]]:
    """What is wrong with these lines."""
    checking = Checking(programme or ilacs(), read(io.BytesIO(as_csv(rows, head))))
    for _rows in checking.rows():
        pass
    return [(fault.line, fault.column, fault.what) for fault in checking.faults.kept]


def imported(
    data: bytes, *, name: str = "activities.csv", only_check: bool = False, programme: Programme | None = None
) -> ImportRun:
    """Sent in by Ofsted's inspector, and read."""
    asked = ask_import(programme or ilacs(), data=data, name=name, only_check=only_check, by=cast().ofsted)
    job = job_for(asked, IMPORT)
    assert job is not None
    run(job.pk)
    return ImportRun.objects.select_related("programme").get(pk=asked.pk)


def four_councils() -> list[str]:
    """Their names: of so many `many` needs lines that all lie in the years in which something can be recorded."""
    return [COUNCIL, OTHER_COUNCIL, *(f"{local_area(code).name} Council" for code in ("X003", "X004"))]


def many(count: int) -> Rows:
    """As many sound lines: twelve planned activities of `four_councils` a day, for years on end."""
    first = date(2018, 7, 2).toordinal()
    kinds = ["annual-conversation", "self-assessment", "monitoring-visit"]
    whose = four_councils()
    for number in range(count):
        day = date.fromordinal(first + number // 12).isoformat()
        yield (f"R{number:06d}", kinds[number % 3], whose[number // 3 % 4], day, day, "planned")
