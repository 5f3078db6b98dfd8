"""A table of fifty thousand lines: read and checked in flat memory, loaded as a whole, by a worker of its own."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from audit.models import Event
from jobs.models import State
from programmes.importing.running import ask_import
from programmes.models import Activity, ImportRun
from programmes.queries import job_of
from tests import services as beside
from tests.programmes.tables import as_csv, as_xlsx, ilacs, imported, many, programmes
from tests.services import ROOT, database_url, wait_until
from tests.walk import cast
from writing.models import Revision

FEW, MANY = 5_000, 50_000
# In a process that has read nothing else: the most memory that it ever had, in kilobytes. (What getrusage says would be
# that of the process which started it, were that larger.)
READS = """
import sys
from pathlib import Path
import django
django.setup()
from programmes.importing.checking import Checking
from programmes.importing.reading import read
from programmes.models import Programme
with open(sys.argv[1], "rb") as stream:
    checking = Checking(Programme.objects.select_related("inspectorate").get(code="ilacs"), read(stream))
    sound = sum(len(rows) for rows in checking.rows())
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(sound, checking.faults.count, status["VmHWM"].split()[0])
"""


def read_apart(table: Path) -> tuple[int, int, int]:
    """How many lines were sound, how many faults there were, and the most memory that it took."""
    done = subprocess.run(
        [sys.executable, "-c", READS, str(table)],
        env={**os.environ, "DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "jtai.settings"},
        cwd=ROOT, check=True, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    sound, faults, memory = done.stdout.split()
    return int(sound), int(faults), int(memory)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("make", [as_csv, as_xlsx])
def test_fifty_thousand_lines_take_hardly_more_memory_than_five_thousand(make, tmp_path, record_property):
    programmes()
    memory = {}
    for count in (FEW, MANY):
        table = tmp_path / f"{count}"
        table.write_bytes(make(many(count)))
        sound, faults, memory[count] = read_apart(table)
        assert (sound, faults) == (count, 0)
    ratio = memory[MANY] / memory[FEW]
    record_property(
        "counted", f"{memory[FEW] // 1024} MB for {FEW:,} lines, {memory[MANY] // 1024} MB for {MANY:,}: {ratio:.2f} times"
    )
    assert ratio < 1.5


@pytest.mark.slow
@pytest.mark.django_db
def test_fifty_thousand_lines_are_loaded_and_a_fault_in_the_last_leaves_none(record_property):
    programmes()
    assert settings.IMPORT_ROWS == MANY
    lines = [*many(MANY - 1), ("Z", "annual-conversation", "Nobody Council", "2026-03-03", "", "done")]
    wrong = imported(as_csv(lines))
    assert (wrong.loaded, wrong.rows, wrong.faults[0]["line"], Activity.objects.count()) == (False, MANY, MANY + 1, 0)
    begun = time.monotonic()
    run = imported(as_csv(many(MANY)))
    record_property("counted", f"{MANY:,} lines were read twice and loaded in {time.monotonic() - begun:.0f} s")
    assert (run.loaded, run.added, Activity.objects.count(), Revision.objects.count()) == (True, MANY, MANY, MANY)
    one_more = imported(as_csv(many(MANY + 1)))
    assert [fault["what"] for fault in one_more.faults] == ["The file has more than 50,000 rows. Split it into several files."]


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_loads_nothing_and_the_next_one_all_of_it_once(tmp_path):
    programmes()
    with beside.services(tmp_path) as services:
        worker = services.start_worker()
        services.start_beat()
        run = ask_import(ilacs(), data=as_csv(many(20_000)), name="a.csv", only_check=False, by=cast().ofsted)

        def job():
            found = job_of(run)
            assert found is not None
            return found

        wait_until(lambda: job().doing == "Loading the activities", 60, "the middle of the loading")
        worker.kill()
        assert Activity.objects.count() == 0
        services.start_worker()
        wait_until(lambda: job().state == State.DONE, 120, "the end of the loading")
    run = ImportRun.objects.get()
    assert (run.loaded, run.added, Activity.objects.count(), job().attempts) == (True, 20_000, 20_000, 2)
    assert Event.objects.filter(verb="programme.import").count() == 1
