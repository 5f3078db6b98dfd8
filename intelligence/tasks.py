"""What the clock sets going."""

from celery import shared_task

from intelligence.commands import escalate


@shared_task
def escalate_late() -> None:
    """Tell the programme offices of what is late; each hour. Twice is the same as once."""
    escalate()
