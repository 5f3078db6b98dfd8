"""What the doors to imports need: one of CQC's with faults, and one whose job has failed."""

from jobs.models import Job, State
from jobs.queries import job_for
from jobs.runner import run
from programmes.importing.running import ask_import
from programmes.models import ImportRun
from programmes.queries import IMPORT
from tests.programmes.acting import programme
from tests.walk import Cast


def build_imports(people: Cast, code: str) -> tuple[ImportRun, ImportRun]:
    """Through the real commands, by CQC's inspector."""
    made = [
        ask_import(programme(code), data=f"activity,agency,starts_on\n{kind},,\n".encode(), name="year.csv", only_check=False, by=people.cqc)
        for kind in ("visit", "stay")
    ]  # fmt: skip
    jobs = [job_for(row, IMPORT) for row in made]
    run(jobs[0].pk)
    Job.objects.filter(pk=jobs[1].pk).update(state=State.FAILED, error="The file store did not answer.")
    refused, broken_off = (ImportRun.objects.get(pk=row.pk) for row in made)
    return refused, broken_off
