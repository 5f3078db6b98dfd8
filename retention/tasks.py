"""What the clock sets going."""

from celery import shared_task

from retention.commands import retain


@shared_task
def retain_daily() -> None:
    """Remove what is due; each day. Twice on a day is the same as once."""
    retain()
