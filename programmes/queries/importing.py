"""Tables that were sent in for a programme. Whoever may record its activities may see them."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import User
from jobs.models import Job
from jobs.queries import job_for
from programmes import policies
from programmes.models import ImportRun, Programme
from programmes.queries.finding import programme_for

IMPORT = "programmes.import"


def recorded_programme_for(user: User, code: str) -> Programme:
    """A programme whose activities this person records. 404 where they see nothing of it, else NotAllowed."""
    found = programme_for(user, code)
    policies.can_record.check(user, found)
    return found


def imports_of(programme: Programme) -> QuerySet[ImportRun]:
    """All of one programme, the newest first, without their faults."""
    rows = ImportRun.objects.filter(programme=programme).select_related("asked_by").defer("faults", "changes")
    return rows.order_by("-pk")


def import_for(user: User, code: str, pk: int) -> ImportRun:
    """One of them, or 404."""
    programme = recorded_programme_for(user, code)
    found = get_object_or_404(ImportRun.objects.select_related("asked_by"), programme=programme, pk=pk)
    found.programme = programme
    return found


def job_of(run: ImportRun) -> Job | None:
    """The job that reads it."""
    return job_for(run, IMPORT)
