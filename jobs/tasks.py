"""What Celery calls: ids in, nothing out; running twice is harmless."""

from celery import shared_task

from jobs import reaper, runner


@shared_task
def run(job_id: int) -> None:
    """Do one job."""
    runner.run(job_id)


@shared_task
def reap() -> None:
    """Bring back what was lost; beat calls it every few seconds."""
    reaper.reap()
