"""What the clock sets going, and what a worker is asked to do; the latter is registered in intelligence.apps."""

from celery import shared_task

from intelligence.build import build
from intelligence.commands import escalate, escalate_letters
from jobs.registry import Finish, Reporter


@shared_task
def escalate_late() -> None:
    """Tell the programme offices of what is late; each hour. Twice is the same as once."""
    escalate()
    escalate_letters()


def build_letter(reporter: Reporter, /, *, document: int) -> Finish:
    """Handler of kind intelligence.letter. document: id of the LetterDocument."""
    return build(reporter, document)
