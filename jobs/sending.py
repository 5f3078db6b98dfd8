"""Hands the id of a job to the broker. The row is the truth: what cannot be sent now, the reaper sends later."""

import logging
import time

from celery import current_app
from django.db.models.functions import Now
from kombu.exceptions import OperationalError

from jobs.models import Job, State

RUN = "jobs.tasks.run"
# A broker that is down refuses at once; one that hangs costs this long, once.
QUICK = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5, "max_retries": 0}
QUIET_SECONDS = 5.0

log = logging.getLogger(__name__)


class _Quiet:
    """After a failure this process leaves the broker alone for a moment: twenty e-mails wait once, not twenty times."""

    until = 0.0


def send(job_id: int) -> bool:
    """Send the id; never raises and takes at most about a second. False when the broker did not take it."""
    if time.monotonic() < _Quiet.until:
        return False
    try:
        # A connection of its own: one from the pool may be dead since the broker was restarted, and has longer patience.
        with current_app.connection_for_write(transport_options=QUICK) as connection:
            current_app.send_task(RUN, [job_id], connection=connection, retry=False)
    except (OperationalError, OSError) as error:
        _Quiet.until = time.monotonic() + QUIET_SECONDS
        log.warning("Job %s waits for the broker: %s", job_id, error)
        return False
    _Quiet.until = 0.0
    Job.objects.filter(pk=job_id, state=State.WAITING).update(sent_at=Now())
    return True
