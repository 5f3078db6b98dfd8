"""Finding jobs. Who may see one is the rule of the row that it is about."""

from django.db import models
from django.db.models import QuerySet

from audit.trail import key_of
from jobs.models import Job, State


def job_for(target: models.Model, kind: str) -> Job | None:
    """The newest job of that kind about this row, or None."""
    return Job.objects.filter(target=key_of(target), kind=kind).order_by("-pk").first()


def unfinished() -> QuerySet[Job]:
    """All that wait, run or have failed, oldest first: what an operator looks at."""
    return Job.objects.exclude(state=State.DONE).order_by("pk")
