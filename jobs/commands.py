"""Asking for work. Job rows are written in the caller's transaction, so work asked for is never lost."""

from functools import partial
from typing import Any

from django.db import models, transaction
from django.db.models.functions import Now

from audit.trail import key_of, record
from jobs import sending
from jobs.models import Email, Job, State

MAIL = "jobs.mail"


@transaction.atomic
def enqueue(kind: str, *, key: str, target: models.Model, arguments: dict[str, Any]) -> Job:
    """The job that this key names, new or as it stands: asking twice for the same work gives the same row.

    target: the row that it is about, by which `queries.job_for` finds it. arguments: JSON, given to the handler by name.
    On commit its id goes to the broker; when that is down nothing fails and the reaper sends it later.
    """
    job, is_new = Job.objects.get_or_create(key=key, defaults={"kind": kind, "target": key_of(target), "arguments": arguments})
    if is_new:
        transaction.on_commit(partial(sending.send, job.pk), robust=True)
    return job


@transaction.atomic
def retry(job: Job, *, by: models.Model) -> Job:
    """A failed job waits again, with all its attempts. One that has not failed stays as it is: pressing twice is harmless."""
    job = Job.objects.select_for_update(no_key=True).get(pk=job.pk)
    if job.state != State.FAILED:
        return job
    job.state, job.attempts, job.progress, job.doing, job.error = State.WAITING, 0, 0, "", ""
    job.due_at, job.sent_at, job.finished_at = Now(), None, None
    job.save(update_fields=["state", "attempts", "progress", "doing", "error", "due_at", "sent_at", "finished_at"])
    record("job.retry", job, stream=f"person:{by.pk}", by=by, kind=job.kind, key=job.key)
    transaction.on_commit(partial(sending.send, job.pk), robust=True)
    return job


@transaction.atomic
def withdraw_unsent(domain: str) -> int:
    """Take e-mails to addresses under this domain that have not gone yet out of the outbox; returns how many."""
    unsent = Email.objects.filter(sent_at=None, to__iendswith=domain)
    keys = [f"{MAIL}:{pk}" for pk in unsent.values_list("pk", flat=True)]
    Job.objects.filter(kind=MAIL, key__in=keys, state=State.WAITING).delete()
    return unsent.delete()[0]


@transaction.atomic
def send_email(to: str, subject: str, body: str, *, forget: bool = False) -> Email:
    """Put an e-mail into the outbox together with the change that it tells of; a worker sends it after commit.

    forget: the body carries a secret link and is erased once it has gone.
    """
    email = Email.objects.create(to=to, subject=" ".join(subject.split()), body=body, forget=forget)
    enqueue(MAIL, key=f"{MAIL}:{email.pk}", target=email, arguments={"email": email.pk})
    return email
