"""The worker's half: take a job up, keep its heart beating, finish it once.

Taking up is one conditional UPDATE that draws a claim. Everything later happens only under that claim, so a message
delivered twice, or a worker that wakes up after it was given up for lost, changes nothing.
"""

import contextlib
import logging
import threading
import uuid
from collections.abc import Iterator
from datetime import timedelta

from billiard.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from jobs import registry
from jobs.models import Job, State
from jtai.errors import DomainError

MOST_ATTEMPTS = 3
# Seconds before the second and the third attempt.
PAUSES = (5, 30)
# What goes by itself: a full disk, a file store or a mail server out of reach, a database that restarts.
PASSING = (OSError, OperationalError, InterfaceError)

log = logging.getLogger(__name__)


class LostClaim(Exception):
    """Another worker has this job now; whatever this one was doing no longer counts."""


class Reporter:
    """Writes progress under the claim."""

    def __init__(self, job_id: int, claim: uuid.UUID) -> None:
        self.mine: QuerySet[Job] = Job.objects.filter(pk=job_id, claim=claim, state=State.RUNNING)
        self.lost = threading.Event()

    def progress(self, percent: int, doing: str) -> None:
        """See registry.Reporter."""
        self._write(progress=max(0, min(100, percent)), doing=doing[:200])

    def beat(self) -> None:
        """Say that this worker is alive."""
        self._write()

    def _write(self, **values: object) -> None:
        if self.lost.is_set() or not self.mine.update(heartbeat_at=Now(), **values):
            self.lost.set()
            raise LostClaim


def run(job_id: int) -> bool:
    """Do one job if it waits and is due. True when this call brought it to "done"."""
    claim = uuid.uuid4()
    taken = Job.objects.filter(pk=job_id, state=State.WAITING, due_at__lte=Now()).update(
        state=State.RUNNING,
        claim=claim,
        attempts=F("attempts") + 1,
        heartbeat_at=Now(),
        started_at=Now(),
        progress=0,
        doing="",
        error="",
    )
    if not taken:
        return False
    reporter = Reporter(job_id, claim)
    job = reporter.mine.get()
    try:
        with _heartbeat(reporter):
            finish = registry.find(job.kind).handler(reporter, **job.arguments)
        _finish(reporter, finish)
    except LostClaim:
        log.warning("Job %s was given to another worker while this one was busy", job_id)
        return False
    except Exception as error:  # noqa: BLE001 -- whatever a handler raises becomes the job's state, and is logged
        _fail(reporter, job, error)
        return False
    return True


def _finish(reporter: Reporter, finish: registry.Finish) -> None:
    """The results and "done" in one transaction. The row is locked first: a second worker waits here, then finds nothing."""
    with transaction.atomic():
        done = reporter.mine.update(state=State.DONE, progress=100, doing="", finished_at=Now(), heartbeat_at=Now())
        if not done:
            raise LostClaim
        if finish is not None:
            finish()


def _fail(reporter: Reporter, job: Job, error: Exception) -> None:
    """Try again later if that may help, else say why not in a sentence."""
    if isinstance(error, PASSING) and job.attempts < MOST_ATTEMPTS:
        log.warning("Job %s (%s), attempt %s: %s", job.pk, job.key, job.attempts, error)
        reporter.mine.update(**waiting_again(job.attempts))
        return
    reference = f"{job.pk}-{job.attempts}-{str(job.claim)[:8]}"
    log.error("Job %s (%s) failed, reference %s", job.pk, job.key, reference, exc_info=error)
    reporter.mine.update(state=State.FAILED, error=sentence_for(error, job.kind, reference), finished_at=Now())


def waiting_again(attempts: int) -> dict[str, object]:
    """The values of a row that goes back to waiting after so many attempts."""
    return {
        "state": State.WAITING,
        "claim": None,
        "heartbeat_at": None,
        "progress": 0,
        "doing": "",
        "sent_at": None,
        "due_at": Now() + timedelta(seconds=PAUSES[min(attempts, len(PAUSES)) - 1]),
    }


def sentence_for(error: Exception, kind: str, reference: str) -> str:
    """Why it failed, for the person who waits for it: never a trace, never what a file or a query said."""
    if isinstance(error, registry.JobError | DomainError) and str(error):
        return str(error)
    try:
        what = registry.find(kind).what
    except KeyError:
        return _("This version of the program cannot do this kind of work (%(kind)s).") % {"kind": kind}
    words = {"what": what, "reference": reference}
    if isinstance(error, SoftTimeLimitExceeded):
        return (
            _("%(what)s took too long and was stopped. Try again; if it fails again, give support the reference %(reference)s.")
            % words
        )
    if isinstance(error, OSError):
        return (
            _(
                "%(what)s could not be made because a file store or another server did not answer. Try again later. Reference %(reference)s."
            )
            % words
        )
    if isinstance(error, PASSING):
        return (
            _("%(what)s could not be made because the database did not answer. Try again later. Reference %(reference)s.")
            % words
        )
    return _("%(what)s could not be built. Try again; if it fails again, give support the reference %(reference)s.") % words


@contextlib.contextmanager
def _heartbeat(reporter: Reporter) -> Iterator[None]:
    """Beat in a thread with a connection of its own while the work is done."""
    if connection.in_atomic_block:
        # Called inside a transaction (loading demonstration data): no other connection can see the row yet.
        yield
        return
    stop = threading.Event()
    thread = threading.Thread(target=_beats, args=(reporter, stop), name="job-heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _beats(reporter: Reporter, stop: threading.Event) -> None:
    try:
        while not stop.wait(settings.JOB_HEARTBEAT_SECONDS):
            try:
                reporter.beat()
            except LostClaim:
                return
            except (OperationalError, InterfaceError) as error:
                log.warning("A heartbeat was missed: %s", error)
                connection.close()
    finally:
        connection.close()
