"""Brings back what was lost: jobs whose worker died, and ids that never reached a worker."""

from datetime import timedelta

from django.conf import settings
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least, Now
from django.utils.translation import gettext as _

from jobs import registry, sending
from jobs.models import Job, State
from jobs.runner import MOST_ATTEMPTS, waiting_again

RESEND_AFTER = timedelta(seconds=10)
RESEND_AT_MOST_AFTER = timedelta(seconds=60)
# More than this at once would only make the broker's queue longer.
BATCH = 200


def reap() -> int:
    """Give up lost workers' claims, then send what waits unsent. How many ids were sent."""
    _give_up_lost()
    sent = 0
    for job_id in _unsent():
        if not sending.send(job_id):
            break
        sent += 1
    return sent


def _give_up_lost() -> None:
    last_sign = Now() - timedelta(seconds=settings.JOB_LOST_AFTER_SECONDS)
    lost = Job.objects.filter(state=State.RUNNING, heartbeat_at__lt=last_sign)
    for job in lost:
        same = lost.filter(pk=job.pk, claim=job.claim)
        if job.attempts < MOST_ATTEMPTS:
            same.update(**{**waiting_again(job.attempts), "due_at": Now()})
        else:
            same.update(state=State.FAILED, error=_lost_for_good(job), finished_at=Now())


def _lost_for_good(job: Job) -> str:
    what = registry.find(job.kind).what if job.kind in registry.kinds() else job.kind
    return _(
        "%(what)s could not be made: the worker stopped in the middle of it %(times)d times. "
        "Try again; if it fails again, give support the reference %(reference)s."
    ) % {"what": what, "times": job.attempts, "reference": f"{job.pk}-{job.attempts}-{str(job.claim)[:8]}"}


def _unsent() -> list[int]:
    """Due and never sent, or sent and not taken up: again after 10 s, then ever more rarely, each minute at last.

    Behind a long queue every job is sent more than once; a second delivery finds nothing to do.
    """
    patience = Least(Greatest(F("sent_at") - F("due_at"), RESEND_AFTER), RESEND_AT_MOST_AFTER)
    waiting = Job.objects.filter(state=State.WAITING, due_at__lte=Now()).alias(patience=patience)
    rows = waiting.filter(Q(sent_at__isnull=True) | Q(sent_at__lt=Now() - F("patience"))).order_by("due_at", "pk")
    return list(rows.values_list("pk", flat=True)[:BATCH])
