"""What the doors to imports need: one of CQC's with faults, one whose job has failed, and one that was checked and is sound."""

from jobs.models import Job, State
from jobs.queries import job_for
from jobs.runner import run
from programmes.importing.running import ask_import
from programmes.models import ImportRun
from programmes.queries import IMPORT
from tests.programmes.acting import programme
from tests.walk import Cast


def build_imports(people: Cast, code: str) -> tuple[ImportRun, ImportRun, ImportRun]:
    """Through the real commands, by CQC's inspector."""
    made = [
        ask_import(programme(code), data=f"activity,agency,starts_on\n{kind},,\n".encode(), name="year.csv", only_check=False, by=people.cqc)
        for kind in ("visit", "stay")
    ]  # fmt: skip
    jobs = [job_for(row, IMPORT) for row in made]
    run(jobs[0].pk)
    Job.objects.filter(pk=jobs[1].pk).update(state=State.FAILED, error="The file store did not answer.")
    sound = b"activity,agency,starts_on,standing\ninspection,x001-health-provider,2025-01-13,done\n"
    made.append(ask_import(programme(code), data=sound, name="sound.csv", only_check=True, by=people.cqc))
    run(job_for(made[2], IMPORT).pk)
    refused, broken_off, checked = (ImportRun.objects.get(pk=row.pk) for row in made)
    return refused, broken_off, checked
