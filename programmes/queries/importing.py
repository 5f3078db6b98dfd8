"""Tables that were sent in for a programme. Whoever may record its activities may see them."""

from django.db.models import Q, QuerySet
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


def loaded_since(run: ImportRun) -> ImportRun | None:
    """The import that loads, or has loaded, the table that this one checked; None after one that was refused, and of other imports."""
    if not run.only_check:
        return None
    later = ImportRun.objects.filter(programme=run.programme_id, file=run.file_id, only_check=False, pk__gt=run.pk)
    return later.filter(Q(finished_at=None) | Q(loaded=True)).defer("faults", "changes").order_by("pk").first()
